package dev.breakwater.testkit;

import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.Unit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A booking of several units, each committed by itself. */
final class SeatBySeatTest extends CoachContract {
    @Override
    protected SupplierPlugin plugin() {
        return new SeatBySeat();
    }

    @Override
    boolean splits() {
        return false;
    }

    private static final class SeatBySeat extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new SeatsProtocol();
        }
    }

    private static final class SeatsProtocol extends CoachProtocol {
        @Override
        List<Unit> units(QuoteOrder order, CoachReply reply) {
            Stream<ScopeItem> seats = order.scope().isEmpty()
                    ? Stream.of("1", "2", "3").map(seat -> new ScopeItem(ScopeType.TRAVELLER, seat))
                    : order.scope().stream();
            return seats.map(seat -> new Unit(seat.reference(), List.of(seat), Map.of()))
                    .toList();
        }
    }
}
