package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Change.Conclusion;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Intent;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.plugin.BookingKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a conversation comes to for its cancellation.
 *
 * @param closed what became of the open intent; empty: it stays open, or there was none
 * @param aliases further references of the booking
 */
record Verdict(Conclusion conclusion, Optional<Intent.State> closed, Set<BookingKey> aliases) {
    private static final String GATEWAY = "gateway";

    static Verdict of(Conclusion conclusion) {
        return new Verdict(conclusion, Optional.empty(), Set.of());
    }

    Verdict closing(Intent.State state) {
        return new Verdict(conclusion, Optional.of(state), aliases);
    }

    Verdict learning(Set<BookingKey> learnt) {
        return new Verdict(conclusion, closed, learnt);
    }

    /** Wait for a time, with nothing on the wire. */
    static Verdict scheduled(StatusReason reason, Progress progress, Duration delay, Map<String, String> evidence) {
        return of(new Conclusion(Status.SCHEDULED, reason, GATEWAY, evidence, progress, 0, Optional.of(delay)));
    }

    /** A person has to look. */
    static Verdict review(StatusReason reason, Progress progress, int lookups, Map<String, String> evidence) {
        return of(new Conclusion(Status.NEEDS_REVIEW, reason, GATEWAY, evidence, progress, lookups, Optional.empty()));
    }

    /** Look again after a while. */
    static Verdict uncertain(
            Status status,
            StatusReason reason,
            Progress progress,
            int lookups,
            Duration delay,
            Map<String, String> why) {
        return of(new Conclusion(status, reason, GATEWAY, why, progress, lookups, Optional.of(delay)));
    }

    /** A unit is settled: the end, or on with the next one. */
    static Verdict settled(Progress progress, StatusReason reason, Map<String, String> evidence) {
        Optional<UnitProgress> next = progress.current();
        if (next.isPresent()) {
            return next.get().state() == UnitProgress.State.OPEN
                    ? scheduled(StatusReason.CONTINUES, progress, Duration.ZERO, evidence)
                    : uncertain(Status.IN_DOUBT, next.get().reason(), progress, 0, Duration.ZERO, evidence);
        }
        return ended(progress, reason, evidence);
    }

    /** Nothing more will be done, whatever is still open. */
    static Verdict ended(Progress progress, StatusReason reason, Map<String, String> evidence) {
        Effect effect = progress.effect();
        Status status = switch (effect) {
            case DONE -> Status.CANCELLED;
            case PARTIAL -> Status.PARTIALLY_CANCELLED;
            case NONE -> reason == StatusReason.RETRIES_EXHAUSTED ? Status.EXPIRED : Status.REFUSED;
            case UNKNOWN -> Status.NEEDS_REVIEW;
        };
        StatusReason why = effect == Effect.PARTIAL && reason != StatusReason.RETRIES_EXHAUSTED
                ? StatusReason.PARTLY_REFUSED
                : reason;
        return of(new Conclusion(status, why, GATEWAY, evidence, progress, 0, Optional.empty()));
    }
}
