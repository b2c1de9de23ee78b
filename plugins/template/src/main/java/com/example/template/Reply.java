package com.example.template;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.WireReply;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A tolerant look at a reply: what is missing, or is not what it should be, is simply not there. */
final class Reply {
    private static final int LONGEST = 1_000_000;
    private static final int DEEPEST = 16;

    private final int status;
    private final JsonObject body;

    private Reply(int status, JsonObject body) {
        this.status = status;
        this.body = body;
    }

    static Reply of(WireReply reply) {
        return new Reply(reply.status(), parse(reply.text()));
    }

    private static JsonObject parse(String text) {
        if (text.length() > LONGEST || depth(text) > DEEPEST) {
            return new JsonObject();
        }
        try {
            return JsonParser.object().from(text);
        } catch (JsonParserException e) {
            return new JsonObject();
        }
    }

    /** How deep brackets nest, at most, those in texts left out: the parser descends by recursion. */
    private static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '{' || c == '[')) {
                deepest = Math.max(deepest, ++depth);
            } else if (!quoted && (c == '}' || c == ']')) {
                depth--;
            }
        }
        return deepest;
    }

    int status() {
        return status;
    }

    /** HTTP status and the status of this object together, such as {@code 200 CANCELLED}. */
    String told(String object) {
        return status + " " + text(object, "status").orElse("");
    }

    /** HTTP status and code of an error together, such as {@code 503 BUSY}. */
    String error() {
        return status + " " + text("error", "code").orElse("");
    }

    /** What the supplier itself said; every result keeps it. */
    SupplierWord word() {
        String code = text("error", "code")
                .or(() -> text("booking", "status"))
                .or(() -> text("cancellation", "status"))
                .orElse(Integer.toString(status));
        return new SupplierWord(code, text("error", "message").orElse(""));
    }

    Optional<String> text(String object, String name) {
        return text(body.get(object), name);
    }

    /** An exact amount; not there if its currency does not exist, or has fewer decimals. */
    Optional<Money> money(String object, String name) {
        Object money = body.get(object) instanceof JsonObject parent ? parent.get(name) : null;
        Optional<String> amount = text(money, "amount");
        Optional<String> currency = text(money, "currency");
        if (amount.isEmpty() || currency.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Money.of(amount.get(), currency.get())).filter(value -> !value.isNegative());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Optional<Instant> time(String object, String name) {
        try {
            return text(object, name).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Object parent, String name) {
        return parent instanceof JsonObject object && object.get(name) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }
}
