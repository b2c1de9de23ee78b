package dev.breakwater.testkit;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.SupplierWord;

/** Plugins that misread a supplier with whom nothing goes wrong. */
final class StateSins {
    private StateSins() {}

    static final class IsNeverSureAfterACommit extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                LookupResult standing(LookupOrder order, CoachReply reply) {
                    LookupResult standing = super.standing(order, reply);
                    return standing instanceof LookupResult.Active
                                    && order.committed().isPresent()
                            ? new LookupResult.Unknown(reply.word())
                            : standing;
                }
            };
        }
    }

    static final class TakesUsForOthers extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Author author(LookupOrder order, CoachReply reply) {
                    return Author.OTHERS;
                }
            };
        }
    }

    static final class TrustsTheSuppliersClock extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Author author(LookupOrder order, CoachReply reply) {
                    boolean before = reply.value("at")
                            .filter(at -> order.committedSince()
                                    .filter(since -> at.compareTo(since.toString()) < 0)
                                    .isPresent())
                            .isPresent();
                    return before ? Author.OTHERS : super.author(order, reply);
                }
            };
        }
    }

    static final class TakesCreditForOthers extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Author author(LookupOrder order, CoachReply reply) {
                    return order.committed().isPresent() ? Author.US : Author.OTHERS;
                }
            };
        }
    }

    static final class TakesRefusalsForBusy extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    return reply.told().equals("409 departed")
                            ? new CancelResult.Busy(reply.word())
                            : super.cancelled(reply);
                }
            };
        }
    }

    static final class TakesTheUnknownForRefused extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    return reply.told().equals("404 unknown")
                            ? new CancelResult.Refused(RefusalCode.TOO_LATE, reply.word())
                            : super.cancelled(reply);
                }
            };
        }
    }

    static final class IsNeverBusy extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    CancelResult result = super.cancelled(reply);
                    return result instanceof CancelResult.Busy ? new CancelResult.Unknown(reply.word()) : result;
                }
            };
        }
    }

    static final class DropsTheSuppliersWord extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    CancelResult result = super.cancelled(reply);
                    return result instanceof CancelResult.Refused refused
                            ? new CancelResult.Refused(refused.code(), SupplierWord.NONE)
                            : result;
                }
            };
        }
    }
}
