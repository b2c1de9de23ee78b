package dev.breakwater.gateway.cancellation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One accepted order, as it stood when it was read.
 *
 * @param attempts how often it was taken up to talk to the supplier
 * @param lookups how many look-ups since the last commit told something
 * @param dueAt when somebody has to look at it next; empty when it is final or waits for a person
 * @param version grows with every change; a write that expects another one changes nothing
 * @param expiresAt when retries end
 */
public record Cancellation(
        UUID id,
        String caller,
        String idempotencyKey,
        String requestHash,
        long bookingId,
        Instruction instruction,
        Status status,
        StatusReason reason,
        Effect effect,
        Progress progress,
        int attempts,
        int lookups,
        boolean disputed,
        Optional<Instant> dueAt,
        int version,
        Instant createdAt,
        Instant updatedAt,
        Instant expiresAt) {

    public String supplier() {
        return instruction.supplier();
    }

    /** Whether nothing has changed since it was accepted. */
    public boolean isAsAccepted() {
        return updatedAt.equals(createdAt);
    }
}
