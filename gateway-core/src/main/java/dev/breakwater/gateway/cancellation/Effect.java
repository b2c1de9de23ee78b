package dev.breakwater.gateway.cancellation;

/** What is certain about the supplier's side. */
public enum Effect {
    /** Nothing was done. */
    NONE,
    /** All was done. */
    DONE,
    /** A part was done, the rest certainly not. */
    PARTIAL,
    /** Nobody knows yet. */
    UNKNOWN
}
