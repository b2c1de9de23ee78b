package dev.breakwater.hotelchain;

import static dev.breakwater.hotelchain.Json.error;
import static dev.breakwater.hotelchain.ScriptedSupplier.CANCEL;
import static dev.breakwater.hotelchain.ScriptedSupplier.LOOK;
import static dev.breakwater.hotelchain.ScriptedSupplier.SEARCH;
import static dev.breakwater.hotelchain.ScriptedSupplier.cancel;
import static dev.breakwater.hotelchain.ScriptedSupplier.lookup;
import static dev.breakwater.hotelchain.ScriptedSupplier.quote;
import static dev.breakwater.hotelchain.ScriptedSupplier.rapid;
import static dev.breakwater.hotelchain.ScriptedSupplier.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.SupplierWord;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every error means in each operation. */
class ErrorTest {
    private static final String[] ERRORS = {
        "400, link.invalid,            MALFORMED_REQUEST, Unknown,           Unknown",
        "400, room_already_cancelled,  Unknown,           Unknown,           Unknown",
        "400, email.invalid,           MALFORMED_REQUEST, MALFORMED_REQUEST, Unknown",
        "400, invalid_input,           MALFORMED_REQUEST, MALFORMED_REQUEST, Unknown",
        "426, upgrade_required,        MALFORMED_REQUEST, MALFORMED_REQUEST, Unknown",
        "404, resource_not_found,      NOT_FOUND,         NOT_FOUND,         Unknown",
        "401, request_unauthenticated, UNAUTHORIZED,      UNAUTHORIZED,      Unknown",
        "403, request_unauthorized,    UNAUTHORIZED,      UNAUTHORIZED,      Unknown",
        "429, too_many_requests,       Busy,              Busy,              Busy",
        "500, unknown_internal_error,  Busy,              Unknown,           Busy",
        "503, service_unavailable,     Busy,              Unknown,           Busy",
        "400, unknown_internal_error,  Busy,              Unknown,           Busy",
        "400, never_heard_of,          Unknown,           Unknown,           Unknown",
        "403, never_heard_of,          Unknown,           Unknown,           Unknown",
        "401, never_heard_of,          UNAUTHORIZED,      UNAUTHORIZED,      Unknown",
        "429, never_heard_of,          Busy,              Busy,              Busy",
        "502, never_heard_of,          Busy,              Unknown,           Busy",
    };

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorMeansTheSameWhereverItsTypeStands(String row) {
        String[] cells = row.split(", *");
        int status = Integer.parseInt(cells[0]);
        for (Json body : new Json[] {error(cells[1]), error("quite_new", cells[1])}) {
            ScriptedSupplier supplier = new ScriptedSupplier()
                    .on(LOOK, status, body)
                    .on(SEARCH, 200, "[]")
                    .on(CANCEL, status, body);

            assertThat(name(supplier.lead(rapid().quote(quote())))).as("quote").isEqualTo(cells[2]);
            assertThat(name(supplier.lead(rapid().cancel(cancel(unit())))))
                    .as("cancel")
                    .isEqualTo(cells[3]);
            assertThat(name(supplier.lead(rapid().lookup(lookup(unit())))))
                    .as("lookup")
                    .isEqualTo(cells[4]);
        }
    }

    static String[] errors() {
        return ERRORS;
    }

    @Test
    void everyErrorOfTheTableIsHere() throws IOException {
        Set<String> tested = new TreeSet<>();
        for (String row : ERRORS) {
            tested.add(row.split(", *")[1]);
        }

        assertThat(tested).containsAll(words("rapid-errors.properties"));
    }

    @ParameterizedTest
    @CsvSource({
        "link.invalid email.invalid, Unknown",
        "email.invalid link.invalid, MALFORMED_REQUEST",
        "brand.new email.invalid, MALFORMED_REQUEST",
        "brand.new, MALFORMED_REQUEST"
    })
    void theFirstDetailThatIsKnownTellsMore(String details, String outcome) {
        ScriptedSupplier supplier = new ScriptedSupplier()
                .on(CANCEL, 400, error("invalid_input", details.split(" ")))
                .on(LOOK, 503, "");

        assertThat(name(supplier.lead(rapid().cancel(cancel(unit()))))).isEqualTo(outcome);
    }

    @Test
    void theSuppliersOwnWordsAreKept() {
        ScriptedSupplier supplier = new ScriptedSupplier()
                .on(LOOK, 400, error("invalid_input", "email.invalid"))
                .on(CANCEL, 502, "<html>\n <b>Bad gateway</b></html>");

        assertThat(supplier.lead(rapid().quote(quote())).word())
                .isEqualTo(new SupplierWord("invalid_input email.invalid", "See errors; That is wrong"));
        assertThat(supplier.lead(rapid().cancel(cancel(unit()))).word())
                .isEqualTo(new SupplierWord("HTTP 502", "<html> <b>Bad gateway</b></html>"));
    }

    @Test
    void anItineraryIsNotQuotedInWords() {
        ScriptedSupplier supplier = new ScriptedSupplier().on(LOOK, 206, Json.itinerary(Json.room()));

        assertThat(supplier.lead(rapid().quote(quote())).word()).isEqualTo(new SupplierWord("HTTP 206", ""));
    }

    private static Set<String> words(String table) throws IOException {
        Properties rows = new Properties();
        try (InputStream content = ErrorTest.class.getResourceAsStream(table)) {
            rows.load(content);
        }
        return rows.stringPropertyNames();
    }

    private static String name(Object result) {
        if (result instanceof QuoteResult.Refused refused) {
            return refused.code().name();
        }
        return result instanceof CancelResult.Refused refused
                ? refused.code().name()
                : result.getClass().getSimpleName();
    }
}
