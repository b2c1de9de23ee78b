package dev.breakwater.gateway.review;

import dev.breakwater.gateway.cancellation.Change.Closing;
import dev.breakwater.gateway.cancellation.Change.Conclusion;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a decision comes to.
 *
 * @param closing what becomes of open intents
 * @param anew whether its retries begin anew
 * @param interrupts whether it is written even while a member looks at the supplier
 */
record Next(
        Status status,
        StatusReason reason,
        Progress progress,
        int lookups,
        Optional<Closing> closing,
        boolean anew,
        boolean interrupts) {
    /** It is final, or waits for a person. */
    static Next rests(Status status, StatusReason reason, Progress progress, int lookups) {
        return new Next(status, reason, progress, lookups, Optional.empty(), false, false);
    }

    /** Somebody sees to it at once. */
    static Next due(Status status, StatusReason reason, Progress progress) {
        return new Next(status, reason, progress, 0, Optional.empty(), false, false);
    }

    Next closing(Closing intents) {
        return new Next(status, reason, progress, lookups, Optional.of(intents), anew, interrupts);
    }

    Next beginningAnew() {
        return new Next(status, reason, progress, lookups, closing, true, interrupts);
    }

    Next interrupting() {
        return new Next(status, reason, progress, lookups, closing, anew, true);
    }

    boolean isDue() {
        return switch (status) {
            case SCHEDULED, IN_DOUBT, AWAITING_SUPPLIER -> true;
            case ACCEPTED, IN_FLIGHT, NEEDS_REVIEW, CANCELLED, PARTIALLY_CANCELLED, REFUSED, EXPIRED, WITHDRAWN ->
                false;
        };
    }

    Conclusion conclusion(String actor, Map<String, String> evidence) {
        return new Conclusion(
                status,
                reason,
                actor,
                evidence,
                progress,
                lookups,
                isDue() ? Optional.of(Duration.ZERO) : Optional.empty());
    }
}
