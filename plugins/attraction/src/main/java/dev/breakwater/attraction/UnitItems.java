package dev.breakwater.attraction;

import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import java.util.ArrayList;
import java.util.List;

/**
 * The tickets of a booking, by what became of them.
 *
 * @param gone those that are cancelled or never came to be
 * @param left those that are not
 * @param clear whether every ticket has a state and, where it matters, a reference we can read
 * @param settled whether no ticket waits for the supplier
 */
record UnitItems(List<ScopeItem> gone, List<ScopeItem> left, boolean clear, boolean settled) {
    static UnitItems read(List<JsonView> items) {
        List<ScopeItem> gone = new ArrayList<>();
        List<ScopeItem> left = new ArrayList<>();
        boolean clear = true;
        boolean settled = true;
        for (JsonView item : items) {
            if (!item.has("status")) {
                continue;
            }
            BookingState state =
                    item.text("status").flatMap(Tables.STATES::meaning).orElse(BookingState.UNKNOWN);
            String reference =
                    item.text("uuid").or(() -> item.text("supplierReference")).orElse("?");
            clear &= state != BookingState.UNKNOWN && !reference.equals("?");
            settled &= state != BookingState.PENDING;
            (state.isGone() ? gone : left).add(new ScopeItem(ScopeType.TICKET, reference));
        }
        return new UnitItems(List.copyOf(gone), List.copyOf(left), clear, settled);
    }

    boolean areMixed() {
        return !gone.isEmpty() && !left.isEmpty();
    }

    /** Whether they can be the tickets of a booking in this state that is not cancelled. */
    boolean contradictActive() {
        return !gone.isEmpty() && (left.isEmpty() || !clear);
    }
}
