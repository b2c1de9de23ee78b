package dev.breakwater.gateway.review;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.review.Decision.Action;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A decision about many cancellations at once.
 *
 * @param actor who made the dry run, {@code operator:ID}
 * @param confirmed by whom and when; empty: not yet, or never
 * @param failed how many were skipped, by why
 * @param left how many are to be seen to
 */
public record Bulk(
        UUID id,
        String actor,
        Decision decision,
        State state,
        Instant createdAt,
        Instant expiresAt,
        Optional<Confirmation> confirmed,
        long count,
        long done,
        Map<String, Long> failed,
        long left) {
    /** How far it is. */
    public enum State {
        /** Nothing is done yet. */
        DRY_RUN,
        /** Was not confirmed in time; nothing was or will be done. */
        EXPIRED,
        /** It is being carried out. */
        RUNNING,
        /** Every single one is done or skipped. */
        ENDED
    }

    /** @param actor {@code operator:ID} */
    public record Confirmation(String actor, Instant at) {}

    /**
     * Which cancellations; whatever is empty does not matter.
     *
     * @param createdAfter accepted then or later
     * @param createdBefore accepted before
     */
    public record Filter(
            Optional<String> supplier,
            Optional<Status> status,
            Optional<StatusReason> reason,
            Optional<String> caller,
            Optional<Instant> createdAfter,
            Optional<Instant> createdBefore) {
        public Filter {
            requireNonNull(supplier, "supplier");
            requireNonNull(status, "status");
            requireNonNull(reason, "reason");
            requireNonNull(caller, "caller");
            requireNonNull(createdAfter, "createdAfter");
            requireNonNull(createdBefore, "createdBefore");
        }
    }

    /**
     * What would be done.
     *
     * @param token confirms it, once; shown nowhere else
     */
    public record DryRun(Bulk bulk, List<Sample> sample, String token) {
        public DryRun {
            sample = List.copyOf(sample);
        }
    }

    /** One of those it is about. */
    public record Sample(UUID id, String supplier, Status status, StatusReason reason) {}

    /** The states in which something can be decided so. */
    public static List<Status> states(Action action) {
        return switch (action) {
            case RESOLVE -> List.of(Status.IN_DOUBT, Status.NEEDS_REVIEW);
            case RETRY -> List.of(Status.SCHEDULED, Status.IN_DOUBT, Status.AWAITING_SUPPLIER, Status.NEEDS_REVIEW);
            case WITHDRAW -> List.of(Status.ACCEPTED, Status.SCHEDULED, Status.NEEDS_REVIEW);
        };
    }
}
