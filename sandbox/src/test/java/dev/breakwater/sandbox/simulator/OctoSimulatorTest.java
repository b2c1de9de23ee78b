package dev.breakwater.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.sandbox.simulator.Client.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What is peculiar to the attraction. */
@TestInstance(Lifecycle.PER_CLASS)
class OctoSimulatorTest {

    private Simulators simulators;
    private OctoClient octo;

    @BeforeAll
    void start() {
        simulators = Simulators.start(
                SimulatorSettings.onFreePorts(Supplier.GLASS_TOWER).withClock(new SettableClock()));
        octo = new OctoClient(simulators);
    }

    @AfterAll
    void stop() {
        simulators.close();
    }

    @Test
    void theReferenceIsTheUuidAndTheResellerReference() throws IOException {
        JsonNode booking = octo.look("OK-1").json();
        JsonNode found =
                octo.send("GET", "/bookings/?resellerReference=OK-1", null).json();

        assertThat(booking.path("uuid").asText()).isEqualTo("OK-1");
        assertThat(found).containsExactly(booking);
        assertThat(octo.send("GET", "/bookings/?resellerReference=UNKNOWN-1", null)
                        .json())
                .isEmpty();
        assertThat(octo.send("GET", "/bookings/", null).status()).isEqualTo(400);
    }

    @Test
    void aReferenceIsTakenFromThePathAsItWasMeant() throws IOException {
        assertThat(octo.look("OK-%E4%B8%80%20+").json().path("uuid").asText()).isEqualTo("OK-一 +");
    }

    @Test
    void aCancelledBookingNamesReasonAndFullRefund() throws IOException {
        JsonNode cancelled = octo.cancel("OK-2").json();

        assertThat(cancelled.path("status").asText()).isEqualTo("CANCELLED");
        assertThat(cancelled.path("cancellable").asBoolean()).isFalse();
        assertThat(cancelled.path("cancellation").path("refund").asText()).isEqualTo("FULL");
        assertThat(cancelled.path("cancellation").path("reason").asText()).isEqualTo("test");
        assertThat(cancelled.path("unitItems").path(0).path("status").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void aCommitThatComesTooLateIsUnprocessable() throws IOException {
        JsonNode booking = octo.look("REFUSED-1").json();
        Answer refused = octo.cancel("REFUSED-1");

        assertThat(booking.path("status").asText()).isEqualTo("CONFIRMED");
        assertThat(booking.path("cancellable").asBoolean()).isFalse();
        assertThat(booking.path("option").path("cancellationCutoffUnit").asText())
                .isEqualTo("day");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").asText()).isEqualTo("UNPROCESSABLE_ENTITY");
    }

    @Test
    void aRepeatedCommitIsUnprocessable() throws IOException {
        octo.cancel("OK-3");

        assertThat(octo.cancel("OK-3").json().path("error").asText()).isEqualTo("UNPROCESSABLE_ENTITY");
    }

    @Test
    void aPendingCommitSaysSo() throws IOException {
        JsonNode pending = octo.cancel("PENDING-1").json();

        assertThat(pending.path("status").asText()).isEqualTo("PENDING");
        assertThat(pending.path("cancellation").isNull()).isTrue();
    }

    @Test
    void theCutoffOfWorseningTermsPassesAfterTheFirstLook() throws IOException {
        JsonNode before = octo.look("TERMS-1").json();
        JsonNode after = octo.look("TERMS-1").json();

        assertThat(before.at("/option/cancellationCutoffAmount").asInt())
                .isLessThan(after.at("/option/cancellationCutoffAmount").asInt());
        assertThat(after.path("cancellable").asBoolean()).isTrue();
        assertThat(octo.cancel("TERMS-1").json().at("/cancellation/refund").asText())
                .isEqualTo("NONE");
    }

    @Test
    void pricesAreShownOnlyToThoseWhoAskForThem() throws IOException {
        Answer withPrices = octo.look("OK-4");
        Answer without = octo.exchange(
                "GET",
                "/bookings/OK-4",
                null,
                Map.of("Authorization", "Bearer glass-tower-secret", "Octo-Capabilities", ""));

        assertThat(withPrices.headers()).containsEntry("Octo-Capabilities", "octo/pricing");
        JsonNode pricing = withPrices.json().path("pricing");
        assertThat(pricing.path("net").asInt()).isPositive();
        assertThat(pricing.path("net").asInt()).isEqualTo(pricing.path("retail").asInt() * 4 / 5);
        assertThat(without.status()).isEqualTo(200);
        assertThat(without.json().has("pricing")).isFalse();
    }

    @Test
    void aWrongKeyOrAMissingCapabilitiesHeaderIsRefusedAndTheCommitStillLogged() throws IOException {
        Map<String, String> wrongKey = Map.of("Authorization", "Bearer wrong", "Octo-Capabilities", "");
        Map<String, String> noCapabilities = Map.of("Authorization", "Bearer glass-tower-secret");

        Answer unauthorized = octo.exchange("POST", "/bookings/OK-5/cancel", "{}", wrongKey);
        Answer bad = octo.exchange("POST", "/bookings/OK-5/cancel", "{}", noCapabilities);

        assertThat(unauthorized.json().path("error").asText()).isEqualTo("UNAUTHORIZED");
        assertThat(bad.json().path("error").asText()).isEqualTo("BAD_REQUEST");
        EffectLog.Entry entry = simulators.of(Supplier.GLASS_TOWER).effects().of("OK-5");
        assertThat(entry.commitRequests()).isEqualTo(2);
        assertThat(entry.effects()).isZero();
    }

    @Test
    void aBodyThatIsNotAnObjectIsRefused() throws IOException {
        assertThat(octo.send("POST", "/bookings/OK-6/cancel", "[")
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("BAD_REQUEST");
        assertThat(octo.isCancelled("OK-6")).isFalse();
        assertThat(octo.send("POST", "/bookings/OK-6/cancel", null).status()).isEqualTo(200);
    }

    @Test
    void theCatalogueKnowsTheProductOfABooking() throws IOException {
        String product = octo.look("OK-7").json().path("productId").asText();

        JsonNode found = octo.send("GET", "/products/" + product, null).json();

        assertThat(found.path("timeZone").asText()).isEqualTo("Europe/Paris");
        assertThat(found.path("options")
                        .path(0)
                        .path("cancellationCutoffAmount")
                        .asInt())
                .isEqualTo(24);
    }
}
