package dev.breakwater.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.gateway.cancellation.Moment;
import dev.breakwater.gateway.config.Nearest;
import dev.breakwater.plugin.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One field of a request, to be read as what it should be. Every reader gives nothing if it is left out or wrong. */
final class Field {
    private final Body body;
    private final String pointer;
    private final Optional<JsonNode> node;

    Field(Body body, String pointer, Optional<JsonNode> node) {
        this.body = body;
        this.pointer = pointer;
        this.node = node;
    }

    boolean isPresent() {
        return node.isPresent();
    }

    void wrong(String detail) {
        body.report(pointer, detail);
    }

    /**
     * A line of text that is not blank.
     *
     * @param longest most characters
     */
    Optional<String> text(int longest) {
        return anyText(longest).flatMap(text -> {
            if (text.isBlank()) {
                return refuse("must not be blank");
            }
            return text.chars().anyMatch(Character::isISOControl)
                    ? refuse("has control characters")
                    : Optional.of(text);
        });
    }

    /** Any text, even an empty one. */
    Optional<String> anyText(int longest) {
        return string("text, in quotes").flatMap(text -> {
            if (text.length() > longest) {
                return refuse("has at most " + longest + " characters");
            }
            return Texts.isWellFormed(text) ? Optional.of(text) : refuse("has half of a character (a lone surrogate)");
        });
    }

    Optional<Boolean> flag() {
        return node.flatMap(
                value -> value.isBoolean() ? Optional.of(value.booleanValue()) : refuse("must be true or false"));
    }

    <E extends Enum<E>> Optional<E> oneOf(Class<E> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        String expected = "one of " + String.join(", ", words);
        return string(expected)
                .flatMap(text -> words.contains(text)
                        ? Optional.of(Enum.valueOf(type, text))
                        : refuse("must be " + expected + Nearest.hint(text, words)));
    }

    /** A moment with its offset from UTC. */
    Optional<Instant> instant() {
        String expected = "a date and time with offset, in quotes, such as \"2020-01-24T10:15:00+08:00\"";
        return string(expected).flatMap(text -> {
            Optional<Instant> instant = Texts.instant(text);
            return instant.isPresent() ? instant : refuse("must be " + expected);
        });
    }

    /** A moment, with its offset from UTC or without. */
    Optional<Moment> moment() {
        String expected = "a date and time, with offset if that is known, such as \"2020-01-24T18:00:00+08:00\"";
        return string(expected).flatMap(text -> {
            Optional<Moment> moment = Moment.parse(text);
            return moment.isPresent() ? moment : refuse("must be " + expected);
        });
    }

    /** The id of something of ours. */
    Optional<UUID> id(String what) {
        return string("the id of " + what).flatMap(text -> {
            Optional<UUID> id = Texts.uuid(text);
            return id.isPresent() ? id : refuse("must be the id of " + what);
        });
    }

    /** An amount that is not negative. */
    Optional<Money> money() {
        return object().flatMap(money -> {
            Field amount = money.required("amount");
            Optional<Currency> currency = money.required("currency").currency();
            Optional<String> decimal = amount.decimal();
            return currency.flatMap(known -> decimal.flatMap(text -> amount.money(text, known)));
        });
    }

    private Optional<Currency> currency() {
        String expected = "a currency of ISO 4217 such as \"EUR\"";
        return string(expected).flatMap(text -> {
            Optional<Currency> currency = Texts.currency(text);
            return currency.isPresent() ? currency : refuse("must be " + expected);
        });
    }

    private Optional<String> decimal() {
        String expected = "a decimal string such as \"12.50\"";
        if (node.isPresent() && node.get().isNumber()) {
            return refuse("must be " + expected + ", not a JSON number");
        }
        return string(expected)
                .flatMap(text -> text.matches("[0-9]{1,15}(\\.[0-9]{1,8})?")
                        ? Optional.of(text)
                        : refuse(
                                text.startsWith("-")
                                        ? "must not be negative"
                                        : "must be " + expected + ", with a point and no grouping"));
    }

    private Optional<Money> money(String decimal, Currency currency) {
        try {
            return Optional.of(Money.of(decimal, currency.getCurrencyCode()));
        } catch (IllegalArgumentException e) {
            return refuse("is more exact than " + currency + " allows: at most " + currency.getDefaultFractionDigits()
                    + " decimals");
        }
    }

    /** The object that this field holds. */
    Optional<Fields> object() {
        return node.flatMap(value ->
                value.isObject() ? Optional.of(new Fields(body, pointer, value)) : refuse("must be a JSON object"));
    }

    /** The elements of a list; none if the field is left out. */
    List<Field> elements(int most) {
        List<Field> elements = new ArrayList<>();
        node.ifPresent(value -> {
            if (!value.isArray()) {
                wrong("must be a list");
            } else if (value.size() > most) {
                wrong("has at most " + most + " elements");
            } else {
                for (int i = 0; i < value.size(); i++) {
                    elements.add(new Field(body, pointer + "/" + i, Optional.of(value.get(i))));
                }
            }
        });
        return elements;
    }

    private Optional<String> string(String expected) {
        return node.flatMap(
                value -> value.isTextual() ? Optional.of(value.textValue()) : refuse("must be " + expected));
    }

    private <T> Optional<T> refuse(String detail) {
        wrong(detail);
        return Optional.empty();
    }
}
