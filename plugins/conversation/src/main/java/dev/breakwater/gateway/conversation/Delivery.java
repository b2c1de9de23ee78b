package dev.breakwater.gateway.conversation;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.WireReply;

/** What became of a request. */
public sealed interface Delivery {
    /**
     * Certainly not a byte of the request reached the supplier's application.
     *
     * @param unreachable the supplier could not be reached; else nobody tried
     */
    record NotSent(String cause, boolean unreachable) implements Delivery {
        public NotSent {
            requireNonNull(cause, "cause");
        }

        /** Nobody tried to reach the supplier. */
        public NotSent(String cause) {
            this(cause, false);
        }

        public static NotSent unreachable(String cause) {
            return new NotSent(cause, true);
        }
    }

    /** The gateway itself did not let it leave; nothing was exchanged. */
    record HeldBack(IntentLog.Withheld why) implements Delivery {
        public HeldBack {
            requireNonNull(why, "why");
        }
    }

    /**
     * The supplier answered, whatever it said.
     *
     * @param credentialsRenewed the supplier refused our credentials (401) and the transport has new ones: the same request
     *     would now leave with others
     */
    record Answered(WireReply reply, boolean credentialsRenewed) implements Delivery {
        public Answered {
            requireNonNull(reply, "reply");
        }
    }

    /** The request left, or may have left, and no complete reply came back. */
    record Lost(String cause) implements Delivery {
        public Lost {
            requireNonNull(cause, "cause");
        }
    }
}
