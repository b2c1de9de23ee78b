package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * A step of a conversation: either something to ask the supplier, or the answer of the whole operation.
 *
 * <pre>{@code
 * ask(get(booking), b -> ask(post(refundOffers(b)), offers -> answer(best(offers))))
 * }</pre>
 *
 * @param <O> the outcome of the operation
 */
public sealed interface Step<O> {
    /**
     * Send this request, and go on with its reply. {@code then} is called at most once for a request that was answered, with
     * any HTTP status; it is not called when the request was not sent or its reply was lost, which is the gateway's affair.
     */
    record Ask<O>(WireRequest request, Function<WireReply, Step<O>> then) implements Step<O> {
        public Ask {
            requireNonNull(request, "request");
            requireNonNull(then, "then");
        }
    }

    /** The conversation is over. */
    record Answer<O>(O value) implements Step<O> {
        public Answer {
            requireNonNull(value, "value");
        }
    }

    static <O> Step<O> ask(WireRequest request, Function<WireReply, Step<O>> then) {
        return new Ask<>(request, then);
    }

    static <O> Step<O> answer(O value) {
        return new Answer<>(value);
    }
}
