package dev.breakwater.hotelchain;

/** How a room stands. */
enum RoomState {
    BOOKED,
    /** Its booking is not final yet. */
    PENDING,
    CANCELED,
    /** A word that is not in the standard. */
    UNKNOWN
}
