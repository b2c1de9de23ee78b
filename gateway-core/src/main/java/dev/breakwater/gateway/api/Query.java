package dev.breakwater.gateway.api;

import dev.breakwater.gateway.api.ProblemView.ErrorView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads the parameters of a list, then {@link #finish()}, which reports everything that is wrong at once. */
final class Query {
    static final int LARGEST_PAGE = 200;
    static final int USUAL_PAGE = 50;
    private static final int LONGEST_TEXT = 200;
    /** Tomcat leaves out a parameter that it cannot decode, and says so here. */
    private static final String UNDECODED = "org.apache.catalina.parameter_parse_failed";

    private final HttpServletRequest request;
    private final List<ErrorView> errors = new ArrayList<>();
    private final Set<String> known = new TreeSet<>();

    Query(HttpServletRequest request) {
        this.request = request;
    }

    Optional<String> text(String name) {
        return read(
                name,
                text -> text.length() <= LONGEST_TEXT
                                && !text.isBlank()
                                && text.chars().noneMatch(Character::isISOControl)
                                && Texts.isWellFormed(text)
                        ? Optional.of(text)
                        : Optional.empty(),
                "must be text of 1 to " + LONGEST_TEXT + " characters without control characters");
    }

    <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        return read(
                name,
                text -> words.contains(text) ? Optional.of(Enum.valueOf(type, text)) : Optional.empty(),
                "must be one of " + String.join(", ", words));
    }

    boolean flag(String name) {
        return read(
                        name,
                        text -> text.equals("true") || text.equals("false")
                                ? Optional.of(text.equals("true"))
                                : Optional.empty(),
                        "must be true or false")
                .orElse(false);
    }

    /** How many a page holds. */
    int limit() {
        return read(
                        "limit",
                        text -> text.matches("[0-9]{1,3}")
                                ? Optional.of(Integer.valueOf(text))
                                        .filter(limit -> limit >= 1 && limit <= LARGEST_PAGE)
                                : Optional.empty(),
                        "must be a whole number from 1 to " + LARGEST_PAGE)
                .orElse(USUAL_PAGE);
    }

    <T> Optional<T> cursor(Function<String, Optional<T>> reader) {
        return read("cursor", reader, "must be a nextCursor as it was given");
    }

    <T> Optional<T> read(String name, Function<String, Optional<T>> reader, String expected) {
        known.add(name);
        String[] values = request.getParameterValues(name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.length > 1) {
            errors.add(ErrorView.parameter(name, "must not be given twice"));
            return Optional.empty();
        }
        Optional<T> value = reader.apply(values[0]);
        if (value.isEmpty()) {
            errors.add(ErrorView.parameter(name, expected));
        }
        return value;
    }

    /** @throws ApiException if anything is wrong; unknown parameters are */
    void finish() {
        if (request.getAttribute(UNDECODED) != null) {
            throw new ApiException(
                    ProblemType.MALFORMED_REQUEST,
                    "A parameter of the query cannot be decoded; percent-encode what is not plain ASCII, in UTF-8.");
        }
        for (String name : request.getParameterMap().keySet()) {
            if (!known.contains(name)) {
                errors.add(ErrorView.parameter(name, "is not known; there are " + String.join(", ", known)));
            }
        }
        if (!errors.isEmpty()) {
            throw new ApiException(
                    ProblemType.INVALID_REQUEST, "Something is wrong with the query; see errors.", errors);
        }
    }
}
