package dev.breakwater.gateway.cancellation;

/** What became of an {@link Acceptance}. */
public sealed interface Admission {
    /**
     * It is accepted, and durable.
     *
     * @param started whether the claim and the intent were written too
     */
    record Accepted(Cancellation cancellation, boolean started) implements Admission {}

    /** The same key and request was accepted before. */
    record Replayed(Cancellation cancellation) implements Admission {}

    /** The same key came with another request before. */
    record KeyReused(Cancellation earlier) implements Admission {}

    /** The same booking and scope is ordered already. */
    record Duplicate(Cancellation earlier) implements Admission {}

    /** An order for the same booking has a scope that overlaps without being equal. */
    record Overlap(Cancellation earlier) implements Admission {}
}
