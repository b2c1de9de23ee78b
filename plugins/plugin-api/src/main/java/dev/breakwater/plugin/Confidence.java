package dev.breakwater.plugin;

/** How sure the terms of a quote are. */
public enum Confidence {
    /** The supplier itself named them. */
    CONFIRMED,
    /** Computed from the booking's conditions. */
    ESTIMATED,
    /** Nobody knows. */
    UNKNOWN
}
