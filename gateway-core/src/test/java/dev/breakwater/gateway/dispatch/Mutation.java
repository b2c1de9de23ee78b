package dev.breakwater.gateway.dispatch;

/** What is deliberately broken in a simulated gateway, so that the simulation has something to find. */
enum Mutation {
    /** Nothing. */
    NONE,
    /** A lost reply is taken for a failure: it is sent again. */
    RESENDS_WHAT_WAS_LOST,
    /** A process that slept with an intent in hand sends it. */
    SENDS_WITHOUT_LOOKING_AT_THE_CLOCK,
    /** The journal writes whatever anybody says, whoever owns the cancellation now. */
    FORGETS_THE_FENCE,
    /** What one look-up does not find did not happen. */
    BELIEVES_THE_FIRST_LOOKUP,
    /** A dead member's order goes on as if nothing had been on the wire. */
    FORGETS_OPEN_INTENTS
}
