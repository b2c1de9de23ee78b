package dev.breakwater.testkit;

import static dev.breakwater.plugin.Step.answer;
import static dev.breakwater.plugin.Step.ask;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.util.Map;

/** Plugins that commit otherwise than they say. */
final class CommitSins {
    private CommitSins() {}

    static final class CommitsUnrecorded extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                WireRequest commit(UnitOrder order) {
                    return commit(order, RequestKind.READ);
                }
            };
        }
    }

    static final class CommitsAgain extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Step<CancelResult> replied(UnitOrder order, WireReply reply) {
                    return reply.status() == 503
                            ? ask(commit(order), second -> super.replied(order, second))
                            : super.replied(order, reply);
                }
            };
        }
    }

    static final class LooksUpByPreparing extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                public Step<LookupResult> lookup(LookupOrder order) {
                    WireRequest prepare =
                            WireRequest.json(RequestKind.PREPARE, "POST", path(order.booking()), Map.of(), "{}");
                    return ask(prepare, reply -> answer(standing(order, CoachReply.read(reply))));
                }
            };
        }
    }

    static final class ClaimsWithoutCommit extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                public Step<CancelResult> cancel(UnitOrder order) {
                    WireRequest read = WireRequest.get(path(order.booking()), Map.of());
                    return ask(
                            read,
                            reply -> CoachReply.read(reply).told().equals("200 active")
                                    ? super.cancel(order)
                                    : answer(new CancelResult.Unknown(
                                            CoachReply.read(reply).word())));
                }
            };
        }
    }
}
