package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerMapping;

/** Turns everything that is thrown into a problem, before Spring does it in its own words. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
final class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    @ExceptionHandler
    void rejected(Rejection rejection, HttpServletResponse response) throws IOException {
        rejection.retryAfter().ifPresent(after -> retryAfter(response, after));
        ProblemWriter.write(response, ProblemView.of(rejection));
    }

    @ExceptionHandler
    void refused(ApiException problem, HttpServletResponse response) throws IOException {
        ProblemWriter.write(response, ProblemView.of(problem));
    }

    @ExceptionHandler
    void unavailable(JournalUnavailable problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        log.warn("{}: {}", problem.getMessage(), String.valueOf(problem.getCause()));
        retryAfter(response, SOON);
        boolean changing = isChanging(request);
        ProblemWriter.write(
                response,
                ProblemView.of(
                        ProblemType.JOURNAL_UNAVAILABLE,
                        changing
                                ? "The journal cannot be reached, and may have written before it was lost; send the same"
                                        + " request again."
                                : "The journal cannot be reached; nothing was done.",
                        changing ? Effect.UNKNOWN : Effect.NONE,
                        List.of()));
    }

    @ExceptionHandler
    void disconnected(AsyncRequestNotUsableException problem) {
        log.debug("The caller did not wait for its answer: {}", problem.getMessage());
    }

    @ExceptionHandler
    void any(Exception problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (problem instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            copy(known.getHeaders(), response);
            ProblemType type = ProblemType.ofStatus(known.getStatusCode().value());
            ProblemWriter.write(response, ProblemView.of(type, detail(problem, type)));
            return;
        }
        UUID incident = UUID.randomUUID();
        log.error("Incident {}: {} {} failed", incident, request.getMethod(), pattern(request), problem);
        boolean changing = isChanging(request);
        ProblemWriter.write(
                response,
                ProblemView.of(
                        ProblemType.INTERNAL_ERROR,
                        "The gateway failed unexpectedly; its log has the incident " + incident
                                + (changing
                                        ? ". The same request with the same Idempotency-Key is safe to send."
                                        : "."),
                        changing ? Effect.UNKNOWN : Effect.NONE,
                        List.of()));
    }

    /** Whether it may change anything at a supplier: a quote does not. */
    private static boolean isChanging(HttpServletRequest request) {
        return !Set.of("GET", "HEAD").contains(request.getMethod())
                && !request.getRequestURI().equals(LinksView.QUOTES);
    }

    /** Never the path itself, which may hold a secret or a booking's reference. */
    private static Object pattern(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    }

    private static void copy(HttpHeaders headers, HttpServletResponse response) {
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }

    private static void retryAfter(HttpServletResponse response, Duration after) {
        long seconds = Math.max(1, after.plusMillis(999).toSeconds());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }

    private static String detail(Exception problem, ProblemType type) {
        if (problem instanceof HttpRequestMethodNotSupportedException method) {
            return "This path does not take " + method.getMethod() + "; it takes "
                    + String.join(", ", List.of(supported(method))) + ".";
        }
        if (problem instanceof HttpMediaTypeNotSupportedException) {
            return "Send the body with Content-Type: " + MediaType.APPLICATION_JSON_VALUE + ".";
        }
        if (problem instanceof HttpMediaTypeNotAcceptableException) {
            return "Answers are " + MediaType.APPLICATION_JSON_VALUE + "; the Accept header leaves it out.";
        }
        return type == ProblemType.NOT_FOUND
                ? "There is nothing under this path; /swagger-ui.html shows what there is."
                : problem instanceof ErrorResponse known && known.getBody().getDetail() != null
                        ? known.getBody().getDetail()
                        : type.title() + ".";
    }

    private static String[] supported(HttpRequestMethodNotSupportedException problem) {
        String[] methods = problem.getSupportedMethods();
        return methods == null ? new String[0] : methods;
    }
}
