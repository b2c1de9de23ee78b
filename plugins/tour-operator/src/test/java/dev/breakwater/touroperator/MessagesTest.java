package dev.breakwater.touroperator;

import static dev.breakwater.touroperator.Samples.KEY;
import static dev.breakwater.touroperator.Samples.NOW;
import static dev.breakwater.touroperator.Samples.ota;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.Traveller;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.Waiver;
import dev.breakwater.plugin.WireRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    private static final String POINT_OF_SALE =
            "<POS><Source><RequestorID Type=\"5\" ID=\"HT01\" MessagePassword=\"{{secret:messagePassword}}\"/></Source></POS>";

    private static WireRequest first(Step<?> step) {
        return ((Step.Ask<?>) step).request();
    }

    private static WireRequest commit(SupplierProtocol ota, Optional<Waiver> waiver, String waived) {
        var unit = Samples.quoted();
        var carried = new HashMap<>(unit.carried());
        carried.put("waived", waived);
        return first(ota.cancel(Samples.unitOrder(new Unit(unit.key(), unit.scope(), carried), waiver)));
    }

    private static BookingReference bookedFor(String name) {
        return new BookingReference(
                "PK-480012", Optional.empty(), Optional.of(new Traveller(name, "ada@example.org")), Map.of());
    }

    private static String personName(String name) {
        BookingReference booking = bookedFor(name);
        WireRequest read = first(ota().quote(new QuoteOrder(
                booking, List.of(), CancellationReason.OTHER, Optional.empty(), List.of(), KEY, NOW)));
        OtaSchemas.ifAtHand().ifPresent(schemas -> schemas.check(read));
        String body = read.body().text(UTF_8);
        return body.contains("<PersonName>")
                ? body.substring(body.indexOf("<PersonName>") + 12, body.indexOf("</PersonName>"))
                : "";
    }

    @Test
    void commitIsWrittenByTheSchemaAndKeepsTheSecretOut() {
        WireRequest commit = commit(ota(), Optional.empty(), "false");

        assertThat(commit.kind()).isEqualTo(RequestKind.COMMIT);
        assertThat(commit.method()).isEqualTo("POST");
        assertThat(commit.path()).isEqualTo("/");
        assertThat(commit.contentType()).isEqualTo("application/xml;charset=UTF-8");
        assertThat(commit.headers()).doesNotContainKey("SOAPAction");
        assertThat(commit.body().text(UTF_8))
                .isEqualTo(XML + "<OTA_CancelRQ xmlns=\"http://www.opentravel.org/OTA/2003/05\" EchoToken=\"" + KEY
                        + "\" Target=\"Test\" Version=\"3.000\" TransactionIdentifier=\"TX-9F2\" CancelType=\"Commit\""
                        + " TravelSector=\"11\">" + POINT_OF_SALE
                        + "<UniqueID Type=\"14\" ID=\"PK-480012\" Reason=\"Customer request\"/>"
                        + "<Verification><PersonName><GivenName>Ada</GivenName><Surname>Example</Surname></PersonName>"
                        + "</Verification></OTA_CancelRQ>");
    }

    @Test
    void readIsWrittenByTheSchema() {
        WireRequest read = first(ota().lookup(Samples.lookupOrder(Optional.empty())));

        assertThat(read.kind()).isEqualTo(RequestKind.READ);
        assertThat(read.body().text(UTF_8).replaceFirst("EchoToken=\"[0-9a-f-]{36}\"", "EchoToken=\"E\""))
                .isEqualTo(XML + "<OTA_ReadRQ xmlns=\"http://www.opentravel.org/OTA/2003/05\" EchoToken=\"E\""
                        + " Target=\"Test\" Version=\"5.002\">" + POINT_OF_SALE
                        + "<ReadRequests><ReadRequest><UniqueID Type=\"14\" ID=\"PK-480012\"/><Verification><PersonName>"
                        + "<GivenName>Ada</GivenName><Surname>Example</Surname></PersonName></Verification>"
                        + "</ReadRequest></ReadRequests></OTA_ReadRQ>");
    }

    @Test
    void theSameOrderGivesTheSameBytes() {
        assertThat(commit(ota(), Optional.empty(), "false")).isEqualTo(commit(ota(), Optional.empty(), "false"));
        assertThat(first(ota().lookup(Samples.lookupOrder(Optional.empty()))))
                .isEqualTo(first(ota().lookup(Samples.lookupOrder(Optional.empty()))));
    }

    @Test
    void soapWrapsTheMessageAndNamesTheAction() {
        SupplierProtocol soap = ota(
                "envelope",
                "soap",
                "soapAction",
                "urn:cancel",
                "cancelPath",
                "/c",
                "readPath",
                "/r",
                "target",
                "Production");
        WireRequest commit = commit(soap, Optional.empty(), "false");
        WireRequest read = first(soap.lookup(Samples.lookupOrder(Optional.empty())));

        assertThat(commit.contentType()).isEqualTo("text/xml;charset=UTF-8");
        assertThat(commit.headers()).containsEntry("SOAPAction", "\"urn:cancel\"");
        assertThat(commit.path()).isEqualTo("/c");
        assertThat(read.path()).isEqualTo("/r");
        assertThat(commit.body().text(UTF_8))
                .startsWith(XML + "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>"
                        + "<OTA_CancelRQ xmlns=")
                .contains("Target=\"Production\"")
                .endsWith("</OTA_CancelRQ></soap:Body></soap:Envelope>");
        assertThat(commit(ota("envelope", "soap"), Optional.empty(), "false").headers())
                .containsEntry("SOAPAction", "\"\"");
    }

    @Test
    void waiverIsRepeatedInTheCommitOnlyIfTheQuoteShowedIt() {
        Optional<Waiver> waiver = Optional.of(new Waiver("STORM-<7>", true));

        assertThat(commit(ota(), waiver, "true").body().text(UTF_8))
                .contains(
                        "<CancellationOverrides><CancellationOverride Amount=\"0.00\" CurrencyCode=\"EUR\" Type=\"Charge\"/>"
                                + "</CancellationOverrides><Reasons><Reason Type=\"STORM-&lt;7&gt;\">Customer request</Reason></Reasons>");
        assertThat(commit(ota(), waiver, "false").body().text(UTF_8)).doesNotContain("Override", "Reasons");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ada Example            | <GivenName>Ada</GivenName><Surname>Example</Surname>",
                "Example, Ada Maria     | <GivenName>Ada Maria</GivenName><Surname>Example</Surname>",
                "VAN EXAMPLE/ADA        | <GivenName>ADA</GivenName><Surname>VAN EXAMPLE</Surname>",
                "Example                | <Surname>Example</Surname>",
                "\u5f20\u4e09           | <Surname>\u5f20\u4e09</Surname>",
                "Ada O'Brien & <Sons>\" | <GivenName>Ada O'Brien &amp;</GivenName><Surname>&lt;Sons&gt;&quot;</Surname>",
                "'\u0001 '              | ''"
            })
    void travellerIsNamedInTwoPartsAsAGuard(String name, String expected) {
        assertThat(personName(name)).isEqualTo(expected);
    }

    @Test
    void nameIsCutWhereTheStandardEndsIt() {
        assertThat(personName("Ada " + "x".repeat(100)))
                .isEqualTo("<GivenName>Ada</GivenName><Surname>" + "x".repeat(64) + "</Surname>");
    }

    @Test
    void nobodyButThePluginNamesASecret() {
        BookingReference spy = new BookingReference(
                "{{secret:messagePassword}}",
                Optional.empty(),
                Optional.of(new Traveller("Ada {{secret:messagePassword}}", "")),
                Map.of());
        WireRequest read = first(ota().quote(new QuoteOrder(
                spy, List.of(), CancellationReason.OTHER, Optional.empty(), List.of(), KEY, NOW)));

        assertThat(read.body().text(UTF_8).split("\\{\\{secret:", -1)).hasSize(2);
        assertThat(ScriptedSupplier.message(read)
                        .at("ReadRequests", "ReadRequest", "UniqueID")
                        .flatMap(id -> id.attribute("ID")))
                .contains("{{secret:messagePassword}}");
    }

    @Test
    void everyReasonHasWordsTheSupplierMayRead() {
        for (CancellationReason reason : CancellationReason.values()) {
            WireRequest commit = first(
                    ota().cancel(new UnitOrder(Samples.BOOKING, Samples.quoted(), reason, Optional.empty(), KEY, NOW)));

            OtaSchemas.ifAtHand().ifPresent(schemas -> schemas.check(commit));
            assertThat(commit.body().text(UTF_8)).containsPattern("Reason=\"[A-Z][a-z ]{3,63}\"");
        }
    }
}
