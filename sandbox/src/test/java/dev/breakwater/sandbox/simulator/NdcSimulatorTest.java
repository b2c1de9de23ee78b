package dev.breakwater.sandbox.simulator;

import static dev.breakwater.sandbox.simulator.NdcClient.error;
import static dev.breakwater.sandbox.simulator.NdcClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.sandbox.simulator.Client.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An airline, over real HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
class NdcSimulatorTest {

    private static final Duration SLOW = Duration.ofMillis(300);
    private static final Duration HOLD = Duration.ofMillis(400);

    private final SettableClock clock = new SettableClock();
    private SupplierSimulator airline;
    private NdcClient ndc;

    @BeforeAll
    void start() {
        Timing timing = Timing.standard().withSlow(SLOW).withHold(HOLD);
        EffectLog effects = new EffectLog(clock);
        airline = new SupplierSimulator(0, new NdcProtocol("ndc-key", timing, clock, effects), effects, timing);
        airline.start();
        ndc = new NdcClient(airline, "ndc-key");
    }

    @AfterAll
    void stop() {
        airline.close();
    }

    private void assertLog(String reference, int commitRequests, int effects) {
        EffectLog.Entry entry = airline.effects().of(reference);
        assertThat(entry.commitRequests())
                .as("commit requests for %s", reference)
                .isEqualTo(commitRequests);
        assertThat(entry.effects()).as("effects on %s", reference).isEqualTo(effects);
    }

    private void assertLost(String reference, Duration heldFor) throws IOException {
        String offer = ndc.prepare(reference).orElseThrow();
        long before = System.nanoTime();

        assertThatThrownBy(() -> ndc.commit(reference, offer)).isInstanceOf(IOException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(heldFor, Duration.ofSeconds(5));
    }

    private static String item(String item, String... retained) {
        StringBuilder content =
                new StringBuilder("<OrderItemRefID>" + item + "</OrderItemRefID><RespendInd>false</RespendInd>");
        for (String service : retained) {
            content.append("<RetainServiceID>").append(service).append("</RetainServiceID>");
        }
        return content.toString();
    }

    @Test
    void anOrdinaryOrderIsCancelledAtOnce() throws IOException {
        assertThat(ndc.isCancelled("OK-1")).isFalse();
        Answer quote = ndc.quote("OK-1");

        Answer done = ndc.commit("OK-1", text(quote, "//Offer/OfferID"), "ZZ", text(quote, "//OrderVersionNumber"));

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.headers()).containsEntry("Content-Type", "application/xml");
        assertThat(text(done, "//Order/StatusCode")).isEqualTo("CLOSED");
        assertThat(text(done, "count(//Service[StatusCode='CANCELLED' and DeliveryStatusCode='REMOVED'])"))
                .isEqualTo("4");
        assertThat(text(done, "//Order/OrderVersionNumber")).isEqualTo("2");
        assertThat(ndc.isCancelled("OK-1")).isTrue();
        assertThat(ndc.isCancelled("ok-1")).isTrue();
        assertLog("OK-1", 1, 1);
    }

    @Test
    void anOfferNamesRefundAndPenaltyOfEachItem() throws IOException {
        Answer quote = ndc.quote("OK-MONEY");

        double paid = Double.parseDouble(text(quote, "//OldPrice/Price/TotalAmount"));
        double due = Double.parseDouble(text(quote, "//DueByAirlineAmount"));
        double penalty = Double.parseDouble(text(quote, "//Penalty/Price/TotalAmount"));
        assertThat(text(quote, "count(//DeleteOrderItem)")).isEqualTo("2");
        assertThat(text(quote, "//PenaltyRefID")).isEqualTo(text(quote, "//PenaltyID"));
        assertThat(text(quote, "//Penalty/NetInd")).isEqualTo("true");
        assertThat(text(quote, "//DifferentialTypeCode")).isEqualTo("Refund");
        assertThat(penalty).isEqualTo(paid / 5);
        assertThat(due + penalty).isEqualTo(paid);
        assertThat(Double.parseDouble(text(quote, "//DiffPrice//TotalAmount"))).isEqualTo(-paid);
    }

    @Test
    void theReplyToACommitRepeatsTheMoneyButALookDoesNot() throws IOException {
        Answer done = ndc.cancel("OK-TOLD");

        assertThat(text(done, "count(//OrderItem/PriceDifferential)")).isEqualTo("2");
        assertThat(text(done, "//DueByAirlineAmount")).isNotEmpty();
        assertThat(text(ndc.look("OK-TOLD"), "count(//PriceDifferential)")).isEqualTo("0");
    }

    @Test
    void anOfferIsGoodForOneAcceptance() throws IOException {
        String offer = ndc.prepare("OK-TWICE").orElseThrow();
        ndc.commit("OK-TWICE", offer);

        Answer again = ndc.commit("OK-TWICE", offer);

        assertThat(again.status()).isEqualTo(200);
        assertThat(error(again)).isEqualTo("913 Invalid OfferID");
        assertThat(text(again, "//Error/TypeCode")).isEqualTo("Unavailable");
        assertLog("OK-TWICE", 2, 1);
    }

    @Test
    void anOfferExpires() throws IOException {
        String offer = ndc.prepare("OK-LATE").orElseThrow();
        clock.advance(Timing.standard().offerLife());

        assertThat(error(ndc.commit("OK-LATE", offer))).isEqualTo("913 Invalid OfferID");
        assertThat(ndc.cancel("OK-LATE").body()).contains("CLOSED");
        assertLog("OK-LATE", 2, 1);
    }

    @Test
    void aStaleVersionInvalidatesTheOffer() throws IOException {
        String offer = ndc.prepare("OK-VERSION").orElseThrow();

        assertThat(error(ndc.commit("OK-VERSION", offer, "ZZ", "7"))).isEqualTo("913 Invalid OfferID");
        assertThat(error(ndc.commit("OK-VERSION", offer, "YY", "1"))).startsWith("727");
        assertThat(error(ndc.commit("OK-VERSION", offer, "ZZ", "1"))).isBlank();
    }

    @Test
    void aChangeOfTheOrderKillsEveryOtherOffer() throws IOException {
        String whole = ndc.prepare("OK-OTHER").orElseThrow();
        String part = text(ndc.quoteParts("OK-OTHER", item("OK-OTHER-1")), "//Offer/OfferID");
        ndc.commit("OK-OTHER", part);

        assertThat(error(ndc.commit("OK-OTHER", whole))).isEqualTo("913 Invalid OfferID");
        assertLog("OK-OTHER", 2, 1);
    }

    @Test
    void itemsAreCancelledOneByOne() throws IOException {
        Answer quote = ndc.quoteParts("OK-PART", item("OK-PART-2"));
        Answer partly = ndc.commit("OK-PART", text(quote, "//Offer/OfferID"));

        assertThat(text(quote, "//DeleteOrderItem//OrderItemRefID")).isEqualTo("OK-PART-2");
        assertThat(text(partly, "//Order/StatusCode")).isEqualTo("OPENED");
        assertThat(text(partly, "//OrderItem[OrderItemID='OK-PART-2']/StatusCode"))
                .isEqualTo("CLOSED");
        assertThat(text(partly, "//OrderItem[OrderItemID='OK-PART-1']/StatusCode"))
                .isEqualTo("ACTIVE");
        Answer rest = ndc.quote("OK-PART");
        assertThat(text(rest, "count(//DeleteOrderItem)")).isEqualTo("1");
        ndc.commit("OK-PART", text(rest, "//Offer/OfferID"));
        assertThat(ndc.isCancelled("OK-PART")).isTrue();
        assertLog("OK-PART", 2, 2);
    }

    @Test
    void servicesAreRetained() throws IOException {
        Answer quote = ndc.quoteParts("OK-SEAT", item("OK-SEAT-1", "OK-SEAT-1-S2"));
        Answer partly = ndc.commit("OK-SEAT", text(quote, "//Offer/OfferID"));

        assertThat(text(quote, "//ExistingService[ServiceRefID='OK-SEAT-1-S2']/FutureStatusCode"))
                .isEqualTo("CONFIRMED");
        assertThat(Double.parseDouble(text(quote, "//NewPrice/Price/TotalAmount")))
                .isPositive();
        assertThat(text(partly, "//Service[ServiceID='OK-SEAT-1-S1']/StatusCode"))
                .isEqualTo("CANCELLED");
        assertThat(text(partly, "//Service[ServiceID='OK-SEAT-1-S2']/StatusCode"))
                .isEqualTo("CONFIRMED");
    }

    @Test
    void aPartThatIsNotThereIsRefused() throws IOException {
        assertThat(error(ndc.quoteParts("OK-2", item("OK-2-9")))).isEqualTo("914 Invalid OrderItem");
        assertThat(error(ndc.quoteParts("OK-2", item("OK-2-1", "S9")))).isEqualTo("129 No service ID match");
        assertThat(error(ndc.quoteParts("OK-2", item("OK-2-1", "OK-2-1-S1", "OK-2-1-S2"))))
                .startsWith("129 Journey");
    }

    @Test
    void onlySomeWaiversAreHonoured() throws IOException {
        Answer honoured = ndc.quoteWithWaiver("OK-WAIVER", "STORM31");
        Answer ignored = ndc.quoteWithWaiver("OK-WAIVER", "SUN31");

        assertThat(text(honoured, "count(//Penalty)")).isEqualTo("0");
        assertThat(text(honoured, "//DueByAirlineAmount")).isEqualTo(text(honoured, "//OldPrice//TotalAmount"));
        assertThat(text(ignored, "//FareWaiver/FareRuleWaiverCode")).isEqualTo("SUN31");
        assertThat(text(ignored, "count(//Penalty)")).isEqualTo("2");
    }

    @Test
    void termsWorsenAfterTheFirstQuoteWhichIsDead() throws IOException {
        Answer first = ndc.quote("TERMS-1");
        Answer dead = ndc.commit("TERMS-1", text(first, "//Offer/OfferID"));
        Answer second = ndc.quote("TERMS-1");

        assertThat(error(dead)).isEqualTo("913 Invalid OfferID");
        assertThat(Double.parseDouble(text(second, "//DueByAirlineAmount")))
                .isLessThan(Double.parseDouble(text(first, "//DueByAirlineAmount")));
        assertThat(error(ndc.commit("TERMS-1", text(second, "//Offer/OfferID"))))
                .isBlank();
        assertLog("TERMS-1", 2, 1);
    }

    @Test
    void aJourneyThatIsOverIsNotOpen() throws IOException {
        assertThat(error(ndc.quote("REFUSED-1"))).isEqualTo("129 Journey not OPEN: REFUSED-1");
        assertThat(text(ndc.look("REFUSED-1"), "//Order/StatusCode")).isEqualTo("CLOSED");
        assertThat(ndc.isCancelled("REFUSED-1")).isFalse();
        assertThat(error(ndc.commit("REFUSED-1", "QF-1"))).startsWith("913");
        assertLog("REFUSED-1", 1, 0);
    }

    @Test
    void anOrderThatIsGoneIsNotOpenEither() throws IOException {
        assertThat(ndc.isCancelled("GONE-1")).isTrue();
        assertThat(error(ndc.quote("GONE-1"))).startsWith("129 Journey not OPEN");
        assertThat(error(ndc.commit("GONE-1", "QF-1"))).startsWith("913");
        assertLog("GONE-1", 1, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNKNOWN-1", "OTHERWISE-1", "plain"})
    void anUnknownReferenceIsNotFoundWith200(String reference) throws IOException {
        for (Answer answer : List.of(ndc.look(reference), ndc.quote(reference), ndc.commit(reference, "QF-1"))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(error(answer)).isEqualTo("129 No order id " + reference);
        }
        assertLog(reference, 1, 0);
    }

    @Test
    void anOrderOfAnotherAirlineIsNotFound() throws IOException {
        Answer answer = ndc.post(
                "/OrderRetrieve",
                "IATA_OrderRetrieveRQ",
                "<OrderValidationFilterCriteria><OrderFilterCriteria><OrderID>OK-1</OrderID><OwnerCode>YY</OwnerCode>"
                        + "</OrderFilterCriteria></OrderValidationFilterCriteria>");

        assertThat(error(answer)).startsWith("129 No order id");
    }

    @Test
    void aSlowCommitIsAnsweredLate() throws IOException {
        String offer = ndc.prepare("SLOW-1").orElseThrow();
        long before = System.nanoTime();

        ndc.commit("SLOW-1", offer);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(SLOW);
        assertLog("SLOW-1", 1, 1);
    }

    @Test
    void aPendingCancellationTakesEffectLater() throws IOException {
        Answer accepted = ndc.cancel("PENDING-1");

        assertThat(text(accepted, "//Order/StatusCode")).isEqualTo("OPENED");
        assertThat(text(accepted, "count(//PriceDifferential)")).isEqualTo("0");
        assertThat(ndc.isCancelled("PENDING-1")).isFalse();
        assertThat(error(ndc.quote("PENDING-1"))).startsWith("129 Journey not OPEN");
        assertLog("PENDING-1", 1, 0);
        clock.advance(Timing.standard().pending());
        assertThat(ndc.isCancelled("PENDING-1")).isTrue();
        assertLog("PENDING-1", 1, 1);
    }

    @Test
    void aBusyAirlineTurnsTheFirstTwoRequestsOfAnyKindAway() throws IOException {
        Answer look = ndc.look("BUSY-1");
        Answer commit = ndc.commit("BUSY-1", "QF-1");

        assertThat(List.of(look.status(), commit.status())).containsOnly(429);
        assertThat(look.headers()).containsEntry("Retry-After", "1");
        assertThat(error(ndc.cancel("BUSY-1"))).isBlank();
        assertLog("BUSY-1", 2, 1);
    }

    @Test
    void aCommitLostBeforeIsHeldAndNothingIsDone() throws IOException {
        assertLost("LOSTBEFORE-1", HOLD);

        assertThat(ndc.isCancelled("LOSTBEFORE-1")).isFalse();
        assertLog("LOSTBEFORE-1", 1, 0);
        assertThat(error(ndc.cancel("LOSTBEFORE-1"))).isBlank();
        assertLog("LOSTBEFORE-1", 2, 1);
    }

    @Test
    void aReplyLostAfterwardsLeavesTheOrderCancelled() throws IOException {
        assertLost("LOSTAFTER-1", HOLD);

        assertThat(ndc.isCancelled("LOSTAFTER-1")).isTrue();
        assertLog("LOSTAFTER-1", 1, 1);
    }

    @Test
    void aResetConnectionLeavesTheOrderCancelled() throws IOException {
        assertLost("RESET-1", Duration.ZERO);

        assertThat(ndc.isCancelled("RESET-1")).isTrue();
        assertLog("RESET-1", 1, 1);
    }

    @Test
    void garbageComesAsAPageOrAsHalfTheMessageWith200() throws IOException {
        List<Answer> answers = List.of(ndc.cancel("GARBAGE-1"), ndc.cancel("GARBAGE-2"));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers).noneMatch(answer -> answer.body().contains("</m:IATA_OrderViewRS>"));
        assertThat(answers)
                .filteredOn(answer -> answer.body().startsWith("<!DOCTYPE html>"))
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.body().startsWith("<m:IATA_OrderViewRS"))
                .hasSize(1);
        assertThat(ndc.isCancelled("GARBAGE-1")).isTrue();
        assertThat(ndc.isCancelled("GARBAGE-2")).isTrue();
    }

    @Test
    void aHeldOrderNeedsNoOffer() throws IOException {
        assertThat(error(ndc.quote("OK-1-HELD"))).startsWith("496");
        assertThat(error(ndc.cancelUnpaid("OK-3"))).isEqualTo("395 Already ticketed");

        assertThat(ndc.saysCancelled(ndc.cancelUnpaid("OK-1-HELD"))).isTrue();

        assertThat(error(ndc.cancelUnpaid("OK-1-HELD"))).startsWith("303");
        assertLog("OK-1-HELD", 2, 1);
        assertLog("OK-3", 1, 0);
    }

    @Test
    void aRefundMayHaveToBeClaimedByHand() throws IOException {
        Answer done = ndc.cancel("OK-1-MANUAL");

        assertThat(text(done, "//Warning/Code")).isEqualTo("785");
        assertThat(text(done, "//Warning/URL")).startsWith("https://");
    }

    @Test
    void valueMayBeKeptOrAPenaltyChargedUpFront() throws IOException {
        Answer upfront = ndc.quote("OK-1-UPFRONT");

        assertThat(text(ndc.quote("OK-1-RESIDUAL"), "//DifferentialTypeCode")).isEqualTo("Residual");
        assertThat(text(upfront, "//Penalty/NetInd")).isEqualTo("false");
        assertThat(text(upfront, "//DueByAirlineAmount")).isEqualTo(text(upfront, "//OldPrice//TotalAmount"));
    }

    @Test
    void aWrongKeyIsRefusedAndTheCommitStillLogged() throws IOException {
        Answer refused = new NdcClient(airline, "wrong").commit("OK-KEY", "QF-1");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(error(refused)).isEqualTo("111 The API key is missing or wrong");
        assertLog("OK-KEY", 1, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "<a>",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                "<IATA_OrderReshopRQ><Request><OrderRefID>OK-1</OrderRefID></Request></IATA_OrderReshopRQ>",
                "<IATA_OrderViewRS><Request><OrderRefID>OK-1</OrderRefID></Request></IATA_OrderViewRS>"
            })
    void whatIsNoRequestIsASyntaxError(String body) throws IOException {
        Answer answer = ndc.send("POST", "/OrderReshop", body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(error(answer)).startsWith("914 Syntax");
        assertThat(text(answer, "name(/*)")).isEqualTo("IATA_OrderReshopRS");
    }

    @Test
    void aRequestWithoutWhatItNeedsIsRefused() throws IOException {
        assertThat(error(ndc.post("/OrderReshop", "IATA_OrderReshopRQ", "<OrderRefID>OK-1</OrderRefID>")))
                .startsWith("912");
        assertThat(error(ndc.post("/OrderReshop", "IATA_OrderReshopRQ", "<OrderRefID>OK-5</OrderRefID><UpdateOrder/>")))
                .startsWith("914");
        assertThat(error(ndc.post("/OrderChange", "IATA_OrderChangeRQ", "<Order><OrderID>OK-5</OrderID></Order>")))
                .startsWith("912");
    }

    @Test
    void aPathThatIsNotThereIs404() throws IOException {
        assertThat(ndc.send("GET", "/OrderReshop", null).status()).isEqualTo(404);
        assertThat(ndc.send("POST", "/nowhere", "<a/>").status()).isEqualTo(404);
        assertThat(ndc.exchange("GET", "/effects/OK-NEVERSEEN", null, Map.of()).status())
                .isEqualTo(200);
    }

    @Test
    void concurrentCommitsOfManyOrdersTakeEffectOnceEach() throws Exception {
        int orders = 20;
        int repeats = 4;
        ExecutorService crowd = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Answer>> commits = IntStream.range(0, orders * repeats)
                    .<Callable<Answer>>mapToObj(number -> () -> {
                        String reference = "OK-CROWD" + number % orders;
                        return ndc.commit(reference, ndc.prepare(reference).orElse("QF-" + reference + "-1"));
                    })
                    .toList();
            for (Future<Answer> commit : crowd.invokeAll(commits)) {
                commit.get();
            }
        } finally {
            crowd.shutdown();
        }

        for (int number = 0; number < orders; number++) {
            assertLog("OK-CROWD" + number, repeats, 1);
        }
    }
}
