package dev.breakwater.touroperator;

import static dev.breakwater.touroperator.Samples.booking;
import static dev.breakwater.touroperator.Samples.cancelRs;
import static dev.breakwater.touroperator.Samples.charge;
import static dev.breakwater.touroperator.Samples.ota;
import static dev.breakwater.touroperator.Samples.quoteOrder;
import static dev.breakwater.touroperator.Samples.rules;
import static dev.breakwater.touroperator.Samples.segment;
import static dev.breakwater.touroperator.ScriptedSupplier.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.Waiver;
import dev.breakwater.plugin.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the plugin writes, and what the tests let suppliers write, against the official schemas of 2017B. */
class OfficialSchemaTest {
    private static OtaSchemas schemas;

    @BeforeAll
    static void findTheSchemas() {
        assumeTrue(
                OtaSchemas.ifAtHand().isPresent(),
                "skipped: name the folder of the official schemas by -Dbreakwater.specs=DIR or BREAKWATER_SPECS");
        schemas = OtaSchemas.ifAtHand().orElseThrow();
    }

    @Test
    void everyRequestIsAsTheSchemaWantsIt() {
        for (String envelope : List.of("none", "soap")) {
            SupplierProtocol ota = ota("envelope", envelope, "segments", "true");
            ScriptedSupplier supplier = new ScriptedSupplier()
                    .on(READ, booking(39))
                    .on("Initiate", cancelRs("OnHold", rules(charge("0.00"))))
                    .on("Commit", cancelRs("Committed", ""))
                    .on(READ, booking(16));
            supplier.converse(ota.quote(
                    quoteOrder(List.of(segment(1), segment(99)), Optional.of(new Waiver("\u5317".repeat(64), true)))));
            supplier.converse(ota.cancel(Samples.unitOrder(Samples.quoted(segment(1)))));

            assertThat(supplier.verbs()).containsExactly(READ, "Initiate", "Commit", READ);
        }
    }

    @Test
    void theRepliesOfTheseTestsAreAsTheSchemaWantsThem() {
        for (String reply : List.of(
                cancelRs("OnHold", Samples.warning(568) + rules(charge("412.50"))),
                cancelRs("Cancelled", "<Segment ItinSegNbr=\"1\">" + Samples.warning(264) + "</Segment>"),
                Samples.error("Type=\"3\" Code=\"95\""),
                booking(39),
                booking(
                        "Status=\"16\"",
                        "",
                        Samples.invoice("412.50", "1650.00") + Samples.refundPosted("1237.50", "2031-03-05T12:00:00Z")),
                Samples.list(Samples.summary("PK-480012", 16)))) {
            assertThat(schemas.problemWith(reply)).as(reply).isEmpty();
        }
    }

    @Test
    void theSchemaFindsWhatIsWrong() {
        WireRequest wrong = new WireRequest(
                RequestKind.READ,
                "POST",
                "/",
                Map.of(),
                "application/xml",
                Bytes.utf8("<OTA_ReadRQ xmlns=\"" + OtaRequests.NAMESPACE + "\"/>"));

        assertThatThrownBy(() -> schemas.check(wrong))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Version");
    }
}
