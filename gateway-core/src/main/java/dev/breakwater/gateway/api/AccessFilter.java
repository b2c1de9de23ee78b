package dev.breakwater.gateway.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in who has a key. */
final class AccessFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private static final String CHALLENGE = "Bearer realm=\"breakwater\"";
    private static final int LONGEST_KEY = 1_000;

    private final Callers callers;

    AccessFilter(Callers callers) {
        this.callers = callers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            refuse(response, CHALLENGE, "Send your key in the header Authorization: Bearer KEY.");
            return;
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || authorization.length() > LONGEST_KEY) {
            refuse(response, CHALLENGE, "The header Authorization must be: Bearer KEY.");
            return;
        }
        Optional<Caller> caller =
                callers.find(authorization.substring(SCHEME.length()).strip());
        if (caller.isEmpty()) {
            refuse(response, CHALLENGE + ", error=\"invalid_token\"", "This key is not known.");
            return;
        }
        request.setAttribute(Caller.ATTRIBUTE, caller.get());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        chain.doFilter(request, response);
    }

    /** Suppliers come without a key; their door asks for their own secret. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith(PushController.PATH)
                && request.getRequestURI().startsWith(PushController.PATH);
    }

    private static void refuse(HttpServletResponse response, String challenge, String detail) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        ProblemWriter.write(response, ProblemView.of(ProblemType.UNAUTHENTICATED, detail));
    }
}
