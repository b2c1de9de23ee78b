package dev.breakwater.hotelchain;

/** Who caused an event in a room's history. */
enum EventSource {
    /** A request like ours. */
    API,
    /** The call centre or the property. */
    OTHERS
}
