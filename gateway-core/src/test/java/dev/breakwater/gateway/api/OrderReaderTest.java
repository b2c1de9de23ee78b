package dev.breakwater.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.breakwater.gateway.api.ProblemView.ErrorView;
import dev.breakwater.gateway.cancellation.StatedDeadline;
import dev.breakwater.gateway.intake.Order;
import dev.breakwater.gateway.intake.Order.Limit;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Traveller;
import dev.breakwater.plugin.Waiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderReaderTest {
    private static final Caller WEB = new Caller("web", Caller.Role.CALLER);
    private static final String MINIMAL = """
            {"supplier": "s", "booking": {"reference": "b"}, "acceptAnyPenalty": true%s}""";

    private static Order read(String json) {
        try {
            return OrderReader.order(WEB, "key", Body.parse(json.getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ApiException refusal(String json) {
        return catchThrowableOfType(ApiException.class, () -> read(json));
    }

    private static String minimalWith(String field) {
        return MINIMAL.formatted(", " + field);
    }

    @Test
    void everyFieldIsUnderstood() {
        Order order = read("""
                {"supplier": "glass-tower",
                 "booking": {"reference": "G-1", "ownReference": "W-1",
                    "traveller": {"name": "王伟", "email": "w@example.org"}, "attributes": {"pin": "12"}},
                 "scope": [{"type": "TICKET", "reference": "T1"}],
                 "reason": "EPIDEMIC",
                 "requestedAt": "2020-01-24T10:15:00+08:00",
                 "maxPenalty": {"amount": "12.5", "currency": "EUR"},
                 "waiver": {"code": "W", "required": true},
                 "metadata": {"note": "two\\nlines"},
                 "deadlines": [
                    {"at": "2020-01-27T18:00:00+08:00", "penalty": {"amount": "20", "currency": "EUR"}},
                    {"at": "2020-01-28T18:00:00", "penalty": {"amount": "90", "currency": "EUR"}}]}""");

        assertThat(order.caller()).isEqualTo("web");
        assertThat(order.key()).isEqualTo("key");
        assertThat(order.supplier()).isEqualTo("glass-tower");
        assertThat(order.booking().reference()).isEqualTo("G-1");
        assertThat(order.booking().ownReference()).contains("W-1");
        assertThat(order.booking().traveller()).contains(new Traveller("王伟", "w@example.org"));
        assertThat(order.booking().attributes()).isEqualTo(Map.of("pin", "12"));
        assertThat(order.scope()).containsExactly(new ScopeItem(ScopeType.TICKET, "T1"));
        assertThat(order.reason()).isEqualTo(CancellationReason.EPIDEMIC);
        assertThat(order.requestedAt()).contains(Instant.parse("2020-01-24T02:15:00Z"));
        assertThat(order.guard()).isEqualTo(new Limit.MaxPenalty(Money.of("12.50", "EUR")));
        assertThat(order.waiver()).isEqualTo(Optional.of(new Waiver("W", true)));
        assertThat(order.metadata()).isEqualTo(Map.of("note", "two\nlines"));
        assertThat(order.deadlines())
                .containsExactly(
                        new StatedDeadline(
                                new Deadline(Instant.parse("2020-01-27T10:00:00Z"), Money.of("20", "EUR")), false),
                        new StatedDeadline(
                                new Deadline(Instant.parse("2020-01-28T04:00:00Z"), Money.of("90", "EUR")), true));
    }

    @Test
    void deadlinesRiseInTimeAndPenalty() {
        ApiException refusal = refusal(minimalWith("""
                "deadlines": [
                    {"at": "2020-01-27", "penalty": {"amount": "20", "currency": "EUR"}},
                    {"at": "2020-01-27T18:00:00Z", "penalty": {"amount": "20", "currency": "EUR"}},
                    {"at": "2020-01-27T18:00:00Z", "penalty": {"amount": "30", "currency": "EUR"}},
                    {"at": "2020-01-28T18:00:00Z", "penalty": {"amount": "29", "currency": "EUR"}},
                    {"at": "2020-01-29T18:00:00Z", "penalty": {"amount": "40", "currency": "USD"}},
                    {"penalty": {"amount": "-1", "currency": "USD"}, "zone": "UTC"}]"""));

        assertThat(refusal.errors())
                .extracting(ErrorView::pointer, ErrorView::detail)
                .containsExactlyInAnyOrder(
                        tuple(
                                "/deadlines/0/at",
                                "must be a date and time, with offset if that is known, such as \"2020-01-24T18:00:00+08:00\""),
                        tuple("/deadlines/2", "must be later than the one before it"),
                        tuple("/deadlines/3", "must cost no less than the one before it"),
                        tuple("/deadlines/4", "must be in the currency of the one before it"),
                        tuple("/deadlines/5/at", "is missing"),
                        tuple("/deadlines/5/penalty/amount", "must not be negative"),
                        tuple("/deadlines/5/zone", "is not a known field"));
    }

    @Test
    void whatIsNullCountsAsLeftOut() {
        Order order = read(minimalWith("\"scope\": null, \"reason\": null, \"maxPenalty\": null, \"metadata\": null"));

        assertThat(order.reason()).isEqualTo(CancellationReason.OTHER);
        assertThat(order.guard()).isEqualTo(new Limit.AnyPenalty());
        assertThat(order.scope()).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        ApiException refusal = refusal("""
                {"suplier": "s", "booking": {"reference": 7, "atributes": {}}, "scope": [{"type": "SEAT"}],
                 "reason": "VIRUS", "requestedAt": 1579832100, "maxPenalty": {"amount": 12.5, "currency": "EURO"}}""");

        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(refusal.errors())
                .extracting(ErrorView::pointer)
                .containsExactlyInAnyOrder(
                        "/supplier",
                        "/suplier",
                        "/booking/reference",
                        "/booking/atributes",
                        "/scope/0/type",
                        "/scope/0/reference",
                        "/reason",
                        "/requestedAt",
                        "/maxPenalty/amount",
                        "/maxPenalty/currency");
        assertThat(refusal.errors())
                .contains(ErrorView.at("/suplier", "is not a known field; did you mean supplier?"))
                .contains(ErrorView.at("/supplier", "is missing"))
                .contains(ErrorView.at(
                        "/maxPenalty/amount", "must be a decimal string such as \"12.50\", not a JSON number"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "reason": "EPIDEMC"             | /reason            | did you mean EPIDEMIC?
                    "reason": "epidemic"            | /reason            | must be one of CUSTOMER_REQUEST, EPIDEMIC
                    "requestedAt": "2020-01-24"     | /requestedAt       | must be a date and time with offset, in quotes
                    "requestedAt": "+999999999-01-01T00:00:00Z" | /requestedAt | must be a date and time with offset
                    "scope": {}                     | /scope             | must be a list
                    "scope": ["T1"]                 | /scope/0           | must be a JSON object
                    "waiver": {"code": " "}         | /waiver/code       | must not be blank
                    "waiver": {"code": "a\\u0000b"} | /waiver/code       | has control characters
                    "waiver": {"code": "\\ud83d"}   | /waiver/code       | has half of a character
                    "waiver": {"code": "w", "required": "true"} | /waiver/required | must be true or false
                    "metadata": {"a/b~c": 1}        | /metadata/a~1b~0c  | must be text, in quotes
                    "booking2": 1                   | /booking2          | did you mean booking?
                    """)
    void aWrongFieldIsNamedWithWhatIsAllowed(String field, String pointer, String detail) {
        ApiException refusal = refusal(minimalWith(field));

        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(refusal.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo(pointer);
            assertThat(error.detail()).contains(detail);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "12.505, EUR, is more exact than EUR allows: at most 2 decimals",
        "12.5, JPY, is more exact than JPY allows: at most 0 decimals",
        "-1, EUR, must not be negative",
        "'1,50', EUR, must be a decimal string",
        "1e3, EUR, must be a decimal string",
        "1234567890123456, EUR, must be a decimal string"
    })
    void anAmountThatIsNoMoneyIsRefused(String amount, String currency, String detail) {
        ApiException refusal = refusal("""
                {"supplier": "s", "booking": {"reference": "b"},
                 "maxPenalty": {"amount": "%s", "currency": "%s"}}""".formatted(amount, currency));

        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(refusal.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/maxPenalty/amount");
            assertThat(error.detail()).contains(detail);
        });
    }

    @Test
    void anOrderWithoutGuardIsToldSo() {
        ApiException refusal = refusal("""
                {"supplier": "s", "booking": {"reference": "b"}, "acceptAnyPenalty": false}""");

        assertThat(refusal.type()).isEqualTo(ProblemType.GUARD_MISSING);
        assertThat(refusal).hasMessageContaining("quoteId, maxPenalty and acceptAnyPenalty: true");
    }

    @Test
    void twoGuardsAreOneTooMany() {
        ApiException refusal = refusal(minimalWith("\"maxPenalty\": {\"amount\": \"1\", \"currency\": \"EUR\"}"));

        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(refusal.errors())
                .containsExactly(
                        ErrorView.at("", "must have only one of quoteId, maxPenalty and acceptAnyPenalty: true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"supplier\": \"a\", \"supplier\": \"b\"}",
                "{} {}",
                "{} x",
                "{'a': 1}",
                "{\"a\": NaN}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
            })
    void whatIsNoJsonCannotBeRead(String json) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> read(json))
                .extracting(ApiException::type)
                .isEqualTo(ProblemType.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"text\"", "null"})
    void aBodyThatIsNoObjectIsRefused(String json) {
        assertThat(refusal(json).errors()).contains(ErrorView.at("", "must be a JSON object"));
    }

    @Test
    void bytesThatAreNoTextCannotBeRead() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> Body.parse(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'}))
                .extracting(ApiException::type)
                .isEqualTo(ProblemType.MALFORMED_REQUEST);
    }

    @Test
    void aFloodOfMistakesIsCutShort() {
        StringBuilder many = new StringBuilder("\"x\": 1");
        for (int i = 0; i < 1_000; i++) {
            many.append(", \"x").append(i).append("\": 1");
        }

        assertThat(refusal(minimalWith(many.toString())).errors()).hasSize(50);
    }
}
