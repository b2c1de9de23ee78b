package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * How a caller names a booking.
 *
 * @param reference the supplier's reference, as the caller wrote it
 * @param ownReference the reference under which the booking was made at the supplier, if the caller told it
 * @param traveller who it was made for, where a protocol wants it as a proof
 * @param attributes further facts, only names that {@link ProtocolInfo#attributes()} declares
 */
public record BookingReference(
        String reference,
        Optional<String> ownReference,
        Optional<Traveller> traveller,
        Map<String, String> attributes) {
    public BookingReference {
        requireNonNull(ownReference, "ownReference");
        requireNonNull(traveller, "traveller");
        if (reference.isBlank()) {
            throw new IllegalArgumentException("reference is blank");
        }
        attributes = Map.copyOf(attributes);
    }

    public static BookingReference of(String reference) {
        return new BookingReference(reference, Optional.empty(), Optional.empty(), Map.of());
    }
}
