package dev.breakwater.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.gateway.config.Nearest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON object of a request. A field that nobody asks for is wrong. */
final class Fields {
    private static final int LONGEST_NAME = 60;

    private final Body body;
    private final String pointer;
    private final JsonNode node;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(Body body, String pointer, JsonNode node) {
        this.body = body;
        this.pointer = pointer;
        this.node = node;
        body.opened(this);
        if (!node.isObject()) {
            body.report(pointer, "must be a JSON object");
        }
    }

    /** The field of this name, which may be left out. */
    Field optional(String name) {
        known.add(name);
        return field(name);
    }

    /** The field of this name; it is wrong to leave it out. */
    Field required(String name) {
        Field field = optional(name);
        if (!field.isPresent() && node.isObject()) {
            field.wrong("is missing");
        }
        return field;
    }

    /**
     * Every field, with one text each, whatever their names.
     *
     * @param longest most characters of a text
     */
    Map<String, String> texts(int longest) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            known.add(name);
            field(name).anyText(longest).ifPresent(text -> texts.put(name, text));
        }
        return texts;
    }

    private Field field(String name) {
        JsonNode value = node.get(name);
        boolean there = value != null && !value.isNull();
        return new Field(body, pointerTo(name), there ? Optional.of(value) : Optional.empty());
    }

    void reportUnknown() {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                body.report(pointerTo(name), "is not a known field" + Nearest.hint(name, known));
            }
        }
    }

    private String pointerTo(String name) {
        String shortened = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
        return pointer + "/" + shortened.replace("~", "~0").replace("/", "~1");
    }
}
