package dev.breakwater.gateway.api;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.api.ProblemView.ErrorView;
import java.util.List;

/** A request that does not get further than this door. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<ErrorView> errors;

    /** @param detail what is wrong and what to do, for people */
    ApiException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    ApiException(ProblemType type, String detail, List<ErrorView> errors) {
        super(requireNonNull(detail, "detail"), null, false, false);
        this.type = requireNonNull(type, "type");
        this.errors = List.copyOf(errors);
    }

    ProblemType type() {
        return type;
    }

    List<ErrorView> errors() {
        return errors;
    }
}
