package dev.breakwater.attraction;

import static dev.breakwater.attraction.ScriptedSupplier.CANCEL;
import static dev.breakwater.attraction.ScriptedSupplier.KNOWN_BOOKING;
import static dev.breakwater.attraction.ScriptedSupplier.LOOK;
import static dev.breakwater.attraction.ScriptedSupplier.NOW;
import static dev.breakwater.attraction.ScriptedSupplier.PRODUCT;
import static dev.breakwater.attraction.ScriptedSupplier.SEARCH;
import static dev.breakwater.attraction.ScriptedSupplier.octo;
import static dev.breakwater.attraction.ScriptedSupplier.quoteAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the plugin writes, and what the tests let suppliers write, against the official OpenAPI file. */
class OfficialSchemaTest {
    private static OctoSpecification specification;

    @BeforeAll
    static void openTheSpecification() throws Exception {
        String folder = Optional.ofNullable(System.getProperty("breakwater.specs"))
                .or(() -> Optional.ofNullable(System.getenv("BREAKWATER_SPECS")))
                .orElse("");
        assumeTrue(
                !folder.isBlank(),
                "skipped: name the folder of the official schemas by -Dbreakwater.specs=DIR or BREAKWATER_SPECS");
        Path file = Path.of(folder, "octo", "octo-openapi.noexamples.yaml");
        assertThat(file).as("OCTO's OpenAPI file").isRegularFile();
        specification = OctoSpecification.read(Files.readString(file));
    }

    @Test
    void everyRequestIsAsTheSpecificationWantsIt() {
        for (Map<String, String> settings :
                List.of(Map.<String, String>of(), Map.of("capabilities", ""), Map.of("language", "en-US, fr;q=0.8"))) {
            List<WireRequest> requests = requests(settings);
            assertThat(requests.stream().map(r -> r.method() + " " + r.path()).distinct())
                    .containsExactlyInAnyOrder(LOOK, PRODUCT, CANCEL, SEARCH);
            for (WireRequest request : requests) {
                assertThat(specification.problemsOf(request))
                        .as("%s %s", request.method(), request.path())
                        .isEmpty();
            }
        }
    }

    @Test
    void theRepliesOfTheseTestsAreAsTheSpecificationWantsThem() {
        for (Json booking : List.of(
                Json.booking(),
                Json.booking("ON_HOLD").without("option").without("pricing"),
                Json.cancelled("FULL", null, "2031-03-04T10:00:01Z"))) {
            assertThat(specification.problemsOf("Booking", booking.toString())).isEmpty();
        }
        assertThat(specification.problemsOf(
                        "ErrorUnprocessableEntity",
                        Json.error("UNPROCESSABLE_ENTITY").toString()))
                .isEmpty();
        assertThat(specification.problemsOf("Option", Json.option(24, "hour").toString()))
                .isEmpty();
    }

    @Test
    void theSpecificationFindsWhatIsWrong() {
        WireRequest look = WireRequest.get("/bookings/" + Json.UUID, Map.of());
        WireRequest nowhere = WireRequest.get("/reservations/1", Map.of("Octo-Capabilities", ""));
        WireRequest cancel = WireRequest.json(
                RequestKind.COMMIT, "POST", "/bookings/1/cancel", Map.of("Octo-Capabilities", ""), "{\"reason\":5}");

        assertThat(List.of(look, nowhere, cancel))
                .allSatisfy(
                        request -> assertThat(specification.problemsOf(request)).isNotEmpty());
    }

    private static List<WireRequest> requests(Map<String, String> settings) {
        ScriptedSupplier supplier = new ScriptedSupplier()
                .on(LOOK, 200, Json.booking().without("option"))
                .on(PRODUCT, 200, Json.product(Json.option(24, "hour")))
                .on(CANCEL, 400, Json.error("INVALID_BOOKING_UUID"))
                .on(SEARCH, 200, "[]");
        supplier.lead(octo(settings).quote(quoteAt(NOW)));
        supplier.on(LOOK, 400, Json.error("INVALID_BOOKING_UUID"));
        for (CancellationReason reason : CancellationReason.values()) {
            supplier.lead(octo(settings)
                    .cancel(new UnitOrder(
                            KNOWN_BOOKING,
                            Unit.whole(List.of()),
                            reason,
                            Optional.empty(),
                            ScriptedSupplier.KEY,
                            NOW)));
        }
        return new ArrayList<>(supplier.requests());
    }
}
