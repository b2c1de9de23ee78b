package dev.breakwater.airline;

import static dev.breakwater.airline.Samples.CHANGE;
import static dev.breakwater.airline.Samples.RESHOP;
import static dev.breakwater.airline.Samples.RETRIEVE;
import static dev.breakwater.airline.Samples.cancel;
import static dev.breakwater.airline.Samples.cancelled;
import static dev.breakwater.airline.Samples.lookup;
import static dev.breakwater.airline.Samples.protocol;
import static dev.breakwater.airline.Samples.quote;
import static dev.breakwater.airline.Samples.usualOffer;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.QuoteResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileReplyTest {
    private static final String DONE = cancelled();

    private static String deep(int levels) {
        return DONE.replace("</m:Response>", "<x>".repeat(levels) + "</x>".repeat(levels) + "</m:Response>");
    }

    private static String withDoctype(String doctype, String word) {
        return doctype + DONE.replace("CANCELLED", word);
    }

    static Stream<String> garbage() {
        return Stream.of(
                "",
                " ",
                "CANCELLED",
                "{\"status\":\"CANCELLED\"}",
                "<!DOCTYPE html><html><body>CANCELLED</body></html>",
                "<html><body>CANCELLED</body></html>",
                "<a>".repeat(100_000),
                deep(5_000),
                DONE + "trailing",
                DONE + DONE,
                "<IATA_OrderViewRS/>",
                DONE.replace("IATA_OrderViewRS", "IATA_OrderChangeRS"),
                DONE.replace("CANCELLED", "CANCELLED\u0000"),
                DONE.replace("CANCELLED", "&cancelled;"),
                DONE.replace("CANCELLED", "C".repeat(3_000_000)),
                DONE.replace("<ServiceID>S1</ServiceID>", ""),
                withDoctype("<!DOCTYPE a [<!ENTITY c \"CANCELLED\">]>", "&c;"),
                withDoctype("<!DOCTYPE a [<!ENTITY c SYSTEM \"file:///etc/hostname\">]>", "&c;"),
                withDoctype("<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\">", "CANCELLED"),
                withDoctype("<!DOCTYPE a>", "CANCELLED"),
                withDoctype(
                        "<!DOCTYPE a [<!ENTITY a \"lol\"><!ENTITY b \"" + "&a;".repeat(100) + "\"><!ENTITY c \""
                                + "&b;".repeat(100) + "\"><!ENTITY d \"" + "&c;".repeat(100) + "\"><!ENTITY e \""
                                + "&d;".repeat(100) + "\">]>",
                        "&e;"),
                "<?xml version=\"1.0\" encoding=\"x-nowhere\"?>" + DONE,
                "<s:Envelope xmlns:s=\"urn:s\"><s:Body/></s:Envelope>",
                "<s:Envelope xmlns:s=\"urn:s\"><s:Body><s:Fault><faultstring>CANCELLED</faultstring></s:Fault></s:Body>"
                        + "</s:Envelope>",
                "<s:Envelope xmlns:s=\"urn:s\"><s:Body>" + DONE + DONE + "</s:Body></s:Envelope>");
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbageIsNeverUnderstood(String body) {
        ScriptedSupplier supplier =
                new ScriptedSupplier().on(CHANGE, body).on(RETRIEVE, body).on(RESHOP, body);

        assertThat(supplier.converse(protocol().cancel(cancel()))).isInstanceOf(CancelResult.Unknown.class);
        assertThat(supplier.converse(protocol().lookup(lookup(true)))).isInstanceOf(LookupResult.Unknown.class);
        assertThat(supplier.converse(protocol().quote(quote()))).isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void replyThatIsCutOffAnywhereLeavesItInDoubt() {
        for (int length = 0; length < DONE.length(); length++) {
            ScriptedSupplier supplier = new ScriptedSupplier().on(CHANGE, DONE.substring(0, length));

            assertThat(supplier.converse(protocol().cancel(cancel())))
                    .as("cut off after %d characters", length)
                    .isInstanceOf(CancelResult.Unknown.class);
        }
    }

    @Test
    void wrongCharsetLeavesItInDoubt() {
        String umlaut = DONE.replace("<StatusCode>CLOSED", "<Name>M\u00fcller</Name><StatusCode>CLOSED");
        ScriptedSupplier supplier = new ScriptedSupplier().on(CHANGE, 200, Bytes.of(umlaut.getBytes(ISO_8859_1)));

        assertThat(supplier.converse(protocol().cancel(cancel()))).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void nothingIsPrintedAboutWhatCannotBeRead() {
        PrintStream console = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, UTF_8));
        try {
            for (String body : List.of("<a>\u00fc</a>", "<a b='\u00fc'/>", "\u00ff", "<a>", "<!DOCTYPE a><a/>")) {
                assertThat(Xml.read(Bytes.of(body.getBytes(ISO_8859_1)))).isEmpty();
            }
        } finally {
            System.setErr(console);
        }
        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    @Test
    void charsetThatIsDeclaredIsRead() {
        String latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"
                + DONE.replace("<StatusCode>CLOSED", "<Name>M\u00fcller</Name><StatusCode>CLOSED");
        ScriptedSupplier supplier = new ScriptedSupplier()
                .on(CHANGE, 200, Bytes.of(latin.getBytes(ISO_8859_1)))
                .on(CHANGE, 200, Bytes.of(DONE.getBytes(UTF_16)))
                .on(CHANGE, 200, Bytes.of(("\uFEFF" + DONE).getBytes(UTF_8)));

        for (int i = 0; i < 3; i++) {
            assertThat(supplier.converse(protocol().cancel(cancel()))).isInstanceOf(CancelResult.Cancelled.class);
        }
    }

    @Test
    void noReplyMakesAConversationThrow() {
        Random random = new Random(20310304);
        for (int round = 0; round < 400; round++) {
            String order = damage(DONE, random);
            String offer = damage(usualOffer(), random);
            ScriptedSupplier supplier = new ScriptedSupplier()
                    .on(CHANGE, order)
                    .on(RETRIEVE, order)
                    .on(RESHOP, offer)
                    .on(RETRIEVE, order)
                    .on(RETRIEVE, order);

            assertThat(supplier.converse(protocol().cancel(cancel()))).isNotNull();
            assertThat(supplier.converse(protocol().lookup(lookup(true)))).isNotNull();
            assertThat(supplier.converse(protocol().quote(quote()))).isNotNull();
        }
    }

    private static String damage(String text, Random random) {
        String alphabet = "<>/&;:\"'=!?-[]. 0x\u0000\u00fc";
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
