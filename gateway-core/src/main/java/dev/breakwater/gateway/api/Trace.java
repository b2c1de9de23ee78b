package dev.breakwater.gateway.api;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** Where a request stands in its trace. */
final class Trace {
    private Trace() {}

    /** As a {@code traceparent} of W3C Trace Context; empty if requests are not observed. */
    static Optional<String> of(HttpServletRequest request) {
        return ServerHttpObservationFilter.findObservationContext(request)
                .map(context -> context.<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(Span::context)
                .map(Trace::traceparent);
    }

    private static String traceparent(TraceContext context) {
        String flags = Boolean.TRUE.equals(context.sampled()) ? "01" : "00";
        return "00-" + context.traceId() + "-" + context.spanId() + "-" + flags;
    }
}
