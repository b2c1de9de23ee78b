package dev.breakwater.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.sandbox.simulator.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The simulators' replies against the official OpenAPI descriptions, which are not part of this repository. */
@TestInstance(Lifecycle.PER_CLASS)
class OfficialSchemaTest {

    private static final String OSDM_OFFERS = "/bookings/{bookingId}/refund-offers";
    private static final String OSDM_OFFER = OSDM_OFFERS + "/{refundOfferId}";

    private final SettableClock clock = new SettableClock();
    private Simulators simulators;
    private OctoClient octo;
    private OsdmClient osdm;
    private OfficialSchema octoSchema;
    private OfficialSchema osdmSchema;

    @BeforeAll
    void start() throws IOException {
        assumeTrue(
                OfficialSchema.folder().isPresent(),
                "Skipped: name the folder of the official schemas by -Dbreakwater.specs=DIR or BREAKWATER_SPECS");
        Path folder = OfficialSchema.folder().orElseThrow();
        octoSchema = OfficialSchema.read(folder.resolve("octo/octo-openapi.noexamples.yaml"));
        osdmSchema = OfficialSchema.read(folder.resolve("osdm/OSDM-online-api-v3.8.1.yml"));
        simulators = Simulators.start(SimulatorSettings.onFreePorts(Supplier.GLASS_TOWER, Supplier.ALPINE_RAIL)
                .withTiming(Timing.standard().withSlow(Duration.ofMillis(1)))
                .withClock(clock));
        octo = new OctoClient(simulators);
        osdm = new OsdmClient(simulators);
    }

    @AfterAll
    void stop() {
        if (simulators != null) {
            simulators.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"BUSY", "LOSTBEFORE", "LOSTAFTER", "GARBAGE", "RESET"},
            mode = Mode.EXCLUDE)
    void octoRepliesAreValidBeforeAndAfterTheCommit(Behaviour behaviour) throws IOException {
        String reference = behaviour.prefix() + "SCHEMA";

        assertOcto("GET", "/bookings/{uuid}", octo.look(reference));
        assertOcto("POST", "/bookings/{uuid}/cancel", octo.commit(reference, ""));
        assertOcto("GET", "/bookings/{uuid}", octo.look(reference));
        assertOcto("GET", "/bookings/", octo.send("GET", "/bookings/?resellerReference=" + reference, null));
    }

    @Test
    void octoCatalogueAndErrorsAreValid() throws IOException {
        assertOcto("GET", "/products/{id}", octo.send("GET", "/products/glass-tower", null));
        assertOcto("GET", "/products/{id}", octo.send("GET", "/products/other", null));
        assertOcto("GET", "/capabilities/", octo.send("GET", "/capabilities/", null));
        assertOcto("GET", "/bookings/{uuid}", octo.exchange("GET", "/bookings/OK-1", null, Map.of()));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"BUSY", "LOSTBEFORE", "LOSTAFTER", "GARBAGE", "RESET"},
            mode = Mode.EXCLUDE)
    void osdmRepliesAreValidBeforeAndAfterTheCommit(Behaviour behaviour) throws IOException {
        String reference = behaviour.prefix() + "SCHEMA";
        String tickets = "{\"fulfillmentIds\": [\"%s-T1\"], \"overruleCode\": \"STRIKE\"}".formatted(reference);

        assertOsdm("GET", "/bookings/{bookingId}", osdm.look(reference));
        Answer offers = osdm.offer(reference, tickets, null);
        assertOsdm("POST", OSDM_OFFERS, offers);
        String offer = offers.status() == 200
                ? offers.json().path("refundOffers").path(0).path("id").asText()
                : "RO-none";
        assertOsdm("GET", OSDM_OFFER, osdm.send("GET", osdm.offerPath(reference, offer), null));
        assertOsdm("PATCH", OSDM_OFFER, osdm.commit(reference, offer));
        assertOsdm("GET", "/bookings/{bookingId}", osdm.look(reference));
        assertOsdm(
                "POST",
                "/bookings-search",
                osdm.send("POST", "/bookings-search", "{\"externalRef\": \"" + reference + "\"}"));
    }

    @ParameterizedTest
    @EnumSource(OsdmTrait.class)
    void osdmRepliesAreValidWhateverIsPeculiarToTheBooking(OsdmTrait trait) throws IOException {
        String reference = "OK-SCHEMA-" + trait;
        String share = trait == OsdmTrait.GROUP
                ? ", \"refundSpecifications\": [{\"fulfillmentId\": \"%s-T1\", \"passengerIds\": [\"PX-2\"]}]"
                        .formatted(reference)
                : "";

        assertOsdm("GET", "/bookings/{bookingId}", osdm.look(reference));
        Answer offers = osdm.offer(reference, "{\"fulfillmentIds\": [\"%s-T1\"]%s}".formatted(reference, share), null);
        assertOsdm("POST", OSDM_OFFERS, offers);
        String offer = offers.json().path("refundOffers").path(0).path("id").asText();
        assertOsdm("PATCH", OSDM_OFFER, osdm.commit(reference, offer));
        assertOsdm("GET", "/bookings/{bookingId}", osdm.look(reference));
    }

    @Test
    void osdmProblemsAreValid() throws IOException {
        assertOsdm("GET", "/bookings/{bookingId}", osdm.look("BUSY-SCHEMA"));
        assertOsdm("POST", OSDM_OFFERS, osdm.offer("OK-SCHEMA2", "{}", null));
        assertOsdm("POST", OSDM_OFFERS, osdm.offer("OK-SCHEMA2", "not json", null));
        assertOsdm("GET", "/bookings/{bookingId}", osdm.exchange("GET", "/bookings/OK-1", null, Map.of()));
        assertOsdm(
                "POST",
                OSDM_OFFERS,
                osdm.offer(
                        "OK-SCHEMA3",
                        "{\"fulfillmentIds\": [\"OK-SCHEMA3-T1\"], \"overruleCode\": \"BAD_MOOD\"}",
                        null));
    }

    private void assertOcto(String method, String path, Answer answer) {
        assertValid(octoSchema, method, path, answer);
    }

    private void assertOsdm(String method, String path, Answer answer) {
        assertValid(osdmSchema, method, path, answer);
    }

    private static void assertValid(OfficialSchema schema, String method, String path, Answer answer) {
        assertThat(schema.complaints(method, path, answer.status(), answer.json()))
                .as("%s %s answered %s: %s", method, path, answer.status(), answer.body())
                .isEmpty();
    }
}
