package dev.breakwater.hotelchain;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A tolerant look at a JSON object from outside: what is missing, {@code null} or of an unfit type is simply not there. */
final class JsonView {
    private static final int DEEPEST = 64;
    private static final int LONGEST = 8_000_000;
    private static final Pattern FOUR_DIGIT_YEAR = Pattern.compile("[0-9]{4}-");

    private final JsonObject object;

    private JsonView(JsonObject object) {
        this.object = object;
    }

    /** The objects this text is: one, or those of an array of nothing else; empty if it is neither. */
    static Optional<List<JsonView>> parse(String text) {
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (json.length() > LONGEST || isDeeperThan(DEEPEST, json)) {
            return Optional.empty();
        }
        try {
            Object content = JsonParser.any().withLazyNumbers().from(json);
            if (content instanceof JsonObject object) {
                return Optional.of(List.of(new JsonView(object)));
            }
            return content instanceof List<?> list && list.stream().allMatch(JsonObject.class::isInstance)
                    ? Optional.of(objects(list))
                    : Optional.empty();
        } catch (JsonParserException e) {
            return Optional.empty();
        }
    }

    /** The parser descends by recursion: a reply must not be able to exhaust the stack. */
    private static boolean isDeeperThan(int deepest, String json) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '{' || c == '[') && ++depth > deepest) {
                return true;
            } else if (!quoted && (c == '}' || c == ']')) {
                depth--;
            }
        }
        return false;
    }

    private static List<JsonView> objects(List<?> list) {
        return list.stream()
                .flatMap(element -> element instanceof JsonObject object ? Stream.of(object) : Stream.empty())
                .map(JsonView::new)
                .toList();
    }

    /** Whether there is anything but {@code null}. */
    boolean has(String name) {
        return object.get(name) != null;
    }

    /** A string that is not blank, or a number as it is written. */
    Optional<String> text(String name) {
        Object value = object.get(name);
        return value instanceof String || value instanceof Number
                ? Optional.of(value.toString().strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** True or false, also when it is written as a string. */
    Optional<Boolean> bool(String name) {
        Object value = object.get(name);
        if (value instanceof Boolean bool) {
            return Optional.of(bool);
        }
        return text(name).filter(text -> text.matches("(?i)true|false")).map(Boolean::valueOf);
    }

    /** A time in ISO 8601 with an offset and a year of four digits. */
    Optional<OffsetDateTime> time(String name) {
        return parsed(name, OffsetDateTime::parse);
    }

    Optional<Instant> instant(String name) {
        return time(name).map(OffsetDateTime::toInstant);
    }

    /** A day in ISO 8601; of a time its day. */
    Optional<LocalDate> date(String name) {
        return parsed(name, text -> LocalDate.parse(text.replaceFirst("T.*", "")));
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parser) {
        return text(name)
                .filter(text -> FOUR_DIGIT_YEAR.matcher(text).lookingAt())
                .flatMap(text -> {
                    try {
                        return Optional.of(parser.apply(text));
                    } catch (DateTimeException e) {
                        return Optional.empty();
                    }
                });
    }

    /** How many elements an array has; 0 if there is none. */
    int size(String name) {
        return object.get(name) instanceof List<?> list ? list.size() : 0;
    }

    Optional<JsonView> object(String name) {
        return object.get(name) instanceof JsonObject child ? Optional.of(new JsonView(child)) : Optional.empty();
    }

    /** The objects of an array; empty if there is none. */
    List<JsonView> objects(String name) {
        return object.get(name) instanceof List<?> list ? objects(list) : List.of();
    }

    /** The objects of an array of arrays, one list for each; an object among the arrays is a list of its own. */
    List<List<JsonView>> groups(String name) {
        return object.get(name) instanceof List<?> list
                ? list.stream()
                        .map(element -> element instanceof List<?> inner
                                ? objects(inner)
                                : objects(Collections.singletonList(element)))
                        .toList()
                : List.of();
    }
}
