package dev.breakwater.gateway.conversation;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.WireReply;
import java.util.List;
import java.util.Optional;

/**
 * What is certain after a conversation.
 *
 * @param <O> what the operation answers
 */
public sealed interface Outcome<O> {
    /** Everything that was exchanged, in order. */
    List<Exchange> exchanges();

    /** The last reply of the supplier, if it answered at all. */
    default Optional<WireReply> lastReply() {
        for (int i = exchanges().size() - 1; i >= 0; i--) {
            if (exchanges().get(i).delivery() instanceof Delivery.Answered answered) {
                return Optional.of(answered.reply());
            }
        }
        return Optional.empty();
    }

    /** The plugin came to an answer. */
    record Answered<O>(O value, List<Exchange> exchanges) implements Outcome<O> {
        public Answered {
            requireNonNull(value, "value");
            exchanges = List.copyOf(exchanges);
        }

        /** Whether a request that may commit was among the exchanges. */
        public boolean committed() {
            return exchanges.stream()
                    .anyMatch(exchange -> exchange.request().kind().mayCommit());
        }
    }

    /** No answer, and certainly nothing was committed: try again later. */
    record NotDone<O>(Cause cause, String detail, List<Exchange> exchanges) implements Outcome<O> {
        public NotDone {
            requireNonNull(cause, "cause");
            requireNonNull(detail, "detail");
            exchanges = List.copyOf(exchanges);
        }
    }

    /** Why nothing was done. */
    enum Cause {
        /** A request could not be sent, or one that changes nothing stayed without a reply. */
        NOT_SENT,
        /** The supplier refused our credentials, and the transport has new ones. */
        CREDENTIALS_RENEWED
    }

    /** The gateway held a request back before it left, and nothing was committed. */
    record HeldBack<O>(IntentLog.Withheld why, List<Exchange> exchanges) implements Outcome<O> {
        public HeldBack {
            requireNonNull(why, "why");
            exchanges = List.copyOf(exchanges);
        }
    }

    /** A commit left or may have left, and nobody knows what it did. */
    record InDoubt<O>(Doubt doubt, String detail, List<Exchange> exchanges) implements Outcome<O> {
        public InDoubt {
            requireNonNull(doubt, "doubt");
            requireNonNull(detail, "detail");
            exchanges = List.copyOf(exchanges);
        }
    }

    /** Why it is in doubt. */
    enum Doubt {
        /** No complete reply to the commit came back. */
        REPLY_LOST,
        /** The commit was answered, but what it did could not be learnt. */
        REPLY_UNREADABLE,
        /** The plugin failed after the commit. */
        PLUGIN_FAILED
    }

    /** The plugin failed or broke its contract, and certainly nothing was committed: a person has to look. */
    record Broken<O>(String detail, List<Exchange> exchanges) implements Outcome<O> {
        public Broken {
            requireNonNull(detail, "detail");
            exchanges = List.copyOf(exchanges);
        }
    }
}
