package dev.breakwater.gateway.conversation;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.WireRequest;
import java.util.List;

/** Writes down what is about to leave, before it leaves. */
public interface IntentLog {
    /**
     * Makes the exact commit request durable, and says whether it may leave. After a grant the request counts as possibly
     * executed until its exchange proves otherwise.
     *
     * @param request the commit
     * @param before the exchanges that led to it, in order
     */
    Permission intend(WireRequest request, List<Exchange> before);

    /** The answer to an intent. */
    sealed interface Permission {
        /** It is durable and may leave until then. */
        record Granted(SendBy sendBy) implements Permission {
            public Granted {
                requireNonNull(sendBy, "sendBy");
            }
        }

        /** It must not leave, and nothing of it counts as possibly executed. */
        record Denied(Withheld why) implements Permission {
            public Denied {
                requireNonNull(why, "why");
            }
        }
    }

    /** Why a request was held back. */
    enum Withheld {
        /** Another member owns the cancellation now: stop, and write nothing. */
        CLAIM_LOST,
        /** The supplier's quota is used up for the moment. */
        QUOTA,
        /** The supplier was paused by a person. */
        PAUSED,
        /** The gateway has parked the supplier, because it fails or asked for it. */
        PARKED,
        /** Another order for the same booking is talking to the supplier. */
        BOOKING_IN_USE,
        /** Another order has cancelled the same, under another name of the booking. */
        DONE_ELSEWHERE,
        /** It was not ordered: a quote alone never commits, nor does one for an order that depends on the terms. */
        NOT_ORDERED,
        /** The journal could not tell whether the intent is durable; it was not sent. */
        JOURNAL_UNKNOWN,
        /** An answer to an earlier commit came late, and nobody has looked since. */
        LATE_ANSWER,
        /** It is not the request that was sent before, so it is no repeat of it. */
        NOT_THE_SAME
    }
}
