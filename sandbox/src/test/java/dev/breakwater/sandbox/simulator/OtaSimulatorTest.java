package dev.breakwater.sandbox.simulator;

import static dev.breakwater.sandbox.simulator.OtaClient.attribute;
import static dev.breakwater.sandbox.simulator.OtaClient.error;
import static dev.breakwater.sandbox.simulator.OtaClient.fee;
import static dev.breakwater.sandbox.simulator.OtaClient.first;
import static dev.breakwater.sandbox.simulator.OtaClient.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.sandbox.simulator.Client.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tour operator, behaviour by behaviour. */
@TestInstance(Lifecycle.PER_CLASS)
class OtaSimulatorTest {

    private static final Duration HOLD = Duration.ofMillis(400);
    private static final Timing TIMING =
            Timing.standard().withSlow(Duration.ofMillis(300)).withHold(HOLD);

    private final SettableClock clock = new SettableClock();
    private SupplierSimulator simulator;
    private OtaClient ota;

    @BeforeAll
    void start() {
        simulator = OtaSimulators.start(OtaVerbs.INITIATE_QUOTES, TIMING, clock);
        ota = new OtaClient(simulator);
    }

    @AfterAll
    void stop() {
        simulator.close();
    }

    private void assertLog(String reference, int commitRequests, int effects) {
        EffectLog.Entry entry = simulator.effects().of(reference);
        assertThat(entry.commitRequests())
                .as("commit requests for %s", reference)
                .isEqualTo(commitRequests);
        assertThat(entry.effects()).as("effects on %s", reference).isEqualTo(effects);
    }

    @Test
    void aQuoteNamesTheFeeAndCancelsNothing() throws IOException {
        Answer quote = ota.cancelRq("Initiate", "OK-1", "", "");

        assertThat(attribute(quote, "Status")).isEqualTo("OnHold");
        assertThat(attribute(quote, "EchoToken")).isEqualTo("e-1");
        assertThat(attribute(quote, "TransactionIdentifier")).isNotEmpty();
        assertThat(new BigDecimal(fee(quote))).isPositive();
        assertThat(ota.isCancelled("OK-1")).isFalse();
        assertLog("OK-1", 0, 0);
    }

    @Test
    void aCommittedQuoteCancelsKeepsTheFeeAndPostsTheRefund() throws IOException {
        String transaction = ota.prepare("OK-2").orElseThrow();
        Answer cancelled = ota.commit("ok-2", transaction);
        Answer seen = ota.look("OK-2");

        assertThat(attribute(cancelled, "Status")).isEqualTo("Cancelled");
        assertThat(attribute(cancelled, "TransactionIdentifier")).isEqualTo(transaction);
        assertThat(statusOf(seen)).isEqualTo("16");
        assertThat(first(seen, "GrossAmount").orElseThrow().getAttribute("Amount"))
                .isEqualTo(fee(cancelled));
        BigDecimal received =
                new BigDecimal(first(seen, "AmountReceived").orElseThrow().getAttribute("Amount"));
        BigDecimal refunded = new BigDecimal(first(seen, "Amount").orElseThrow().getAttribute("Amount"));
        assertThat(refunded.add(new BigDecimal(fee(cancelled)))).isEqualByComparingTo(received);
        assertLog("OK-2", 1, 1);
    }

    @Test
    void aSecondCommitIsLoggedAndRefused() throws IOException {
        String transaction = ota.prepare("OK-3").orElseThrow();
        ota.commit("OK-3", transaction);

        assertThat(error(ota.commit("OK-3", transaction))).isEqualTo("95");
        assertLog("OK-3", 2, 1);
    }

    @Test
    void commitNeedsAnOpenTransactionAndCancelDoesNot() throws IOException {
        assertThat(error(ota.commit("OK-4", ""))).isEqualTo("321");
        assertThat(attribute(ota.commit("OK-4", "TX-other"), "Status")).isEqualTo("Ignored");
        String transaction = ota.prepare("OK-4").orElseThrow();
        assertThat(attribute(ota.cancelRq("Ignore", "OK-4", transaction, ""), "Status"))
                .isEqualTo("Ignored");
        assertThat(attribute(ota.commit("OK-4", transaction), "Status")).isEqualTo("Ignored");
        String expired = ota.prepare("OK-4").orElseThrow();
        clock.advance(TIMING.offerLife());
        assertThat(attribute(ota.commit("OK-4", expired), "Status")).isEqualTo("Ignored");
        assertThat(ota.isCancelled("OK-4")).isFalse();
        assertLog("OK-4", 4, 0);

        assertThat(attribute(ota.cancelRq("Cancel", "OK-4", "", ""), "Status")).isEqualTo("Cancelled");
        assertLog("OK-4", 5, 1);
    }

    @Test
    void initiateCancelsAtAnotherOperator() throws IOException {
        try (SupplierSimulator other = OtaSimulators.start(OtaVerbs.INITIATE_CANCELS, TIMING, clock)) {
            OtaClient client = new OtaClient(other);

            assertThat(attribute(client.cancelRq("Quote", "OK-5", "", ""), "Status"))
                    .isEqualTo("OnHold");
            assertThat(attribute(client.cancelRq("Initiate", "OK-5", "", ""), "Status"))
                    .isEqualTo("Cancelled");
            assertThat(error(client.cancelRq("Ticket", "OK-6", "", ""))).isEqualTo("320");
            assertThat(other.effects().of("OK-5").commitRequests()).isEqualTo(1);
            assertThat(other.effects().of("OK-5").effects()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"REFUSED-1, 88", "GONE-1, 95", "UNKNOWN-1, 97", "OTHERWISE-1, 97"})
    void whatCannotBeCancelledIsRefusedWithHttp200(String reference, String code) throws IOException {
        Answer quote = ota.cancelRq("Initiate", reference, "", "");

        assertThat(quote.status()).isEqualTo(200);
        assertThat(error(quote)).isEqualTo(code);
        assertThat(attribute(quote, "Status")).isEqualTo("Unsuccessful");
        assertThat(error(ota.commit(reference, "TX-none"))).isEqualTo(code);
        assertLog(reference, 1, 0);
    }

    @Test
    void aLookTellsWhatBecameOfEachBooking() throws IOException {
        assertThat(statusOf(ota.look("OK-7"))).isEqualTo("39");
        assertThat(statusOf(ota.look("REFUSED-2"))).isEqualTo("39");
        assertThat(statusOf(ota.look("GONE-2"))).isEqualTo("16");
        assertThat(error(ota.look("UNKNOWN-2"))).isEqualTo("97");
    }

    @Test
    void aPendingCancellationTakesEffectLater() throws IOException {
        String transaction = ota.prepare("PENDING-1").orElseThrow();
        assertThat(attribute(ota.commit("PENDING-1", transaction), "Status")).isEqualTo("PendingCancellation");
        assertThat(attribute(ota.commit("PENDING-1", transaction), "Status")).isEqualTo("PendingCancellation");
        assertThat(statusOf(ota.look("PENDING-1"))).isEqualTo("71");
        assertLog("PENDING-1", 2, 0);

        clock.advance(TIMING.pending());
        assertThat(statusOf(ota.look("PENDING-1"))).isEqualTo("16");
        assertLog("PENDING-1", 2, 1);
    }

    @Test
    void worseningTermsMakeTheFirstQuoteWorthless() throws IOException {
        Answer first = ota.cancelRq("Initiate", "TERMS-1", "", "");
        String stale = attribute(first, "TransactionIdentifier");

        assertThat(error(ota.commit("TERMS-1", stale))).isEqualTo("568");
        Answer second = ota.cancelRq("Initiate", "TERMS-1", "", "");

        assertThat(new BigDecimal(fee(second))).isGreaterThan(new BigDecimal(fee(first)));
        Answer cancelled = ota.commit("TERMS-1", attribute(second, "TransactionIdentifier"));
        assertThat(fee(cancelled)).isEqualTo(fee(second));
        assertLog("TERMS-1", 2, 1);
    }

    @Test
    void aBusySupplierTurnsTheFirstTwoRequestsAway() throws IOException {
        Answer look = ota.look("BUSY-1");
        Answer commit = ota.commit("BUSY-1", "TX-none");

        assertThat(List.of(look.status(), commit.status())).containsOnly(429);
        assertThat(look.headers()).containsEntry("Retry-After", "1");
        assertThat(attribute(ota.cancel("BUSY-1"), "Status")).isEqualTo("Cancelled");
        assertLog("BUSY-1", 2, 1);
    }

    @Test
    void aSlowCommitIsAnsweredLate() throws IOException {
        String transaction = ota.prepare("SLOW-1").orElseThrow();
        long before = System.nanoTime();

        ota.commit("SLOW-1", transaction);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(TIMING.slow());
        assertLog("SLOW-1", 1, 1);
    }

    @ParameterizedTest
    @CsvSource({"LOSTBEFORE-1, 0", "LOSTAFTER-1, 1", "RESET-1, 1"})
    void aLostReplyLeavesTheBookingAsItWillBeSeen(String reference, int effects) throws IOException {
        String transaction = ota.prepare(reference).orElseThrow();

        assertThatThrownBy(() -> ota.commit(reference, transaction)).isInstanceOf(IOException.class);

        assertThat(ota.isCancelled(reference)).isEqualTo(effects == 1);
        assertLog(reference, 1, effects);
    }

    @Test
    void aCommitThatGotLostArrivesTheNextTime() throws IOException {
        String transaction = ota.prepare("LOSTBEFORE-2").orElseThrow();
        assertThatThrownBy(() -> ota.commit("LOSTBEFORE-2", transaction)).isInstanceOf(IOException.class);

        assertThat(attribute(ota.cancel("LOSTBEFORE-2"), "Status")).isEqualTo("Cancelled");
        assertLog("LOSTBEFORE-2", 2, 1);
    }

    @Test
    void garbageComesAsAPageOrAsHalfTheMessageWith200() throws IOException {
        List<Answer> answers = List.of(ota.cancel("GARBAGE-1"), ota.cancel("GARBAGE-2"));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("</OTA_CancelRS>");
        });
        assertThat(answers)
                .filteredOn(answer -> answer.body().startsWith("<!DOCTYPE html>"))
                .hasSize(1);
        assertThat(ota.isCancelled("GARBAGE-1")).isTrue();
        assertThat(ota.isCancelled("GARBAGE-2")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"STORM, 0.00, ''", "FORBIDDEN, '', 566"})
    void promisesAreKeptOrRefused(String code, String fee, String error) throws IOException {
        Answer quote = ota.cancelRq("Initiate", "OK-8", "", waiver(code));

        assertThat(fee(quote)).isEqualTo(fee);
        assertThat(error(quote)).isEqualTo(error);
    }

    @Test
    void otherPromisesAreIgnoredWithoutAWord() throws IOException {
        Answer quote = ota.cancelRq("Initiate", "OK-9", "", waiver("FRIENDSHIP"));

        assertThat(new BigDecimal(fee(quote))).isPositive();
        assertThat(first(quote, "Warning").map(warning -> warning.getAttribute("Code")))
                .isEqualTo(Optional.of("568"));
    }

    private static String waiver(String code) {
        return "<CancellationOverrides><CancellationOverride Amount=\"0.00\" CurrencyCode=\"EUR\" Type=\"Charge\"/>"
                + "</CancellationOverrides><Reasons><Reason Type=\"" + code + "\">Storm</Reason></Reasons>";
    }

    @Test
    void aPackageIsCancelledAsAWhole() throws IOException {
        assertThat(error(ota.cancelRq("Initiate", "OK-10", "", "<Segment ItinSegNbr=\"1\"/>")))
                .isEqualTo("264");
    }

    @Test
    void aSoapMessageIsAnsweredInAnEnvelope() throws IOException {
        String body = OtaClient.cancelRqBody("Initiate", "OK-11", "", "");
        Answer answer = ota.send(
                "POST",
                "/ota/cancel",
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header/><s:Body>" + body
                        + "</s:Body></s:Envelope>");

        assertThat(answer.headers().get("Content-Type")).isEqualTo("text/xml;charset=UTF-8");
        assertThat(answer.body()).startsWith("<soap:Envelope");
        assertThat(first(answer, "OTA_CancelRS").orElseThrow().getAttribute("Status"))
                .isEqualTo("OnHold");
    }

    @Test
    void aStrangerIsTurnedAwayAndTheCommitStillLogged() throws IOException {
        String stranger = OtaClient.REQUESTOR.replace(OtaClient.CREDENTIALS.secret(), "guess");
        Answer commit = ota.send(
                "POST",
                "/ota/cancel",
                OtaClient.cancelRqBody("Cancel", "OK-12", "", "").replace(OtaClient.REQUESTOR, stranger));

        assertThat(error(commit)).isEqualTo("175");
        assertThat(error(ota.send("POST", "/ota/read", OtaClient.readRq("OK-12", stranger))))
                .isEqualTo("175");
        assertLog("OK-12", 1, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not xml", "", "<!DOCTYPE a><a/>", "<OTA_PingRQ/>"})
    void whatIsNoMessageIsRefused(String body) throws IOException {
        Answer answer = ota.send(
                "POST", "/ota/cancel", body.replace("<OTA_PingRQ/>", OtaClient.readRq("OK-13", OtaClient.REQUESTOR)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("<OTA_ErrorRS");
        assertLog("OK-13", 0, 0);
    }

    @Test
    void aPathThatIsNotThereIs404() throws IOException {
        assertThat(ota.send("GET", "/ota/cancel", null).status()).isEqualTo(404);
        assertThat(ota.send("POST", "/nowhere", "<a/>").status()).isEqualTo(404);
    }
}
