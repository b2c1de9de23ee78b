package dev.breakwater.attraction;

import static dev.breakwater.attraction.ScriptedSupplier.CANCEL;
import static dev.breakwater.attraction.ScriptedSupplier.LOOK;
import static dev.breakwater.attraction.ScriptedSupplier.NOW;
import static dev.breakwater.attraction.ScriptedSupplier.cancel;
import static dev.breakwater.attraction.ScriptedSupplier.lookup;
import static dev.breakwater.attraction.ScriptedSupplier.octo;
import static dev.breakwater.attraction.ScriptedSupplier.quoteAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.QuoteResult;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileReplyTest {
    private static final String DONE =
            Json.cancelled("FULL", null, "2031-03-04T10:00:01Z").toString();

    static Stream<String> garbage() {
        return Stream.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "{\"status\":\"CANCELLED\",\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
                "{\"status\":\"CANCELLED\",\"x\":\"" + "y".repeat(9_000_000) + "\"}",
                "{\"status\":{\"a\":1}}",
                "{\"status\":null}",
                "{\"status\":true}",
                "{\"status\":\"   \"}",
                "{\"error\":[]}",
                "{\"error\":\"" + "x".repeat(100_000) + "\"}",
                "\"\\\\\\\"[[[",
                "{\"status\":\"CANCELLED\"} trailing",
                "nul",
                "42",
                "1e999999999",
                "\u0000\u0001",
                "<!DOCTYPE html><html><body>CANCELLED</body></html>");
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbageIsNeverUnderstood(String body) {
        ScriptedSupplier supplier = new ScriptedSupplier().on(CANCEL, 200, body).on(LOOK, 200, body);

        assertThat(supplier.lead(octo().cancel(cancel()))).isInstanceOf(CancelResult.Unknown.class);
        assertThat(supplier.lead(octo().lookup(lookup()))).isInstanceOf(LookupResult.Unknown.class);
        assertThat(supplier.lead(octo().quote(quoteAt(NOW)))).isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void aReplyThatIsCutOffAnywhereLeavesItInDoubt() {
        for (int length = 0; length < DONE.length(); length++) {
            ScriptedSupplier supplier = new ScriptedSupplier().on(CANCEL, 200, DONE.substring(0, length));

            assertThat(supplier.lead(octo().cancel(cancel())))
                    .as("cut off after %d characters", length)
                    .isInstanceOf(CancelResult.Unknown.class);
        }
    }

    @Test
    void noReplyMakesAConversationThrow() {
        Random random = new Random(20310304);
        for (int round = 0; round < 3_000; round++) {
            String damaged = damage(DONE, random);
            ScriptedSupplier supplier = new ScriptedSupplier()
                    .on(CANCEL, 200, damaged)
                    .on(LOOK, 200, damaged)
                    .on("GET /products/glass-tower", 200, damaged);

            assertThat(supplier.lead(octo().cancel(cancel()))).isNotNull();
            assertThat(supplier.lead(octo().lookup(lookup()))).isNotNull();
            assertThat(supplier.lead(octo().quote(quoteAt(NOW)))).isNotNull();
        }
    }

    @Test
    void aByteOrderMarkAndUnknownFieldsDoNoHarm() {
        String reply = "\uFEFF"
                + Json.cancelled("FULL", null, "2031-03-04T10:00:01Z")
                        .with("brandNew", Json.availability())
                        .with("cancellable", "false");

        assertThat(new ScriptedSupplier().on(CANCEL, 200, reply).lead(octo().cancel(cancel())))
                .isInstanceOf(CancelResult.Cancelled.class);
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
