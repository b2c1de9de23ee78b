package dev.breakwater.touroperator;

import static dev.breakwater.touroperator.Samples.booking;
import static dev.breakwater.touroperator.Samples.error;
import static dev.breakwater.touroperator.Samples.lookupOrder;
import static dev.breakwater.touroperator.Samples.ota;
import static dev.breakwater.touroperator.Samples.quoted;
import static dev.breakwater.touroperator.Samples.unitOrder;
import static dev.breakwater.touroperator.ScriptedSupplier.READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code of every table, through the whole conversation. */
class TablesTest {
    private static final String ERRORS = """
            16 95: ALREADY_CANCELLED
            97 245 284 385 635: NOT_FOUND
            86 88 570: TOO_LATE
            264 632 210 258: NOT_CANCELLABLE
            565 566: WAIVER_REFUSED
            175 190 497: UNAUTHORIZED
            313 314 315 316 317 318 319 320 321 394 400 401 402 403: MALFORMED_REQUEST
            192 342 354 568: QuoteExpired
            92 187 191 196 255 447 888: Busy
            188 193 366 448 450 784: Unknown
            """;
    private static final String TYPES = """
            1 12 13: Unknown
            2 7 8 10: MALFORMED_REQUEST
            3: NOT_CANCELLABLE
            4 5 6 9: UNAUTHORIZED
            """;
    private static final String STATES = """
            16 31: Cancelled
            67 71: Pending
            4 26 27 28 30 32 35 39 43 44 47 49 51: Active
            38 80 83 40: Gone
            81: NotFound
            1: Unknown
            """;

    static Stream<String[]> errors() {
        return rows(ERRORS);
    }

    static Stream<String[]> types() {
        return rows(TYPES);
    }

    static Stream<String[]> states() {
        return rows(STATES);
    }

    private static Stream<String[]> rows(String table) {
        return table.lines().flatMap(line -> {
            String[] halves = line.split(": ");
            return Arrays.stream(halves[0].split(" ")).map(code -> new String[] {code, halves[1]});
        });
    }

    private static Set<String> codes(String table) {
        Set<String> codes = new TreeSet<>();
        rows(table).forEach(row -> codes.add(row[0]));
        return codes;
    }

    private static Set<String> keys(String file) throws IOException {
        Properties properties = new Properties();
        try (InputStream text = TablesTest.class.getResourceAsStream(file)) {
            properties.load(text);
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    private static String cancelled(String reply) {
        CancelResult result = new ScriptedSupplier().on("Commit", reply).converse(ota().cancel(unitOrder(quoted())));
        return result instanceof CancelResult.Refused refused
                ? refused.code().name()
                : result.getClass().getSimpleName();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errorCodeHasItsMeaning(String code, String expected) {
        assertThat(cancelled(error("Type=\"3\" Code=\"" + code + "\""))).isEqualTo(expected);
        assertThat(cancelled(error("Type=\"3\" Code=\" 0" + code + ".ERR \""))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("types")
    void errorTypeHasItsMeaningWithoutACode(String type, String expected) {
        assertThat(cancelled(error("Type=\"" + type + "\""))).isEqualTo(expected);
        assertThat(cancelled(error("Type=\"" + type + "\" Code=\"95\""))).isEqualTo("ALREADY_CANCELLED");
    }

    @ParameterizedTest
    @MethodSource("states")
    void bookingStateHasItsMeaning(String code, String expected) {
        for (String written : new String[] {code, code + ".STS"}) {
            LookupResult found = new ScriptedSupplier()
                    .on(READ, booking("Status=\"" + written + "\"", "", ""))
                    .converse(ota().lookup(lookupOrder(Optional.empty())));

            assertThat(found.getClass().getSimpleName()).isEqualTo(expected);
        }
    }

    @Test
    void noCodeIsMappedWithoutATest() throws IOException {
        Set<String> expected = codes(ERRORS);
        codes(TYPES).forEach(type -> expected.add("type." + type));
        for (int status : new int[] {401, 403, 429, 500, 502, 503, 504}) {
            expected.add("http." + status);
        }
        expected.addAll(Set.of("MALFORMED", "VALIDATION", "UNRECOGNIZEDROOT", "UNRECOGNIZEDVERSION"));

        assertThat(keys("errors.properties")).isEqualTo(expected);
        assertThat(keys("booking-states.properties")).isEqualTo(codes(STATES));
        assertThat(keys("transaction-states.properties")).hasSize(14);
        assertThat(keys("error-effects.properties")).hasSize(4);
        assertThat(keys("rule-types.properties")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "9999, Unknown",
        "95.XYZ, Unknown",
        "95.ERR.X, Unknown",
        "'ninety five', Unknown",
        "http.429, Unknown",
        "type.4, Unknown"
    })
    void codeThatNobodyHasToldUsIsUnknown(String code, String expected) {
        assertThat(cancelled(error("Type=\"3\" Code=\"" + code + "\""))).isEqualTo(expected);
        assertThat(cancelled(error("Type=\"3\" Status=\"Not Processed\" Code=\"" + code + "\"")))
                .isEqualTo("NOT_CANCELLABLE");
    }

    @ParameterizedTest
    @CsvSource({
        "NotProcessed, 255, Busy",
        "NotProcessed, 366, Unknown",
        "Incomplete, 255, Unknown",
        "Complete, 255, Unknown",
        "Unknown, 264, Unknown",
        "Whatever, 264, Unknown",
        "Complete, 95, ALREADY_CANCELLED",
        "Incomplete, 97, NOT_FOUND",
        "Unknown, 88, TOO_LATE"
    })
    void whatMayHaveBeenExecutedInSpiteOfAnErrorIsInDoubt(String status, int code, String expected) {
        assertThat(cancelled(error("Type=\"3\" Status=\"" + status + "\" Code=\"" + code + "\"")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Malformed, NotProcessed, MALFORMED_REQUEST",
        "Validation, NotProcessed, MALFORMED_REQUEST",
        "UnrecognizedRoot, NotProcessed, MALFORMED_REQUEST",
        "UnrecognizedVersion, NotProcessed, MALFORMED_REQUEST",
        "Unknown, Unknown, Unknown",
        "Validation, Incomplete, Unknown"
    })
    void generalErrorMessageIsReadToo(String code, String status, String expected) {
        assertThat(cancelled("<OTA_ErrorRS xmlns=\"http://www.opentravel.org/OTA/2003/05\" Version=\"1.0\" ErrorCode=\""
                        + code + "\" Status=\"" + status + "\"/>"))
                .isEqualTo(expected);
    }

    @Test
    void listOfErrorsThatIsEmptyIsStillAFailure() {
        assertThat(cancelled(error("").replace("<Error />", ""))).isEqualTo("Unknown");
    }
}
