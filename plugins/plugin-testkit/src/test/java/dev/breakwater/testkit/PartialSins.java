package dev.breakwater.testkit;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plugins that cancel another part than was ordered, or lose what a part leaves. */
final class PartialSins {
    private PartialSins() {}

    static final class CancelsTheWhole extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                WireRequest commit(UnitOrder order) {
                    Unit whole = Unit.whole(List.of());
                    return super.commit(new UnitOrder(
                            order.booking(), whole, order.reason(), order.waiver(), order.key(), order.now()));
                }
            };
        }
    }

    static final class CancelsUndeclaredParts extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                boolean accepts(Unit unit) {
                    return true;
                }
            };
        }
    }

    static final class KeepsTheOldReference extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                LookupResult partly(LookupOrder order, CoachReply reply) {
                    Map<String, String> values = new HashMap<>(reply.values());
                    values.remove("rest");
                    return super.partly(order, new CoachReply(reply.status(), values));
                }
            };
        }
    }

    static final class TellsNothingOfTheRest extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                LookupResult partly(LookupOrder order, CoachReply reply) {
                    return new LookupResult.Cancelled(author(order, reply), refund(reply), Set.of(), reply.word());
                }
            };
        }
    }

    static final class TellsHalfOfTheRest extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                LookupResult partly(LookupOrder order, CoachReply reply) {
                    return super.partly(order, reply) instanceof LookupResult.PartlyCancelled told
                            ? remaining(told, told.remaining().subList(0, 1))
                            : super.partly(order, reply);
                }
            };
        }
    }

    static final class TakesWhatIsGoneForTheRest extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                LookupResult partly(LookupOrder order, CoachReply reply) {
                    return super.partly(order, reply) instanceof LookupResult.PartlyCancelled told
                            ? remaining(told, told.cancelled())
                            : super.partly(order, reply);
                }
            };
        }
    }

    private static LookupResult remaining(LookupResult.PartlyCancelled told, List<ScopeItem> remaining) {
        return new LookupResult.PartlyCancelled(
                told.author(), told.cancelled(), remaining, told.remainingReference(), told.refund(), told.word());
    }

    static final class CancelsTheFirstSeatAgain extends CoachPlugin {
        private static final BookingReference FIRST_NUMBER = BookingReference.of("T-4711");
        private static final List<ScopeItem> FIRST_SEAT = List.of(new ScopeItem(ScopeType.TRAVELLER, "1"));

        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                WireRequest commit(UnitOrder order) {
                    Unit seat = Unit.whole(order.unit().scope().isEmpty() ? List.of() : FIRST_SEAT);
                    return super.commit(new UnitOrder(
                            FIRST_NUMBER, seat, order.reason(), order.waiver(), order.key(), order.now()));
                }
            };
        }
    }
}
