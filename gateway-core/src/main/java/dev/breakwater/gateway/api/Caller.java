package dev.breakwater.gateway.api;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.cancellation.StatusReason;

/**
 * Who calls.
 *
 * @param id letters, digits and dashes; owns what it orders
 */
record Caller(String id, Role role) {
    /** The request's attribute that holds it. */
    static final String ATTRIBUTE = "dev.breakwater.caller";

    /** What a caller may do. */
    enum Role {
        /** Orders, and sees its own. */
        CALLER,
        /** Orders, sees everything, decides and pauses. */
        OPERATOR
    }

    Caller {
        requireNonNull(id, "id");
        requireNonNull(role, "role");
    }

    boolean isOperator() {
        return role == Role.OPERATOR;
    }

    /** Whether it may see what belongs to this caller. */
    boolean sees(String owner) {
        return isOperator() || id.equals(owner);
    }

    /** As the journal names it. */
    String actor() {
        return switch (role) {
            case CALLER -> "caller:" + id;
            case OPERATOR -> "operator:" + id;
        };
    }

    /** Why something is withdrawn that this one withdraws. */
    StatusReason withdraws(String owner) {
        return id.equals(owner) ? StatusReason.WITHDRAWN_BY_CALLER : StatusReason.WITHDRAWN_BY_OPERATOR;
    }

    /** @throws ApiException if it is no operator */
    void requireOperator() {
        if (!isOperator()) {
            throw new ApiException(ProblemType.FORBIDDEN, "Only operators may do this.");
        }
    }
}
