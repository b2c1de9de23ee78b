package dev.breakwater.hotelchain;

import static dev.breakwater.hotelchain.Json.ROOM;
import static dev.breakwater.hotelchain.ScriptedSupplier.AFTER;
import static dev.breakwater.hotelchain.ScriptedSupplier.CANCEL;
import static dev.breakwater.hotelchain.ScriptedSupplier.LOOK;
import static dev.breakwater.hotelchain.ScriptedSupplier.SEARCH;
import static dev.breakwater.hotelchain.ScriptedSupplier.cancel;
import static dev.breakwater.hotelchain.ScriptedSupplier.lookup;
import static dev.breakwater.hotelchain.ScriptedSupplier.quote;
import static dev.breakwater.hotelchain.ScriptedSupplier.rapid;
import static dev.breakwater.hotelchain.ScriptedSupplier.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileReplyTest {
    private static final String BOOKED = Json.itinerary(Json.room()).toString();
    private static final String DONE = Json.canceled(Json.ending(ROOM, AFTER)).toString();

    private final Unit unit = unit();

    static Stream<String> garbage() {
        return Stream.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                BOOKED.replace("\"rooms\"", "\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + ",\"rooms\""),
                BOOKED.replace("Ada", "y".repeat(9_000_000)),
                "{\"itinerary_id\":\"8120045567\",\"rooms\":[null]}",
                "{\"itinerary_id\":\"8120045567\",\"rooms\":[{}]}",
                "{\"itinerary_id\":\"8120045567\",\"rooms\":[{\"id\":\"" + "r".repeat(201) + "\"}]}",
                BOOKED.replace(Json.ITINERARY, "\u00df".repeat(150)),
                "{\"itinerary_id\":{\"a\":1},\"rooms\":[{\"id\":\"r-aa01\",\"status\":\"canceled\"}]}",
                "[" + BOOKED + "," + BOOKED + "]",
                "[]",
                "{}",
                "\"\\\\\\\"[[[",
                BOOKED + " trailing",
                "nul",
                "1e999999999",
                "\u0000\u0001",
                "<!DOCTYPE html><html><body>canceled</body></html>");
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbageIsNeverUnderstood(String body) {
        ScriptedSupplier supplier = new ScriptedSupplier().on(LOOK, 200, body).on(CANCEL, 200, body);

        assertThat(supplier.lead(rapid().quote(quote()))).isInstanceOf(QuoteResult.Unknown.class);
        assertThat(supplier.lead(rapid().lookup(lookup(unit)))).isInstanceOf(LookupResult.Unknown.class);
        assertThat(supplier.lead(rapid().cancel(cancel(unit)))).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void anItineraryThatIsCutOffAnywhereTellsNothing() {
        for (int length = 0; length < DONE.length(); length++) {
            ScriptedSupplier supplier = new ScriptedSupplier().on(LOOK, 200, DONE.substring(0, length));

            assertThat(supplier.lead(rapid().lookup(lookup(unit))))
                    .as("cut off after %d characters", length)
                    .isInstanceOf(LookupResult.Unknown.class);
        }
    }

    @Test
    void noReplyMakesAConversationThrow() {
        Random random = new Random(20310304);
        for (int round = 0; round < 1_000; round++) {
            String damaged = damage(round % 2 == 0 ? BOOKED : DONE, random);
            ScriptedSupplier supplier = new ScriptedSupplier()
                    .on(CANCEL, 204, "")
                    .on(LOOK, 200, damaged)
                    .on(SEARCH, 200, damaged);

            assertThat(supplier.lead(rapid().quote(quote()))).isNotNull();
            assertThat(supplier.lead(rapid().lookup(lookup(unit)))).isNotNull();
            assertThat(supplier.lead(rapid().cancel(cancel(unit)))).isNotNull();
        }
    }

    @Test
    void anItineraryWithoutEndIsNotReckonedWith() {
        String room = "{\"id\":\"%d\",\"status\":\"canceled\"}";
        String event = "{\"room_id\":\"%d\",\"event_type\":\"canceled\"}";
        String endless = "{\"itinerary_id\":\"" + Json.ITINERARY + "\",\"rooms\":" + many(30_000, room)
                + ",\"room_history\":[" + many(30_000, event) + "]}";
        ScriptedSupplier supplier = new ScriptedSupplier().on(LOOK, 200, endless);

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(supplier.lead(rapid().lookup(lookup(unit)))).isInstanceOf(LookupResult.Unknown.class));
    }

    @Test
    void penaltiesWithoutEndAreNotReckonedWith() {
        String night = "[{\"value\":\"%d\",\"currency\":\"EUR\"}]";
        String penalty =
                "{\"currency\":\"EUR\",\"nights\":\"1\",\"start\":\"2031-03-01T00:00:00Z\",\"end\":\"2031-04-01T00:00:00Z\"}";
        Json room = Json.room()
                .with("checkin", "1900-01-01")
                .with("checkout", "1954-10-05")
                .inside("rate", rate -> rate.without("cancel_refund"));
        String endless = Json.itinerary(room)
                .toString()
                .replaceFirst("\"cancel_penalties\":\\[[^]]*]", "\"cancel_penalties\":" + many(15_000, penalty))
                .replaceFirst("\"pricing\":\\{", "\"pricing\":{\"nightly\":" + many(20_000, night) + ",");
        ScriptedSupplier supplier = new ScriptedSupplier().on(LOOK, 200, endless);

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(supplier.lead(rapid().quote(quote())))
                        .isInstanceOfSatisfying(
                                QuoteResult.Quoted.class,
                                quoted -> assertThat(quoted.units().get(0).terms())
                                        .isEqualTo(Terms.UNKNOWN)));
    }

    private static String many(int count, String element) {
        return IntStream.range(0, count)
                .mapToObj(i -> element.replace("%d", Integer.toString(i)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void aByteOrderMarkUnknownFieldsAndNumbersAsTextDoNoHarm() {
        String reply = "\uFEFF"
                + Json.itinerary(Json.room()
                                .with("brandNew", Json.rate())
                                .inside("rate", rate -> rate.with("refundable", "true")))
                        .with("itinerary_id", 8120045567L);

        assertThat(new ScriptedSupplier().on(LOOK, 200, reply).lead(rapid().quote(quote())))
                .isInstanceOf(QuoteResult.Quoted.class);
    }

    private static String damage(String text, Random random) {
        String alphabet = "\"{}[],:0-9eE+.\\unlTZ\u0000 ";
        StringBuilder damaged = new StringBuilder(text);
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                case 1 -> damaged.deleteCharAt(at);
                default -> damaged.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return damaged.toString();
    }
}
