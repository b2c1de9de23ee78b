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
 * @param progress what is known already, such as the units of the caller's quote
 * @param stake what is saved by being quick, if that is known
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
        Progress progress,
        Optional<Stake> stake,
        Optional<Start> start) {
    public Acceptance {
        requireNonNull(id, "id");
        requireNonNull(caller, "caller");
        requireNonNull(key, "key");
        requireNonNull(requestHash, "requestHash");
        requireNonNull(booking, "booking");
        requireNonNull(instruction, "instruction");
        requireNonNull(giveUpAfter, "giveUpAfter");
        requireNonNull(progress, "progress");
        requireNonNull(stake, "stake");
        requireNonNull(start, "start");
    }

    /** One that is not known to get more expensive. */
    public Acceptance(
            UUID id,
            String caller,
            String key,
            String requestHash,
            BookingKey booking,
            Instruction instruction,
            Duration giveUpAfter,
            Progress progress,
            Optional<Start> start) {
        this(id, caller, key, requestHash, booking, instruction, giveUpAfter, progress, Optional.empty(), start);
    }

    /**
     * A claim and a first intent.
     *
     * @param progress the units, one of which is committing
     */
    public record Start(Claim claim, Intent intent, Progress progress) {}
}
