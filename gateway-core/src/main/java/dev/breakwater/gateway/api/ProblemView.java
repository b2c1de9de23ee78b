package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Rejection;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;

/** RFC 9457. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Problem", description = "What went wrong (RFC 9457), and what is certain after it.")
record ProblemView(
        @Schema(example = "urn:breakwater:problem:INVALID_REQUEST")
        String type,

        @Schema(example = "The request is not valid") String title,

        @Schema(example = "422") int status,

        @Schema(description = "What is wrong and what to do.", example = "Some fields are wrong.")
        String detail,

        @Schema(description = "For programs.", example = "INVALID_REQUEST")
        ProblemType code,

        @Schema(description = "What is certain about the supplier's side: NONE: nothing was done by this request.")
        Effect effect,

        @Schema(description = "Whether the same request may succeed later.")
        boolean retryable,

        @Schema(description = "Every single thing that is wrong.")
        List<ErrorView> errors,

        @Schema(description = "The cancellation that this order collides with.")
        UUID cancellation) {

    /** One thing that is wrong: a field of the body, or a parameter of the query. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ProblemDetail")
    record ErrorView(
            @Schema(description = "JSON pointer (RFC 6901) into the body.", example = "/maxPenalty/amount")
            String pointer,

            @Schema(description = "The query parameter or header.", example = "status")
            String parameter,

            @Schema(example = "must be a decimal string such as \"12.50\", not a JSON number")
            String detail) {
        static ErrorView at(String pointer, String detail) {
            return new ErrorView(pointer, null, detail);
        }

        static ErrorView parameter(String name, String detail) {
            return new ErrorView(null, name, detail);
        }
    }

    static ProblemView of(ProblemType type, String detail) {
        return of(type, detail, Effect.NONE, List.of());
    }

    static ProblemView of(ProblemType type, String detail, Effect effect, List<ErrorView> errors) {
        return new ProblemView(
                type.uri(),
                type.title(),
                type.status(),
                detail,
                type,
                effect,
                type.isRetryable(),
                errors.isEmpty() ? null : errors,
                null);
    }

    static ProblemView of(ApiException problem) {
        return of(problem.type(), problem.getMessage(), Effect.NONE, problem.errors());
    }

    static ProblemView of(Rejection rejection) {
        ProblemType type = ProblemType.of(rejection.code());
        List<ErrorView> errors = rejection.errors().stream()
                .map(error -> ErrorView.at(error.pointer(), error.text()))
                .toList();
        return new ProblemView(
                type.uri(),
                type.title(),
                type.status(),
                rejection.getMessage(),
                type,
                rejection.effect(),
                rejection.retryAfter().isPresent() || type.isRetryable(),
                errors.isEmpty() ? null : errors,
                rejection.earlier().orElse(null));
    }
}
