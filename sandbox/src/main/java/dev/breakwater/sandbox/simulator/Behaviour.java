package dev.breakwater.sandbox.simulator;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a simulated supplier treats a booking. The booking's reference chooses: it starts with the behaviour's
 * {@link #prefix()}, in either case; what follows is free. The same list holds for every protocol.
 */
public enum Behaviour {
    OK(
            Condition.OPEN,
            Execution.DONE,
            Delivery.PROMPT,
            "cancels at once (attraction: full refund, others: less a fee)"),
    REFUSED(Condition.CLOSED, Execution.DONE, Delivery.PROMPT, "refuses: too late, not allowed any more"),
    GONE(Condition.GONE, Execution.DONE, Delivery.PROMPT, "was cancelled by someone else before"),
    UNKNOWN(Condition.ABSENT, Execution.DONE, Delivery.PROMPT, "is not found"),
    SLOW(Condition.OPEN, Execution.DONE, Delivery.SLOW, "cancels, but the reply to the commit takes its time"),
    PENDING(Condition.OPEN, Execution.LATER, Delivery.PROMPT, "accepts the commit and finishes it seconds later"),
    BUSY(Condition.BUSY, Execution.DONE, Delivery.PROMPT, "answers the first two requests 429, Retry-After: 1"),
    LOSTBEFORE(Condition.OPEN, Execution.IGNORED, Delivery.HELD, "never answers the first commit and does nothing"),
    LOSTAFTER(Condition.OPEN, Execution.DONE, Delivery.HELD, "does the commit, but the reply never comes"),
    TERMS(Condition.WORSENING, Execution.DONE, Delivery.PROMPT, "worsens its terms after the first quote"),
    GARBAGE(Condition.OPEN, Execution.DONE, Delivery.GARBAGE, "does the commit and replies 200 with rubbish"),
    RESET(Condition.OPEN, Execution.DONE, Delivery.RESET, "does the commit, then resets the connection");

    /** What the supplier says about the booking before anything is committed. */
    enum Condition {
        OPEN,
        CLOSED,
        GONE,
        ABSENT,
        WORSENING,
        BUSY
    }

    /** What becomes of a commit that the supplier's terms allow. */
    enum Execution {
        DONE,
        LATER,
        IGNORED;

        Optional<Instant> effectiveAt(Instant now, Timing timing) {
            return switch (this) {
                case DONE -> Optional.of(now);
                case LATER -> Optional.of(now.plus(timing.pending()));
                case IGNORED -> Optional.empty();
            };
        }
    }

    private static final Map<String, Behaviour> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    private final Condition condition;
    private final Execution execution;
    private final Delivery delivery;
    private final String description;

    Behaviour(Condition condition, Execution execution, Delivery delivery, String description) {
        this.condition = condition;
        this.execution = execution;
        this.delivery = delivery;
        this.description = description;
    }

    /** The behaviour a reference asks for; empty when it starts with none of the prefixes. */
    public static Optional<Behaviour> of(String reference) {
        int dash = Objects.requireNonNull(reference, "reference").indexOf('-');
        return dash < 0
                ? Optional.empty()
                : Optional.ofNullable(BY_NAME.get(reference.substring(0, dash).toUpperCase(Locale.ROOT)));
    }

    /** What a reference with this behaviour starts with, for example {@code LOSTAFTER-}. */
    public String prefix() {
        return name() + "-";
    }

    /** One line for people: what a booking with this behaviour does. */
    public String description() {
        return description;
    }

    /** How it treats a booking's commits, counted from 1: one that got lost on the way there arrives the next time. */
    Behaviour onCommit(int number) {
        return this == LOSTBEFORE && number > 1 ? OK : this;
    }

    Condition condition() {
        return condition;
    }

    Execution execution() {
        return execution;
    }

    Delivery delivery() {
        return delivery;
    }

    boolean exists() {
        return condition != Condition.ABSENT;
    }
}
