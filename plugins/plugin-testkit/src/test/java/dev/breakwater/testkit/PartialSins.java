package dev.breakwater.testkit;

import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireRequest;
import java.util.List;

/** Plugins that cancel another part than was ordered. */
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
}
