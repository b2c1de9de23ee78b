package dev.breakwater.gateway.cancellation;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What became of a {@link Change}. */
public sealed interface Changed {
    /**
     * It was taken up.
     *
     * @param cancellation as the claim left it
     * @param before the state it was in; {@link Status#IN_FLIGHT} if its owner fell silent
     * @param expired whether its time to retry has run out
     * @param open intents nobody knows the effect of
     * @param late whether an answer to one of its commits came late, and nobody has looked since
     */
    record TakenUp(Cancellation cancellation, Status before, boolean expired, List<OpenIntent> open, boolean late)
            implements Changed {}

    /**
     * An intent nobody knows the effect of.
     *
     * @param key what repeats of the same request carry
     * @param unsendable how long ago, by the database's clock, its commit could leave for the last time; negative if it still
     *     may
     */
    record OpenIntent(UUID id, String unit, String key, Duration unsendable) {}

    /** It is written. */
    record Written(Cancellation cancellation) implements Changed {}

    /** Another order for the same booking has an open intent; nothing was written but the exchanges. */
    record BookingInUse() implements Changed {}

    /** Another order has cancelled the same, under another name of the booking; nothing was written but the exchanges. */
    record DoneElsewhere() implements Changed {}

    /** An answer to an earlier commit came late, and nobody has looked since; nothing was written but the exchanges. */
    record LateAnswer() implements Changed {}

    /** It was changed meanwhile, or is not due; nothing was written but the exchanges. */
    record Missed() implements Changed {}
}
