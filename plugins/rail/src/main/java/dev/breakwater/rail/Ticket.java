package dev.breakwater.rail;

import java.util.List;

/**
 * A fulfillment.
 *
 * @param id may stand in a path
 * @param word the supplier's status word, empty if it gave none
 * @param parts the ids of the booking parts it is made of, as far as told
 */
record Ticket(String id, String word, List<String> parts) {
    Ticket {
        parts = List.copyOf(parts);
    }

    TicketState state() {
        return TicketState.of(word);
    }
}
