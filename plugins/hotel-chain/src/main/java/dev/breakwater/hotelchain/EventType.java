package dev.breakwater.hotelchain;

/** What ends the booking of a room. */
enum EventType {
    CANCELED,
    /** The property gave the room up because nobody came. */
    NO_SHOW
}
