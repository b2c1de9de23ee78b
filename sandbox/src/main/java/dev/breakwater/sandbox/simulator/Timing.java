package dev.breakwater.sandbox.simulator;

import java.time.Duration;
import java.util.Objects;

/**
 * How long the simulators take.
 *
 * @param slow until a {@link Behaviour#SLOW} commit is answered
 * @param hold how long the connection of a lost reply is kept open before it is closed; longer than the client waits
 * @param pending until a {@link Behaviour#PENDING} cancellation takes effect
 * @param offerLife how long a rail refund offer can be confirmed
 * @param tokenLife how long an access token is accepted
 */
public record Timing(Duration slow, Duration hold, Duration pending, Duration offerLife, Duration tokenLife) {

    public Timing {
        requirePositive(slow, "slow");
        requirePositive(hold, "hold");
        requirePositive(pending, "pending");
        requirePositive(offerLife, "offerLife");
        requirePositive(tokenLife, "tokenLife");
    }

    /** Slow 1.5 s, hold 8 s, pending 3 s, offers 20 min, tokens 10 min. */
    public static Timing standard() {
        return new Timing(
                Duration.ofMillis(1_500),
                Duration.ofSeconds(8),
                Duration.ofSeconds(3),
                Duration.ofMinutes(20),
                Duration.ofMinutes(10));
    }

    public Timing withSlow(Duration other) {
        return new Timing(other, hold, pending, offerLife, tokenLife);
    }

    public Timing withHold(Duration other) {
        return new Timing(slow, other, pending, offerLife, tokenLife);
    }

    public Timing withPending(Duration other) {
        return new Timing(slow, hold, other, offerLife, tokenLife);
    }

    public Timing withOfferLife(Duration other) {
        return new Timing(slow, hold, pending, other, tokenLife);
    }

    public Timing withTokenLife(Duration other) {
        return new Timing(slow, hold, pending, offerLife, other);
    }

    private static void requirePositive(Duration duration, String name) {
        Objects.requireNonNull(duration, name);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, was " + duration);
        }
    }
}
