package dev.breakwater.gateway.cancellation;

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
     */
    record TakenUp(Cancellation cancellation, Status before, boolean expired, List<OpenIntent> open)
            implements Changed {}

    /** An intent nobody knows the effect of. */
    record OpenIntent(UUID id, String unit) {}

    /** It is written. */
    record Written(Cancellation cancellation) implements Changed {}

    /** Another order for the same booking has an open intent; nothing was written but the exchanges. */
    record BookingInUse() implements Changed {}

    /** It was changed meanwhile, or is not due; nothing was written but the exchanges. */
    record Missed() implements Changed {}
}
