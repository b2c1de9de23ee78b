package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An order, or a question, was not accepted. It costs nothing, and says what to do. */
public final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Code {
        /** Fields are missing, wrong or too long; the errors name them. */
        INVALID_REQUEST,
        /** Neither a quote, nor a limit, nor the word that any penalty is accepted. */
        GUARD_MISSING,
        /** No supplier of this id is configured. */
        UNKNOWN_SUPPLIER,
        /** The supplier is configured, but its plugin is missing or broken. */
        SUPPLIER_WITHOUT_PLUGIN,
        /** The supplier's protocol cannot do what was asked. */
        NOT_SUPPORTED,
        /** No such quote of this caller, or it is for another booking. */
        UNKNOWN_QUOTE,
        /** The same idempotency key was used with another request. */
        IDEMPOTENCY_KEY_REUSED,
        /** An order for the same booking overlaps without being equal. */
        SCOPE_OVERLAP,
        /** Another caller has ordered it already. */
        ORDERED_BY_OTHERS,
        /** No such cancellation, or another caller's. */
        NOT_FOUND,
        /** It cannot be withdrawn any more. */
        NOT_WITHDRAWABLE,
        /** There is nothing for a person to resolve, or not yet. */
        NOT_RESOLVABLE,
        /** It has ended, or a member works on it at this moment. */
        NOT_RETRYABLE,
        /** Nothing that a person has to look at. */
        NOT_IN_REVIEW,
        /** The token is used up, too old or wrong. */
        NOT_CONFIRMABLE,
        /** The supplier refused. */
        SUPPLIER_REFUSED,
        /** The supplier cannot be reached or is busy. */
        SUPPLIER_UNAVAILABLE,
        /** The supplier's answer could not be understood. */
        SUPPLIER_UNREADABLE,
        /** A person has paused the supplier; orders are accepted, questions have to wait. */
        SUPPLIER_PAUSED,
        /** More is waiting to be written than the gateway can take. */
        OVERLOADED,
        /** The journal cannot be reached; nothing was accepted. */
        JOURNAL_UNAVAILABLE,
        /** The journal was lost while it wrote: it may have been accepted. The same key is safe to use again. */
        ACCEPTANCE_UNKNOWN
    }

    /**
     * One thing that is wrong with a field.
     *
     * @param pointer a JSON pointer (RFC 6901) into the request, empty for the whole
     * @param text what is wrong and what is allowed, one sentence; never the value itself
     */
    public record FieldError(String pointer, String text) {
        public FieldError {
            requireNonNull(pointer, "pointer");
            requireNonNull(text, "text");
        }
    }

    private final Code code;
    private final transient List<FieldError> errors;
    private final transient Optional<UUID> earlier;
    private final transient Optional<Duration> retryAfter;

    private Rejection(
            Code code, String text, List<FieldError> errors, Optional<UUID> earlier, Optional<Duration> retryAfter) {
        super(requireNonNull(text, "text"), null, false, false);
        this.code = requireNonNull(code, "code");
        this.errors = List.copyOf(errors);
        this.earlier = earlier;
        this.retryAfter = retryAfter;
    }

    public static Rejection of(Code code, String text) {
        return new Rejection(code, text, List.of(), Optional.empty(), Optional.empty());
    }

    public static Rejection ofFields(Code code, String text, List<FieldError> errors) {
        return new Rejection(code, text, errors, Optional.empty(), Optional.empty());
    }

    public static Rejection naming(Code code, String text, UUID earlier) {
        return new Rejection(code, text, List.of(), Optional.of(earlier), Optional.empty());
    }

    public static Rejection tryAgain(Code code, String text, Duration after) {
        return new Rejection(code, text, List.of(), Optional.empty(), Optional.of(after));
    }

    public Code code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** The cancellation it collides with, if the caller may know. */
    public Optional<UUID> earlier() {
        return earlier;
    }

    /** When to ask again; empty: it would not help. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** What is certain about the supplier's side. */
    public Effect effect() {
        return code == Code.ACCEPTANCE_UNKNOWN ? Effect.UNKNOWN : Effect.NONE;
    }
}
