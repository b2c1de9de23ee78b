package dev.breakwater.hotelchain;

import static dev.breakwater.hotelchain.Json.ROOM;
import static dev.breakwater.hotelchain.Json.error;
import static dev.breakwater.hotelchain.ScriptedSupplier.AFTER;
import static dev.breakwater.hotelchain.ScriptedSupplier.BOOKING;
import static dev.breakwater.hotelchain.ScriptedSupplier.CANCEL;
import static dev.breakwater.hotelchain.ScriptedSupplier.LOOK;
import static dev.breakwater.hotelchain.ScriptedSupplier.SEARCH;
import static dev.breakwater.hotelchain.ScriptedSupplier.cancel;
import static dev.breakwater.hotelchain.ScriptedSupplier.lookup;
import static dev.breakwater.hotelchain.ScriptedSupplier.quote;
import static dev.breakwater.hotelchain.ScriptedSupplier.rapid;
import static dev.breakwater.hotelchain.ScriptedSupplier.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the plugin writes, and what the tests let suppliers write, against the official OpenAPI file. */
class OfficialSchemaTest {
    private static RapidSpecification specification;

    @BeforeAll
    static void openTheSpecification() throws Exception {
        String folder = Optional.ofNullable(System.getProperty("breakwater.specs"))
                .or(() -> Optional.ofNullable(System.getenv("BREAKWATER_SPECS")))
                .orElse("");
        assumeTrue(
                !folder.isBlank(),
                "skipped: name the folder of the official schemas by -Dbreakwater.specs=DIR or BREAKWATER_SPECS");
        Path file = Path.of(folder, "expedia-rapid", "rapid-cancel-trimmed.openapi.json");
        assertThat(file).as("Rapid's OpenAPI file").isRegularFile();
        specification = RapidSpecification.read(Files.readString(file));
    }

    @Test
    void everyRequestIsAsTheSpecificationWantsIt() {
        String withToken = "GET /itineraries/" + Json.ITINERARY + "?token=TK0&include=history_v2";
        ScriptedSupplier supplier = new ScriptedSupplier()
                .on(LOOK, 404, error("resource_not_found"))
                .on(SEARCH, 200, "[]")
                .on(CANCEL, 204, "")
                .on(withToken, 200, Json.itinerary(Json.room()));
        BookingReference tokenHolder =
                new BookingReference(BOOKING.reference(), Optional.empty(), Optional.empty(), Map.of("token", "TK0"));
        supplier.lead(rapid().quote(quote(tokenHolder, List.of())));
        supplier.lead(rapid().cancel(cancel(unit())));
        supplier.lead(rapid().lookup(lookup(unit())));

        assertThat(supplier.lines()).containsExactly(withToken, CANCEL, LOOK, LOOK, SEARCH);
        assertThat(supplier.requests())
                .allSatisfy(
                        request -> assertThat(specification.problemsOf(request)).isEmpty());
    }

    @Test
    void theRepliesOfTheseTestsAreAsTheSpecificationWantsThem() {
        for (Json itinerary : List.of(
                Json.itinerary(Json.room(), Json.room(Json.OTHER_ROOM)), Json.canceled(Json.ending(ROOM, AFTER)))) {
            assertThat(specification.problemsOf("Itinerary", itinerary.toString()))
                    .isEmpty();
        }
        assertThat(specification.problemsOf(
                        "Error", error("invalid_input", "link.invalid").toString()))
                .isEmpty();
        assertThat(specification.problemsOf(
                        "Notification", NotificationsTest.notification("1").toString()))
                .isEmpty();
    }

    @Test
    void theSpecificationFindsWhatIsWrong() {
        Map<String, String> headers =
                Map.of("Accept", "application/json", "Accept-Encoding", "gzip", "Customer-Ip", "1", "User-Agent", "a");
        Map<String, String> anonymous = new HashMap<>(headers);
        anonymous.remove("Customer-Ip");

        assertThat(List.of(
                        WireRequest.get("/itineraries/1?email=a", anonymous),
                        WireRequest.get("/itineraries/1?mail=a", headers),
                        WireRequest.get("/itinerary/1", headers),
                        new WireRequest(
                                RequestKind.COMMIT, "DELETE", "/itineraries/1/rooms/2", headers, "", Bytes.EMPTY)))
                .allSatisfy(
                        request -> assertThat(specification.problemsOf(request)).isNotEmpty());
        assertThat(specification.problemsOf(
                        "Itinerary",
                        Json.itinerary(Json.room().with("status", "cancelled")).toString()))
                .isNotEmpty();
    }
}
