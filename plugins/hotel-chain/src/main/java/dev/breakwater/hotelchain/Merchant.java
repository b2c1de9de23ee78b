package dev.breakwater.hotelchain;

/** Who has taken the money for a room, and so has it to give back. */
enum Merchant {
    EXPEDIA,
    /** The hotel itself: a cancellation moves no money through the API. */
    PROPERTY
}
