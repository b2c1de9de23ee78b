package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Rejection;

/** Everything that can be wrong with a request, with its HTTP status. The name is the problem's code. */
enum ProblemType {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    IDEMPOTENCY_KEY_MISSING(400, "The Idempotency-Key is missing"),
    UNAUTHENTICATED(401, "A valid key is needed"),
    FORBIDDEN(403, "Not allowed with this key"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    INVALID_REQUEST(422, "The request is not valid"),
    GUARD_MISSING(422, "The worst acceptable terms are missing"),
    UNKNOWN_SUPPLIER(422, "Unknown supplier"),
    NOT_SUPPORTED(422, "Not supported by the supplier's protocol"),
    UNKNOWN_QUOTE(422, "Unknown quote"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key stands for another request"),
    SUPPLIER_REFUSED(422, "The supplier refused"),
    SCOPE_OVERLAP(409, "Overlaps with an earlier order"),
    ORDERED_BY_OTHERS(409, "Ordered by another caller"),
    NOT_WITHDRAWABLE(409, "Cannot be withdrawn any more"),
    NOT_RESOLVABLE(409, "Cannot be resolved"),
    NOT_RETRYABLE(409, "Cannot be retried"),
    NOT_IN_REVIEW(409, "Does not wait for a person"),
    NOT_CONFIRMABLE(409, "Cannot be confirmed"),
    INTERNAL_ERROR(500, "The gateway failed"),
    SUPPLIER_UNREADABLE(502, "The supplier's answer could not be understood"),
    SUPPLIER_UNAVAILABLE(503, "The supplier is not available"),
    SUPPLIER_PAUSED(503, "The supplier is paused"),
    SUPPLIER_WITHOUT_PLUGIN(503, "The supplier's plugin is missing"),
    OVERLOADED(503, "The gateway is overloaded"),
    STOPPING(503, "The gateway is stopping"),
    JOURNAL_UNAVAILABLE(503, "The journal is not available"),
    ACCEPTANCE_UNKNOWN(503, "It is unknown whether the order was accepted");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** Names the problem for ever; it leads nowhere. */
    String uri() {
        return "urn:breakwater:problem:" + name();
    }

    /** Whether the same request may succeed later. */
    boolean isRetryable() {
        return switch (this) {
            case INTERNAL_ERROR,
                    SUPPLIER_UNREADABLE,
                    SUPPLIER_UNAVAILABLE,
                    SUPPLIER_PAUSED,
                    SUPPLIER_WITHOUT_PLUGIN,
                    OVERLOADED,
                    STOPPING,
                    JOURNAL_UNAVAILABLE,
                    ACCEPTANCE_UNKNOWN -> true;
            case MALFORMED_REQUEST,
                    IDEMPOTENCY_KEY_MISSING,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    BODY_TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    INVALID_REQUEST,
                    GUARD_MISSING,
                    UNKNOWN_SUPPLIER,
                    NOT_SUPPORTED,
                    UNKNOWN_QUOTE,
                    IDEMPOTENCY_KEY_REUSED,
                    SUPPLIER_REFUSED,
                    SCOPE_OVERLAP,
                    ORDERED_BY_OTHERS,
                    NOT_WITHDRAWABLE,
                    NOT_RESOLVABLE,
                    NOT_RETRYABLE,
                    NOT_IN_REVIEW,
                    NOT_CONFIRMABLE -> false;
        };
    }

    static ProblemType of(Rejection.Code code) {
        return switch (code) {
            case INVALID_REQUEST -> INVALID_REQUEST;
            case GUARD_MISSING -> GUARD_MISSING;
            case UNKNOWN_SUPPLIER -> UNKNOWN_SUPPLIER;
            case SUPPLIER_WITHOUT_PLUGIN -> SUPPLIER_WITHOUT_PLUGIN;
            case NOT_SUPPORTED -> NOT_SUPPORTED;
            case UNKNOWN_QUOTE -> UNKNOWN_QUOTE;
            case IDEMPOTENCY_KEY_REUSED -> IDEMPOTENCY_KEY_REUSED;
            case SCOPE_OVERLAP -> SCOPE_OVERLAP;
            case ORDERED_BY_OTHERS -> ORDERED_BY_OTHERS;
            case NOT_FOUND -> NOT_FOUND;
            case NOT_WITHDRAWABLE -> NOT_WITHDRAWABLE;
            case NOT_RESOLVABLE -> NOT_RESOLVABLE;
            case NOT_RETRYABLE -> NOT_RETRYABLE;
            case NOT_IN_REVIEW -> NOT_IN_REVIEW;
            case NOT_CONFIRMABLE -> NOT_CONFIRMABLE;
            case SUPPLIER_REFUSED -> SUPPLIER_REFUSED;
            case SUPPLIER_UNAVAILABLE -> SUPPLIER_UNAVAILABLE;
            case SUPPLIER_UNREADABLE -> SUPPLIER_UNREADABLE;
            case SUPPLIER_PAUSED -> SUPPLIER_PAUSED;
            case OVERLOADED -> OVERLOADED;
            case JOURNAL_UNAVAILABLE -> JOURNAL_UNAVAILABLE;
            case ACCEPTANCE_UNKNOWN -> ACCEPTANCE_UNKNOWN;
        };
    }

    /** The one that says what an HTTP status says, for what Spring or Tomcat refuse by themselves. */
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405, 501 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> OVERLOADED;
            default -> status >= 400 && status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
        };
    }
}
