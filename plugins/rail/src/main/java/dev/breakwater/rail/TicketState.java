package dev.breakwater.rail;

/** What the status of a ticket (fulfillment) says by itself. */
enum TicketState {
    LIVE,
    REFUNDED,
    /** The seat is given back, the money is not. */
    RELEASED,
    /** The document is void; whether the travel right is, the booking parts tell. */
    VOID,
    EXCHANGED,
    EXPIRED,
    UNKNOWN;

    private static final WordTable<TicketState> WORDS = new WordTable<>("ticket-states.properties", TicketState.class);

    static TicketState of(String word) {
        return WORDS.meaning(word).orElse(UNKNOWN);
    }
}
