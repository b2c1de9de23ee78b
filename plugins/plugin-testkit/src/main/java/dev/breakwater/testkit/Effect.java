package dev.breakwater.testkit;

/** What a request does to the example booking at a supplier that executes it. */
public enum Effect {
    /** It cancels nothing. */
    NOTHING,
    /** It cancels a part of the booking. */
    PART,
    /** It cancels the whole booking. */
    WHOLE
}
