package dev.breakwater.testkit;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.WireReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reply: a tag, lines of names and values, and a dot at the end.
 *
 * @param values empty if it is not whole, or has a DOCTYPE
 */
record CoachReply(int status, Map<String, String> values) {
    static CoachReply read(WireReply reply) {
        Map<String, String> values = new HashMap<>();
        String text = reply.text();
        if (text.endsWith("\n.\n") && !text.contains("<!DOCTYPE")) {
            for (String line : text.split("\n")) {
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    values.put(line.substring(0, colon), line.substring(colon + 2));
                }
            }
        }
        return new CoachReply(reply.status(), values);
    }

    /** The state or error it tells with the status that belongs to it, such as {@code 200 cancelled}. */
    String told() {
        return status + " " + values.getOrDefault("state", values.getOrDefault("error", ""));
    }

    List<String> seats(String name) {
        String seats = values.getOrDefault(name, "");
        return seats.isEmpty() ? List.of() : List.of(seats.split(" "));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<Money> money(String name) {
        String[] words = values.getOrDefault(name, "").split(" ");
        try {
            return words.length == 2 ? Optional.of(Money.of(words[0], words[1])) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    SupplierWord word() {
        return new SupplierWord(told(), "");
    }
}
