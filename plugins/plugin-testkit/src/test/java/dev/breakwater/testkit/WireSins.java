package dev.breakwater.testkit;

import static dev.breakwater.plugin.Step.answer;

import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireReply;
import java.util.Set;

/** Plugins that what goes wrong on the wire misleads. */
final class WireSins {
    private WireSins() {}

    static final class TakesATimeOutForAFailure extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    return reply.status() == 504 ? new CancelResult.Busy(reply.word()) : super.cancelled(reply);
                }
            };
        }
    }

    static final class ReadsHalfReplies extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Step<CancelResult> replied(UnitOrder order, WireReply reply) {
                    boolean half = reply.status() == 200
                            && !reply.body().isEmpty()
                            && !reply.text().endsWith("\n.\n")
                            && !reply.text().startsWith("<html")
                            && reply.body().length() < 1000;
                    return half ? answer(new CancelResult.Busy(SupplierWord.NONE)) : super.replied(order, reply);
                }
            };
        }
    }

    static final class KnowsItsContentTypeOnly extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Step<CancelResult> replied(UnitOrder order, WireReply reply) {
                    boolean binary = reply.header("Content-Type")
                            .filter("application/octet-stream"::equals)
                            .isPresent();
                    return binary ? answer(new CancelResult.Busy(SupplierWord.NONE)) : super.replied(order, reply);
                }
            };
        }
    }

    static final class TakesStatus200ForSuccess extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    return reply.status() == 200
                            ? new CancelResult.Cancelled(Refund.UNKNOWN, Set.of(), reply.word())
                            : super.cancelled(reply);
                }
            };
        }
    }

    static final class FailsOnEmptyReplies extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Step<CancelResult> replied(UnitOrder order, WireReply reply) {
                    char first = reply.text().charAt(0);
                    return first == '\u0000'
                            ? answer(new CancelResult.Unknown(SupplierWord.NONE))
                            : super.replied(order, reply);
                }
            };
        }
    }

    static final class NeedsTheStackForBrackets extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Step<CancelResult> replied(UnitOrder order, WireReply reply) {
                    return depth(reply.text(), 0) > 0
                            ? answer(new CancelResult.Unknown(SupplierWord.NONE))
                            : super.replied(order, reply);
                }

                private int depth(String text, int at) {
                    return at < text.length() && text.charAt(at) == '[' ? 1 + depth(text, at + 1) : 0;
                }
            };
        }
    }

    static final class GuessesUnknownWords extends CoachPlugin {
        private static final Set<String> KNOWN = Set.of("active", "partly", "split", "cancelled", "cancelling");

        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                LookupResult standing(LookupOrder order, CoachReply reply) {
                    boolean untold = reply.value("state")
                            .filter(state -> !KNOWN.contains(state))
                            .isPresent();
                    return untold ? new LookupResult.Active(reply.word()) : super.standing(order, reply);
                }
            };
        }
    }

    static final class ReadsDoctypes extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Step<CancelResult> replied(UnitOrder order, WireReply reply) {
                    String text = reply.text().replaceAll("<!DOCTYPE a( \\[.*])?>", "");
                    return super.replied(order, new WireReply(reply.status(), reply.headers(), Bytes.utf8(text)));
                }
            };
        }
    }
}
