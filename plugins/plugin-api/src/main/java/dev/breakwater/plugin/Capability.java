package dev.breakwater.plugin;

/**
 * What a protocol can do, whoever the supplier is. What only a supplier can promise (idempotent commits, a locked price) is
 * configuration of that supplier.
 */
public enum Capability {
    /** {@link SupplierProtocol#quote} tells terms; without it only orders that accept any penalty can be cancelled. */
    QUOTE,
    /** {@link SupplierProtocol#cancel} needs what a quote carried. */
    QUOTE_REQUIRED,
    /** A part of a booking can be cancelled; {@link ProtocolInfo#scopes()} says by what. */
    PARTIAL,
    /** A waiver's code can be handed over, and the reply shows whether it was applied. */
    WAIVER,
    /** A commit may be answered {@link CancelResult.Pending}. */
    ANSWERS_LATER,
    /** {@link SupplierProtocol#lookup} finds a booking by {@link BookingReference#ownReference()} too. */
    LOOKUP_BY_OWN_REFERENCE,
    /** The supplier tells by itself that something changed, and {@link SupplierProtocol#pushReader()} reads it. */
    PUSHES,
    /** Every request is signed by {@link SupplierProtocol#signer()}. */
    SIGNED_REQUESTS
}
