package dev.breakwater.gateway.review;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import java.util.Optional;

/** What waits is done at once. Nothing is sent that may have been sent before. */
final class Retrying {
    private Retrying() {}

    /**
     * @return empty if it is being done already
     * @throws Rejection if it has ended
     */
    static Optional<Next> next(Cancellation now) {
        return switch (now.status()) {
            case ACCEPTED, IN_FLIGHT -> Optional.empty();
            case SCHEDULED -> Optional.of(Next.due(Status.SCHEDULED, StatusReason.RETRIED, now.progress()));
            case IN_DOUBT, AWAITING_SUPPLIER -> Optional.of(Next.due(now.status(), now.reason(), now.progress()));
            case NEEDS_REVIEW -> Optional.of(outOfReview(now).beginningAnew());
            case CANCELLED, PARTIALLY_CANCELLED, REFUSED, EXPIRED, WITHDRAWN ->
                throw Rejection.of(Code.NOT_RETRYABLE, "It has ended as " + now.status() + ".");
        };
    }

    private static Next outOfReview(Cancellation now) {
        Progress known = Resolving.looked(now);
        return known.effect() == Effect.UNKNOWN
                ? Next.due(Status.IN_DOUBT, now.reason(), known)
                : Next.due(Status.SCHEDULED, StatusReason.RETRIED, known.withoutOffer());
    }
}
