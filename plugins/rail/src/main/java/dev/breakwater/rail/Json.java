package dev.breakwater.rail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.breakwater.plugin.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * A value in a JSON text of a supplier. It is read leniently: what is missing, null or of another type than asked for is
 * empty. Numbers keep their digits.
 */
final class Json {
    private static final int LONGEST = 4_000_000;
    private static final int DEEPEST = 64;
    private static final Json NOTHING = new Json(null);

    private final Object value;

    private Json(Object value) {
        this.value = value;
    }

    /** A body, if it is a JSON object of a size and depth that a supplier can mean seriously. */
    static Optional<Json> object(Bytes body) {
        if (body.length() > LONGEST) {
            return Optional.empty();
        }
        return parse(body.text(UTF_8)).filter(json -> json.value instanceof JsonObject);
    }

    /** The texts in a JSON array of texts. */
    static List<String> texts(String array) {
        return parse(array).orElse(NOTHING).items().stream()
                .flatMap(item -> item.text().stream())
                .toList();
    }

    private static Optional<Json> parse(String text) {
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (isTooDeep(json)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Json(JsonParser.any().withLazyNumbers().from(json)));
        } catch (JsonParserException e) {
            return Optional.empty();
        }
    }

    // The parser descends by recursion: a deep text would end it by a StackOverflowError.
    private static boolean isTooDeep(String json) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '{' || c == '[')) {
                depth++;
                if (depth > DEEPEST) {
                    return true;
                }
            } else if (!quoted && (c == '}' || c == ']')) {
                depth--;
            }
        }
        return false;
    }

    boolean isPresent() {
        return value != null;
    }

    Json at(String name) {
        return value instanceof JsonObject object && object.get(name) != null ? new Json(object.get(name)) : NOTHING;
    }

    boolean isArray() {
        return value instanceof JsonArray;
    }

    List<Json> items() {
        return value instanceof JsonArray array ? array.stream().map(Json::new).toList() : List.of();
    }

    /** A text that is not blank, without blanks at its ends; a number counts as the text of its digits. */
    Optional<String> text() {
        return value instanceof String || value instanceof Number
                ? Optional.of(value.toString().strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** A whole number of at most 15 digits, as a number or as a text. */
    Optional<Long> integer() {
        return text().filter(text -> text.matches("-?[0-9]{1,15}")).map(Long::valueOf);
    }
}
