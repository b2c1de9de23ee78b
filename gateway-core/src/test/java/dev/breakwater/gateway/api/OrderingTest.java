package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.ApiWorld.reference;
import static dev.breakwater.gateway.api.Client.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.api.Client.Reply;
import dev.breakwater.sandbox.Caller;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiWorld.Extension.class)
class OrderingTest {
    private static final String TOWER = "glass-tower";
    private static final String RAIL = "alpine-rail";

    private Client web;
    private Client harbour;

    @BeforeEach
    void enter(ApiWorld world) {
        web = world.as(Caller.WEB);
        harbour = world.as(Caller.HARBOUR_TRIPS);
    }

    @Test
    void anOrderIsAcceptedWithTheWayToSeeHowItGoesOn() {
        Reply accepted = web.order(order(TOWER, reference("SLOW")));

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location")).isEqualTo("/v1/cancellations/" + accepted.at("/id"));
        assertThat(accepted.at("/links/self")).isEqualTo(accepted.header("Location"));
        assertThat(accepted.at("/status")).isIn("ACCEPTED", "IN_FLIGHT");
        assertThat(accepted.at("/supplier")).isEqualTo(TOWER);
        assertThat(accepted.at("/refund/status")).isEqualTo("UNKNOWN");
        assertThat(web.get(accepted.header("Location")).status()).isEqualTo(200);
    }

    @Test
    void whoPrefersToWaitGetsTheFinalState() {
        Reply ended = web.order(order(TOWER, reference("OK")), "Prefer", "respond-async, wait=20");

        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.header("Preference-Applied")).isEqualTo("wait=20");
        assertThat(ended.at("/status")).isEqualTo("CANCELLED");
        assertThat(ended.at("/statusReason")).isEqualTo("CONFIRMED");
        assertThat(ended.at("/effect")).isEqualTo("DONE");
        assertThat(ended.at("/units/0/state")).isEqualTo("CANCELLED");
        assertThat(ended.json().at("/nextAttemptAt").isMissingNode()).isTrue();
        assertThat(ended.json().at("/refund/accepted/amount").isTextual()).isTrue();
        assertThat(ended.at("/refund/accepted/currency")).isEqualTo("EUR");
    }

    @Test
    void whoWaitsInVainIsTold202AndHowItStands() {
        Reply waited = web.order(order(TOWER, reference("PENDING")), "Prefer", "wait=1");

        assertThat(waited.status()).isEqualTo(202);
        assertThat(waited.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(waited.at("/status")).isEqualTo("AWAITING_SUPPLIER");
        assertThat(waited.at("/nextAttemptAt")).isNotEmpty();
    }

    @Test
    void moreThanThereAreThreadsMayWaitAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(
                        () -> order(TOWER, reference("PENDING")))
                .limit(220)
                .map(web::endedLater)
                .toList();

        assertThat(waiting).allSatisfy(answer -> {
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(answer.join().body()).contains("\"status\":\"CANCELLED\"");
        });
    }

    @Test
    void theTimeToWaitIsCapped() {
        Reply ended = web.order(order(TOWER, reference("OK")), "Prefer", "wait=3600");

        assertThat(ended.header("Preference-Applied")).isEqualTo("wait=60");
    }

    @Test
    void theSameKeyAndBodyIsTheSameCancellation() {
        String key = UUID.randomUUID().toString();
        String body = order(TOWER, reference("OK"));
        Reply first = web.order(body, "Idempotency-Key", key);

        Reply again = web.order(body.replace(", ", " ,\n"), "Idempotency-Key", key, "Prefer", "wait=20");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.at("/id")).isEqualTo(first.at("/id"));
        assertThat(again.at("/status")).isEqualTo("CANCELLED");
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        String key = UUID.randomUUID().toString();
        web.order(order(TOWER, reference("OK")), "Idempotency-Key", key);

        Reply other = web.order(order(TOWER, reference("OK")), "Idempotency-Key", key);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.at("/code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void anotherKeyForTheSameBookingFindsTheEarlierOne() {
        String reference = reference("OK");
        Reply first = web.ended(order(TOWER, reference));

        Reply second = web.order(order(TOWER, reference.toLowerCase(Locale.ROOT)));

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.at("/id")).isEqualTo(first.at("/id"));
        assertThat(second.header("Duplicate-Of")).isEqualTo(first.at("/id"));
    }

    @Test
    void whatAnotherCallerOrderedIsNotShown() {
        String reference = reference("OK");
        Reply first = web.ended(order(TOWER, reference));

        Reply second = harbour.order(order(TOWER, reference));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.at("/code")).isEqualTo("ORDERED_BY_OTHERS");
        assertThat(second.raw().body()).doesNotContain(first.at("/id"));
    }

    @Test
    void anOverlapNamesTheEarlierOne() {
        String reference = reference("OK");
        Reply first = web.ended(order(RAIL, reference));
        String part = """
                {"supplier": "alpine-rail", "booking": {"reference": "%s"}, "acceptAnyPenalty": true,
                 "scope": [{"type": "TICKET", "reference": "%s-T1"}]}""".formatted(reference, reference);

        Reply second = web.order(part);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.at("/code")).isEqualTo("SCOPE_OVERLAP");
        assertThat(second.at("/cancellation")).isEqualTo(first.at("/id"));
    }

    @Test
    void travellersOfOneTicketAreCancelledOneByOne() {
        String reference = reference("OK") + "-GROUP";
        String traveller = """
                {"supplier": "alpine-rail", "booking": {"reference": "%s"}, "acceptAnyPenalty": true,
                 "scope": [{"type": "TRAVELLER", "reference": "%s"}]}""";

        Reply first = web.ended(traveller.formatted(reference, "PX-1"));
        Reply second = web.ended(traveller.formatted(reference, "PX-2"));

        assertThat(List.of(first.at("/status"), second.at("/status"))).containsOnly("CANCELLED");
        assertThat(second.at("/refund/quoted/amount")).isEqualTo(first.at("/refund/quoted/amount"));
    }

    @Test
    void aSuppliersRefusalIsAnEndWithItsOwnWords() {
        Reply refused = web.ended(order(TOWER, reference("REFUSED")));

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.at("/status")).isEqualTo("REFUSED");
        assertThat(refused.at("/effect")).isEqualTo("NONE");
        assertThat(refused.at("/refund/status")).isEqualTo("NONE");
        assertThat(refused.at("/supplierCode")).isNotEmpty();
    }

    @Test
    void termsThatAreWorseThanTheLimitAreNotCommittedAndComeWithANewQuote() {
        Reply refused = web.ended("""
                {"supplier": "alpine-rail", "booking": {"reference": "%s"},
                 "maxPenalty": {"amount": "0.00", "currency": "CHF"}}""".formatted(reference("OK")));

        assertThat(refused.at("/status")).isEqualTo("REFUSED");
        assertThat(refused.at("/statusReason")).isEqualTo("TERMS_CHANGED");
        assertThat(refused.at("/effect")).isEqualTo("NONE");
        assertThat(refused.at("/quote/penalty/currency")).isEqualTo("CHF");
        Reply quote = web.get(refused.at("/quote/links/self"));
        assertThat(quote.at("/penalty/amount")).isEqualTo(refused.at("/quote/penalty/amount"));
    }

    @Test
    void anOrderByQuoteCostsWhatWasQuoted() {
        String booking = "\"supplier\": \"alpine-rail\", \"booking\": {\"reference\": \"" + reference("OK") + "\"}";
        Reply quote = web.post("/v1/quotes", "{" + booking + "}");

        Reply ended = web.ended("{" + booking + ", \"quoteId\": \"" + quote.at("/id") + "\"}");

        assertThat(quote.status()).isEqualTo(201);
        assertThat(quote.header("Location")).isEqualTo("/v1/quotes/" + quote.at("/id"));
        assertThat(quote.at("/confidence")).isEqualTo("CONFIRMED");
        assertThat(ended.at("/status")).isEqualTo("CANCELLED");
        assertThat(ended.at("/quoteId")).isEqualTo(quote.at("/id"));
        assertThat(ended.at("/refund/quoted")).isEqualTo(quote.at("/refundable"));
        assertThat(ended.at("/refund/accepted/amount")).isEqualTo(quote.at("/refundable/amount"));
        assertThat(harbour.get(quote.header("Location")).status()).isEqualTo(404);
    }

    @Test
    void aSupplierWithoutPluginAnswersWhenToComeBack() {
        Reply refused = web.order(order("ghost-air", reference("OK")));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.at("/code")).isEqualTo("SUPPLIER_WITHOUT_PLUGIN");
        assertThat(refused.at("/detail")).contains("ghosts");
        assertThat(refused.header("Retry-After")).isEqualTo("30");
        assertThat(refused.json().at("/retryable").booleanValue()).isTrue();
    }

    @Test
    void anUnknownSupplierIsNamedByItsField() {
        Reply refused = web.order(order("nobody", reference("OK")));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/code")).isEqualTo("UNKNOWN_SUPPLIER");
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/supplier");
    }
}
