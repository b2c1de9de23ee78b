package dev.breakwater.gateway.review;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.review.Decision.Withdrawal;
import java.util.Optional;

/** Orders are taken back while certainly nothing was sent. */
final class Withdrawing {
    private Withdrawing() {}

    /**
     * @return empty if it is withdrawn already
     * @throws Rejection if it is too late
     */
    static Optional<Next> next(Withdrawal withdrawal, Cancellation now) {
        if (now.status() == Status.WITHDRAWN) {
            return Optional.empty();
        }
        whyNot(now).ifPresent(why -> {
            throw Rejection.of(Code.NOT_WITHDRAWABLE, why);
        });
        return Optional.of(Next.rests(Status.WITHDRAWN, withdrawal.why(), now.progress(), now.lookups()));
    }

    static Optional<String> whyNot(Cancellation now) {
        return switch (now.status()) {
            case ACCEPTED, SCHEDULED, NEEDS_REVIEW ->
                now.progress().effect() == Effect.NONE
                        ? Optional.empty()
                        : Optional.of("Some of it was sent to the supplier already; see its units.");
            case IN_FLIGHT -> Optional.of("The gateway is talking to the supplier about it at this moment.");
            case IN_DOUBT -> Optional.of("A commit was sent and its reply was lost; it may be cancelled already.");
            case AWAITING_SUPPLIER -> Optional.of("The supplier has accepted it and works on it.");
            case CANCELLED, PARTIALLY_CANCELLED, REFUSED, EXPIRED, WITHDRAWN ->
                Optional.of("It has ended as " + now.status() + ".");
        };
    }
}
