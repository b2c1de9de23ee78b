package dev.breakwater.hotelchain;

/** What a reply tells that is not what was asked for. */
enum Meaning {
    /** The token of a link is used up or too old. Nothing was done. */
    STALE_LINK,
    ALREADY_CANCELLED,
    NOT_FOUND,
    /** The itinerary was not booked with this address. */
    WRONG_EMAIL,
    /** The supplier could not understand us. */
    MALFORMED,
    UNAUTHORIZED,
    /** Turned away before anything was done. */
    BUSY,
    /** The supplier could not. Whether something was done is open. */
    FAILED,
    /** The supplier does not know all of it now. */
    INCOMPLETE,
    UNREADABLE
}
