package dev.breakwater.touroperator;

import static dev.breakwater.touroperator.Samples.KEY;
import static dev.breakwater.touroperator.Samples.booking;
import static dev.breakwater.touroperator.Samples.cancelRs;
import static dev.breakwater.touroperator.Samples.charge;
import static dev.breakwater.touroperator.Samples.lookupOrder;
import static dev.breakwater.touroperator.Samples.ota;
import static dev.breakwater.touroperator.Samples.quoteOrder;
import static dev.breakwater.touroperator.Samples.quoted;
import static dev.breakwater.touroperator.Samples.rules;
import static dev.breakwater.touroperator.Samples.unitOrder;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.WireReply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileReplyTest {
    private static final String DONE =
            cancelRs("Cancelled", rules(charge("412.50"))).replace("ECHO", KEY);

    static Stream<String> garbage() {
        return Stream.of(
                "",
                "{\"Status\":\"Cancelled\"}",
                "Cancelled",
                "<".repeat(100_000),
                "<a>".repeat(100_000),
                "<OTA_CancelRS Status=\"Cancelled\"><Success/>" + "<x>".repeat(200) + "</x>".repeat(200)
                        + "</OTA_CancelRS>",
                "<OTA_CancelRS " + "x".repeat(3_000_000) + "=\"1\"",
                "<OTA_CancelRS Status=\"" + "Cancelled ".repeat(300_000) + "\"><Success/></OTA_CancelRS>",
                "<Envelope/>",
                "<Envelope><Body/></Envelope>",
                "<Envelope><Body>" + DONE + DONE + "</Body></Envelope>",
                DONE + DONE,
                DONE + "<!-- -->trailing",
                "<!DOCTYPE html><html><body>Cancelled</body></html>",
                "<!DOCTYPE OTA_CancelRS>" + DONE,
                "<!DOCTYPE a [<!ENTITY b \"" + "b".repeat(1_000) + "\"><!ENTITY c \"" + "&b;".repeat(1_000)
                        + "\">]><OTA_CancelRS Status=\"Cancelled\"><Success/>" + "&c;".repeat(1_000)
                        + "</OTA_CancelRS>",
                DONE.replace("Cancelled", "&status;"),
                "\u0000\u0001");
    }

    /** The last reply is repeated as often as it is asked for. */
    private static <O> O answer(Step<O> first, byte[]... replies) {
        Step<O> step = first;
        for (int i = 0; step instanceof Step.Ask<O> ask; i++) {
            byte[] body = replies[Math.min(i, replies.length - 1)];
            step = ask.then().apply(new WireReply(200, Map.of(), Bytes.of(body)));
        }
        return ((Step.Answer<O>) step).value();
    }

    private static CancelResult cancelled(byte[] body) {
        return answer(ota().cancel(unitOrder(quoted())), body);
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbageIsNeverUnderstood(String body) {
        byte[] bytes = body.getBytes(UTF_8);

        assertThat(cancelled(bytes)).isInstanceOf(CancelResult.Unknown.class);
        assertThat(answer(ota().lookup(lookupOrder(Optional.empty())), bytes)).isInstanceOf(LookupResult.Unknown.class);
        assertThat(answer(ota().quote(quoteOrder()), bytes)).isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void noFileIsReadForASupplier(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "Cancelled");
        String document = "<!DOCTYPE a [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">]>"
                + "<OTA_CancelRS Status=\"Cancelled\"><Success/><Comment><Text>&s;</Text></Comment></OTA_CancelRS>";

        assertThat(cancelled(document.getBytes(UTF_8))).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void replyThatIsCutOffAnywhereLeavesItInDoubt() {
        byte[] whole = DONE.getBytes(UTF_8);
        for (int length = 0; length < whole.length; length++) {
            assertThat(cancelled(Arrays.copyOf(whole, length)))
                    .as("cut off after %d bytes", length)
                    .isInstanceOf(CancelResult.Unknown.class);
        }
    }

    @Test
    void noReplyMakesAConversationThrow() {
        Random random = new Random(20310304);
        String money = Samples.invoice("412.50", "1650.00") + Samples.refundPosted("1.00", "2031-03-05T12:00:00Z");
        String found = echoless(booking("Status=\"16\"", Samples.items(16, 39), money));
        String offer = echoless(DONE.replace("Cancelled", "OnHold"));
        byte[] active = echoless(booking(39)).getBytes(UTF_8);
        for (int round = 0; round < 1_000; round++) {
            assertThat(cancelled(damaged(DONE, random))).isNotNull();
            assertThat(answer(ota().lookup(lookupOrder(Optional.empty())), damaged(found, random)))
                    .isNotNull();
            assertThat(answer(ota().quote(quoteOrder()), active, damaged(offer, random)))
                    .isNotNull();
        }
    }

    private static String echoless(String reply) {
        return reply.replaceFirst(" EchoToken=\"[^\"]*\"", "");
    }

    @Test
    void whatDoesNotMatterDoesNoHarm() {
        String tolerable = "\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + DONE.replace("xmlns=", "xmlns:n=\"urn:n\" brandNew=\"yes\" xmlns=")
                        .replace(
                                "<Success/>",
                                "<!-- done --><?note it?><n:Brand><New/></n:Brand><Success>yes</Success>");

        for (byte[] body : List.of(
                tolerable.getBytes(UTF_8),
                DONE.replace(" xmlns=\"http://www.opentravel.org/OTA/2003/05\"", "")
                        .getBytes(UTF_8),
                ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + DONE).getBytes(UTF_16))) {
            assertThat(cancelled(body)).isInstanceOf(CancelResult.Cancelled.class);
        }
    }

    private static byte[] damaged(String text, Random random) {
        String alphabet = "\"<>/=&;!?0 9.-:T\u0000xE";
        StringBuilder damaged = new StringBuilder(text);
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                case 1 -> damaged.deleteCharAt(at);
                default -> damaged.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return damaged.toString().getBytes(UTF_8);
    }
}
