package dev.breakwater.sandbox.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One row of a protocol's table: which requests, who may send them, which booking they are about, what answers them.
 */
record Route(
        String method,
        List<String> template,
        Kind kind,
        Predicate<Call> condition,
        Subject subject,
        Function<Call, Reply> handler) {

    /** Who may ask, and whether it can change a booking. */
    enum Kind {
        /** Needs no credentials. */
        OPEN,
        READ,
        /** Counts as a commit request in the effect log. */
        COMMIT
    }

    /** Finds the booking's reference in a request. */
    interface Subject extends Function<Call, Optional<String>> {}

    static final String REFERENCE = "reference";

    static Route open(String method, String path, Function<Call, Reply> handler) {
        return new Route(method, segments(path), Kind.OPEN, call -> true, Route::fromPath, handler);
    }

    static Route read(String method, String path, Function<Call, Reply> handler) {
        return new Route(method, segments(path), Kind.READ, call -> true, Route::fromPath, handler);
    }

    static Route commit(String method, String path, Function<Call, Reply> handler) {
        return new Route(method, segments(path), Kind.COMMIT, call -> true, Route::fromPath, handler);
    }

    Route about(Subject other) {
        return new Route(method, template, kind, condition, other, handler);
    }

    /** The same, but only these calls are commits: for protocols that say in the message what they want. */
    Route onlyIf(Predicate<Call> commits) {
        return new Route(method, template, kind, commits, subject, handler);
    }

    boolean isCommit(Call call) {
        return kind == Kind.COMMIT && condition.test(call);
    }

    /** What the path binds to this route's variables; empty when the route is not meant. */
    Optional<Map<String, String>> match(String requestMethod, String url) {
        if (!method.equals(requestMethod)) {
            return Optional.empty();
        }
        List<String> path = segments(url);
        if (path.size() != template.size()) {
            return Optional.empty();
        }
        Map<String, String> bound = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String expected = template.get(i);
            if (expected.startsWith("{")) {
                bound.put(expected.substring(1, expected.length() - 1), decoded(path.get(i)));
            } else if (!expected.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(bound);
    }

    private static Optional<String> fromPath(Call call) {
        return Optional.ofNullable(call.bound().get(REFERENCE));
    }

    private static List<String> segments(String url) {
        String path = url.split("\\?", 2)[0];
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }
}
