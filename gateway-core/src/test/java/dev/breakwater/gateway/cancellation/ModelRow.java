package dev.breakwater.gateway.cancellation;

import dev.breakwater.gateway.cancellation.Acceptance.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One cancellation in a {@link ModelLedger}, as its row and its events have it. */
final class ModelRow {
    private final Acceptance order;
    private final Instant createdAt;
    private final List<ModelLedger.Transition> events = new ArrayList<>();
    long booking;
    Status status = Status.ACCEPTED;
    Optional<String> owner = Optional.empty();
    Optional<Instant> dueAt;
    int version;
    private StatusReason reason = StatusReason.QUEUED;
    private Progress progress;
    private int attempts;
    private int lookups;
    private boolean disputed;
    private Instant updatedAt;

    ModelRow(Acceptance order, long booking, Instant now) {
        this.order = order;
        this.booking = booking;
        this.createdAt = now;
        this.updatedAt = now;
        this.progress = order.progress();
        this.dueAt = Optional.of(now);
        step("caller:" + order.caller(), status, reason);
    }

    void start(Start start) {
        progress = start.progress();
        attempts = 1;
        claim(start.claim(), createdAt);
        step("gateway", Status.IN_FLIGHT, StatusReason.TALKING);
    }

    void takeUp(Claim claim, Instant now) {
        boolean begins = status == Status.ACCEPTED || status == Status.SCHEDULED;
        attempts += begins ? 1 : 0;
        claim(claim, now);
        if (begins) {
            step("gateway", Status.IN_FLIGHT, StatusReason.TALKING);
        } else if (status == Status.IN_FLIGHT) {
            step("gateway", status, StatusReason.TAKEN_OVER);
        } else {
            version++;
        }
    }

    /** A commit is on its way. */
    void goOn(Progress next, Claim claim, Instant now) {
        progress = next;
        claim(claim, now);
        version++;
    }

    /** An answer to a commit came late. */
    void lookAgain(Instant now) {
        boolean review = status == Status.NEEDS_REVIEW && progress.effect() == Effect.UNKNOWN;
        if (status == Status.IN_DOUBT || status == Status.AWAITING_SUPPLIER || review) {
            step("gateway", review ? Status.IN_DOUBT : status, StatusReason.LATE_ANSWER);
        } else if (status == Status.IN_FLIGHT || status == Status.SCHEDULED) {
            version++;
        } else {
            return;
        }
        dueAt = Optional.of(now);
        updatedAt = now;
    }

    /** A late answer says that it was done. */
    void dispute(Instant now) {
        boolean undone = status.isWithoutEffect() || status == Status.NEEDS_REVIEW;
        if (undone && progress.effect() == Effect.NONE) {
            StatusReason kept = reason;
            step("gateway", status, StatusReason.LATE_ANSWER);
            reason = kept;
            disputed = true;
            updatedAt = now;
        }
    }

    void conclude(Change.Conclusion outcome, Instant now) {
        progress = outcome.progress();
        lookups = outcome.lookups();
        owner = Optional.empty();
        dueAt = outcome.delay().map(delay -> delay.isNegative() ? now : now.plus(delay));
        updatedAt = now;
        step(outcome.actor(), outcome.status(), outcome.reason());
    }

    private void claim(Claim claim, Instant now) {
        owner = Optional.of(claim.owner());
        dueAt = Optional.of(now.plus(claim.lease()));
        updatedAt = now;
    }

    private void step(String actor, Status next, StatusReason why) {
        version++;
        status = next;
        reason = why;
        events.add(new ModelLedger.Transition(version, actor, next, why));
    }

    boolean isDue(Instant now) {
        return dueAt.map(due -> !due.isAfter(now)).orElse(false);
    }

    boolean isExpired(Instant now) {
        return !createdAt.plus(order.giveUpAfter()).isAfter(now);
    }

    boolean hasKeyOf(Acceptance other) {
        return order.caller().equals(other.caller()) && order.key().equals(other.key());
    }

    Cancellation cancellation() {
        Duration life = order.giveUpAfter();
        return new Cancellation(
                order.id(),
                order.caller(),
                order.key(),
                order.requestHash(),
                booking,
                order.instruction(),
                status,
                reason,
                progress.effect(),
                progress,
                attempts,
                lookups,
                disputed,
                dueAt,
                version,
                createdAt,
                updatedAt,
                createdAt.plus(life));
    }

    List<ModelLedger.Transition> events() {
        return List.copyOf(events);
    }
}
