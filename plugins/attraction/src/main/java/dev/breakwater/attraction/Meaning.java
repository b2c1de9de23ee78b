package dev.breakwater.attraction;

/** What a reply that holds no answer tells. */
enum Meaning {
    /** There is no such booking under this UUID; it may be missing, used or expired. */
    UNKNOWN_BOOKING,
    /** There is nothing at this path. */
    NOT_FOUND,
    /** Refused, for one of several reasons. */
    REFUSED_WITHOUT_REASON,
    /** Our request was not understood. */
    MALFORMED,
    /** Our credentials do not allow it. */
    UNAUTHORIZED,
    /** It failed at the supplier, at whatever point. */
    FAILED,
    /** Not even looked at, for now. */
    BUSY,
    /** Nothing that can be understood. */
    UNREADABLE
}
