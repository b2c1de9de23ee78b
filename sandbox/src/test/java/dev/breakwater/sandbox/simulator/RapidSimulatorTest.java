package dev.breakwater.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.sandbox.simulator.Client.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** The hotel chain, whatever its bookings ask for. */
@TestInstance(Lifecycle.PER_CLASS)
class RapidSimulatorTest {

    private static final Duration HOLD = Duration.ofMillis(400);
    private static final Timing TIMING =
            Timing.standard().withSlow(Duration.ofMillis(300)).withHold(HOLD);
    private static final ClientCredentials KEY = new ClientCredentials("simkey", "simsecret");

    private final SettableClock clock = new SettableClock();
    private SupplierSimulator simulator;
    private RapidClient rapid;
    private OfficialSchema schema;

    @BeforeAll
    void start() throws IOException {
        if (OfficialSchema.folder().isPresent()) {
            schema = OfficialSchema.read(
                    OfficialSchema.folder().orElseThrow().resolve("expedia-rapid/rapid-cancel-trimmed.openapi.json"));
        }
        EffectLog effects = new EffectLog(clock);
        simulator = new SupplierSimulator(0, new RapidProtocol(KEY, TIMING, clock, effects), effects, TIMING);
        simulator.start();
        rapid = new RapidClient(simulator, KEY, clock);
    }

    @AfterAll
    void stop() {
        simulator.close();
    }

    @Test
    void anOrdinaryRoomIsCancelledAtOnceByItsLink() throws IOException {
        JsonNode room = rapid.look("OK-1").json().at("/rooms/0");
        assertThat(room.path("status").asText()).isEqualTo("booked");
        assertThat(room.at("/rate/cancel_refund/amount").asText()).startsWith("-");

        Answer done = rapid.cancel("OK-1");

        assertThat(done.status()).isEqualTo(204);
        assertThat(done.body()).isEmpty();
        assertThat(rapid.isCancelled("OK-1")).isTrue();
        assertLog("OK-1", 1, 1);
    }

    @Test
    void theHistoryTellsWhoCancelledAndTheMoneyThatMoved() throws IOException {
        String quoted = rapid.look("OK-2")
                .json()
                .at("/rooms/0/rate/cancel_refund/amount")
                .asText();
        rapid.cancel("OK-2");

        JsonNode event = rapid.look("ok-2").json().at("/room_history/0/1");

        assertThat(event.path("event_type").asText()).isEqualTo("canceled");
        assertThat(event.path("event_source").asText()).isEqualTo("rapid_api");
        assertThat(event.path("event_timestamp").asText())
                .isEqualTo(clock.instant().toString());
        assertThat("-" + event.at("/amount_refunded/billable_currency/value").asText())
                .isEqualTo(quoted);
    }

    @Test
    void theHistoryIsToldOnlyToThoseWhoAskForIt() throws IOException {
        Answer plain = rapid.send("GET", "/v3/itineraries/OK-3?email=bookings%40harbour.example", null);

        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.json().has("room_history")).isFalse();
    }

    @Test
    void theReferenceIsTheAffiliatesOwnToo() throws IOException {
        assertThat(rapid.search("OK-4").json())
                .containsExactly(rapid.look("OK-4").json());
        assertThat(rapid.search("UNKNOWN-4").json()).isEmpty();
        assertThat(rapid.look("UNKNOWN-4").status()).isEqualTo(404);
        assertThat(rapid.commit("UNKNOWN-4", "T").status()).isEqualTo(404);
    }

    @Test
    void anItineraryIsShownOnlyToThoseWhoKnowItsAddress() throws IOException {
        for (String query : List.of("", "?email=eve%40example.org")) {
            Answer answer = rapid.send("GET", "/v3/itineraries/OK-5" + query, null);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().at("/errors/0/type").asText()).isEqualTo("email.invalid");
        }
    }

    @Test
    void aRoomThatIsTooLateHasNoLink() throws IOException {
        JsonNode room = rapid.look("REFUSED-1").json().at("/rooms/0");

        assertThat(room.path("status").asText()).isEqualTo("booked");
        assertThat(room.path("links")).isEmpty();
        assertThat(room.path("checkin").asText()).isLessThan("2031-03-04");
        assertStale(rapid.commit("REFUSED-1", "T"));
        assertLog("REFUSED-1", 1, 0);
    }

    @Test
    void aRoomThatIsGoneWasCancelledByTheProperty() throws IOException {
        JsonNode gone = rapid.look("GONE-1").json();

        assertThat(gone.at("/rooms/0/status").asText()).isEqualTo("canceled");
        assertThat(gone.at("/room_history/0/1/event_source").asText()).isEqualTo("supplier");
        assertThat(rapid.commit("GONE-1", "T").status()).isEqualTo(400);
        assertLog("GONE-1", 1, 0);
    }

    @Test
    void aLinkCanBeUsedOnceAndNotForEver() throws IOException {
        String link = rapid.prepare("OK-6").orElseThrow();
        assertStale(rapid.commit("OK-6", link.replace("token=", "token=1")));
        assertStale(rapid.commit("OK-6", rapid.prepare("OK-7").orElseThrow().replace("OK-7", "OK-6")));
        assertThat(rapid.commit("OK-6", link).status()).isEqualTo(204);
        assertThat(rapid.commit("OK-6", link).json().path("type").asText()).isEqualTo("room_already_cancelled");
        assertLog("OK-6", 4, 1);

        String late = rapid.prepare("OK-8").orElseThrow();
        clock.advance(TIMING.offerLife());
        assertStale(rapid.commit("OK-8", late));
        assertLog("OK-8", 1, 0);
    }

    @Test
    void aPendingCancellationIsAnswered202AndTakesEffectLater() throws IOException {
        String link = rapid.prepare("PENDING-1").orElseThrow();

        assertThat(rapid.commit("PENDING-1", link).status()).isEqualTo(202);

        assertThat(rapid.isCancelled("PENDING-1")).isFalse();
        assertThat(rapid.commit("PENDING-1", link).status()).isEqualTo(400);
        assertLog("PENDING-1", 2, 0);
        clock.advance(TIMING.pending());
        assertThat(rapid.isCancelled("PENDING-1")).isTrue();
        assertLog("PENDING-1", 2, 1);
    }

    @Test
    void aBusySupplierTurnsTheFirstTwoRequestsAway() throws IOException {
        for (Answer busy : List.of(rapid.look("BUSY-1"), rapid.commit("BUSY-1", "T"))) {
            assertThat(busy.status()).isEqualTo(429);
            assertThat(busy.json().path("type").asText()).isEqualTo("too_many_requests");
            assertThat(busy.headers()).containsEntry("Retry-After", "1").containsKey("Rate-Limit-Minute-Reset");
        }
        assertThat(rapid.cancel("BUSY-1").status()).isEqualTo(204);
        assertLog("BUSY-1", 2, 1);
    }

    @Test
    void aSlowCommitIsAnsweredLate() throws IOException {
        String link = rapid.prepare("SLOW-1").orElseThrow();
        long before = System.nanoTime();

        assertThat(rapid.commit("SLOW-1", link).status()).isEqualTo(204);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(TIMING.slow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOSTAFTER-1", "RESET-1"})
    void aReplyThatIsLostLeavesTheRoomCancelled(String reference) throws IOException {
        String link = rapid.prepare(reference).orElseThrow();

        assertThatThrownBy(() -> rapid.commit(reference, link)).isInstanceOf(IOException.class);

        assertThat(rapid.isCancelled(reference)).isTrue();
        assertLog(reference, 1, 1);
    }

    @Test
    void aCommitThatIsLostOnItsWayArrivesTheNextTime() throws IOException {
        assertThatThrownBy(() -> rapid.cancel("LOSTBEFORE-1")).isInstanceOf(IOException.class);
        assertThat(rapid.isCancelled("LOSTBEFORE-1")).isFalse();
        assertLog("LOSTBEFORE-1", 1, 0);

        assertThat(rapid.cancel("LOSTBEFORE-1").status()).isEqualTo(204);
        assertLog("LOSTBEFORE-1", 2, 1);
    }

    @Test
    void garbageComesAsAPageOrAsHalfAnItinerary() throws IOException {
        List<Answer> answers = List.of(rapid.cancel("GARBAGE-1"), rapid.cancel("GARBAGE-2"));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThatThrownBy(answer::json).isInstanceOf(IllegalStateException.class);
        });
        assertThat(answers)
                .filteredOn(answer -> answer.body().startsWith("{\"property_id\""))
                .hasSize(1);
        assertThat(rapid.isCancelled("GARBAGE-1")).isTrue();
        assertThat(rapid.isCancelled("GARBAGE-2")).isTrue();
    }

    @Test
    void theTermsWorsenAfterTheFirstLook() throws IOException {
        String first = refundable("TERMS-1");
        String second = refundable("TERMS-1");

        assertThat(Double.parseDouble(second)).isGreaterThan(Double.parseDouble(first));
        rapid.cancel("TERMS-1");
        JsonNode event = rapid.look("TERMS-1").json().at("/room_history/0/1");
        assertThat("-" + event.at("/amount_refunded/billable_currency/value").asText())
                .isEqualTo(second);
    }

    @Test
    void ofTwoRoomsTheFirstIsOrdinaryAndEachHasEffectsOfItsOwn() throws IOException {
        assertThat(rapid.look("REFUSED-ROOMS-1").json().path("rooms")).hasSize(2);
        assertThat(rapid.link("REFUSED-ROOMS-1", 1)).isEmpty();
        assertThat(rapid.cancel("REFUSED-ROOMS-1").status()).isEqualTo(204);
        assertLog("REFUSED-ROOMS-1-R1", 1, 1);
        assertLog("REFUSED-ROOMS-1-R2", 0, 0);
        assertLog("REFUSED-ROOMS-1", 0, 0);

        for (int room = 0; room < 2; room++) {
            rapid.commit("ok-rooms-1", rapid.link("ok-rooms-1", room).orElseThrow());
        }
        assertThat(rapid.isCancelled("OK-ROOMS-1")).isTrue();
        assertLog("OK-ROOMS-1-R1", 1, 1);
        assertLog("OK-ROOMS-1-R2", 1, 1);
    }

    @Test
    void aWrongSignatureIsRefusedAndTheCommitStillLogged() throws IOException {
        String link = rapid.prepare("OK-9").orElseThrow();
        long now = clock.instant().getEpochSecond();
        Map<String, String> wrongKey = signedBy(new ClientCredentials("other", "simsecret"));
        Map<String, String> wrongSecret = signedBy(new ClientCredentials("simkey", "other"));
        Map<String, String> early = rapid.headers("EAN apikey=%s,signature=%s,timestamp=%d", now - 301);

        for (Map<String, String> headers : List.of(Map.<String, String>of(), wrongKey, wrongSecret, early)) {
            Answer refused = rapid.exchange("DELETE", link, null, headers);

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.json().path("type").asText()).isEqualTo("request_unauthenticated");
        }
        assertThat(rapid.exchange("DELETE", link, null, early).json().findValuesAsText("name"))
                .containsExactly("timestamp", "servertimestamp");
        assertLog("OK-9", 5, 0);
        Map<String, String> prose = rapid.headers("EAN APIKey=%s,Signature=%s,timestamp=%d", now - 300);
        assertThat(rapid.exchange("DELETE", link, null, prose).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept", "Accept-Encoding", "Customer-Ip"})
    void aMissingHeaderIsRefused(String header) throws IOException {
        Map<String, String> headers = new HashMap<>(rapid.headers());
        headers.remove(header);

        Answer refused = rapid.exchange("GET", "/v3/itineraries/OK-1", null, headers);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/type").asText())
                .isEqualTo(header.toLowerCase(Locale.ROOT) + ".required");
    }

    @Test
    void outOfServiceNothingIsDone() throws IOException {
        String link = rapid.prepare("OK-10").orElseThrow();
        simulator.serve(false);

        assertThat(rapid.commit("OK-10", link).status()).isEqualTo(503);

        simulator.serve(true);
        assertLog("OK-10", 1, 0);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"BUSY", "LOSTBEFORE", "LOSTAFTER", "RESET"},
            mode = Mode.EXCLUDE)
    void repliesAreAsTheOfficialSchemaWantsThem(Behaviour behaviour) throws IOException {
        assumeTrue(
                schema != null,
                "Skipped: name the folder of the official schemas by -Dbreakwater.specs=DIR or BREAKWATER_SPECS");
        String reference = behaviour.prefix() + "ROOMS-SCHEMA";

        for (int look = 0; look < 2; look++) {
            assertValid("GET", "/itineraries/{itinerary_id}", rapid.look(reference));
            assertValid("GET", "/itineraries", rapid.search(reference));
            if (look == 0 && rapid.link(reference, 0).isPresent()) {
                rapid.cancel(reference);
            }
        }
        assertValid("DELETE", "/itineraries/{itinerary_id}/rooms/{room_id}", rapid.commit(reference, "T"));
        assertValid("GET", "/itineraries", rapid.exchange("GET", "/v3/itineraries", null, Map.of()));
    }

    private Map<String, String> signedBy(ClientCredentials credentials) {
        return new RapidClient(simulator, credentials, clock).headers();
    }

    private String refundable(String reference) throws IOException {
        return rapid.look(reference)
                .json()
                .at("/rooms/0/rate/cancel_refund/amount")
                .asText();
    }

    private static void assertStale(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/type").asText()).isEqualTo("link.invalid");
    }

    private void assertValid(String method, String path, Answer answer) {
        assertThat(schema.complaints(method, path, answer.status(), answer.json()))
                .as("%s %s answered %s: %s", method, path, answer.status(), answer.body())
                .isEmpty();
    }

    private void assertLog(String reference, int commitRequests, int effects) throws IOException {
        JsonNode log = rapid.effects(reference);
        assertThat(log.path("commitRequests").asInt())
                .as("commit requests for %s", reference)
                .isEqualTo(commitRequests);
        assertThat(log.path("effects").asInt()).as("effects on %s", reference).isEqualTo(effects);
    }
}
