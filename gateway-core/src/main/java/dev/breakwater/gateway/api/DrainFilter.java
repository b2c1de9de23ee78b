package dev.breakwater.gateway.api;

import dev.breakwater.gateway.intake.Intake;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * While the gateway stops: nothing new is begun, and every connection ends with its answer, so that clients open the next one
 * where it is served.
 */
final class DrainFilter extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String SOON = "1";

    private final Intake intake;

    DrainFilter(Intake intake) {
        this.intake = intake;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (intake.isOpen()) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.CONNECTION, "close");
        if (READING.contains(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, SOON);
        ProblemWriter.write(
                response,
                ProblemView.of(
                        ProblemType.STOPPING,
                        "This gateway is stopping and begins nothing new; nothing was done. Send it again: to another"
                                + " member, or to this one when it is back."));
    }
}
