package dev.breakwater.plugin;

import java.util.Optional;

/**
 * One protocol, opened for one supplier. Every method is a pure function: the same order gives the same first step, the same
 * replies give the same answer. Several threads may call at once.
 *
 * <p>An operation may ask the supplier several times before it answers. A step function that throws is taken for a broken
 * plugin: before a commit was sent nothing is lost, after it the cancellation is in doubt.
 */
public interface SupplierProtocol {
    /**
     * What would it cost to cancel this scope? The quote names the units in which the supplier commits.
     * Requests are {@link RequestKind#READ}, {@link RequestKind#PREPARE} or, where a quote verb may cancel,
     * {@link RequestKind#MAY_COMMIT}.
     */
    Step<QuoteResult> quote(QuoteOrder order);

    /**
     * Cancels one unit: any number of reads, before the commit also {@link RequestKind#PREPARE}, and at most one
     * {@link RequestKind#COMMIT}.
     */
    Step<CancelResult> cancel(UnitOrder order);

    /** What is so now? Reads only. It settles what a lost reply left in doubt. */
    Step<LookupResult> lookup(LookupOrder order);

    /**
     * The one form in which references to the same booking are equal: case, full-width digits, blanks and prefixes that do
     * not tell bookings apart are removed.
     *
     * @throws IllegalArgumentException if this can never be a reference at this supplier; the message is shown to the caller
     */
    BookingKey canonical(BookingReference reference);

    /** What reads the supplier's own messages; there exactly with {@link Capability#PUSHES}. */
    default Optional<PushReader> pushReader() {
        return Optional.empty();
    }

    /** What signs requests; there exactly with {@link Capability#SIGNED_REQUESTS}. */
    default Optional<Signer> signer() {
        return Optional.empty();
    }
}
