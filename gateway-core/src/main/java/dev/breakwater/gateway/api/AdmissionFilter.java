package dev.breakwater.gateway.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in so many requests at a time and turns the others away at once: before anything was read of them, so that whatever the
 * first ones wait for, there is always a thread left to say so.
 */
final class AdmissionFilter extends OncePerRequestFilter {
    private final Semaphore places;
    private final String detail;

    /** @param detail what those are told for whom there is no place */
    AdmissionFilter(int places, String detail) {
        this.places = new Semaphore(places);
        this.detail = detail;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!places.tryAcquire()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            ProblemWriter.write(response, ProblemView.of(ProblemType.OVERLOADED, detail));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }

    /** Each of the two limits counts for itself. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return super.getAlreadyFilteredAttributeName() + "@" + System.identityHashCode(this);
    }
}
