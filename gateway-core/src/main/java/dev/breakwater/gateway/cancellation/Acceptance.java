package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.BookingKey;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * An order that was validated and asks to be accepted.
 *
 * @param key the caller's idempotency key
 * @param requestHash of what the caller sent; the same key with another hash is refused
 * @param booking the canonical reference
 * @param giveUpAfter when retries end
 * @param start the claim and first intent to be written in the same commit, if it can start at once
 */
public record Acceptance(
        UUID id,
        String caller,
        String key,
        String requestHash,
        BookingKey booking,
        Instruction instruction,
        Duration giveUpAfter,
        Optional<Start> start) {
    public Acceptance {
        requireNonNull(id, "id");
        requireNonNull(caller, "caller");
        requireNonNull(key, "key");
        requireNonNull(requestHash, "requestHash");
        requireNonNull(booking, "booking");
        requireNonNull(instruction, "instruction");
        requireNonNull(giveUpAfter, "giveUpAfter");
        requireNonNull(start, "start");
    }

    /** The same, to be accepted without a start. */
    public Acceptance withoutStart() {
        return new Acceptance(id, caller, key, requestHash, booking, instruction, giveUpAfter, Optional.empty());
    }

    /** A claim and a first intent. */
    public record Start(Claim claim, Intent intent, Progress progress) {}
}
