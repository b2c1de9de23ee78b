package dev.breakwater.touroperator;

import static dev.breakwater.touroperator.Samples.NOW;
import static dev.breakwater.touroperator.Samples.booking;
import static dev.breakwater.touroperator.Samples.cancelRs;
import static dev.breakwater.touroperator.Samples.charge;
import static dev.breakwater.touroperator.Samples.invoice;
import static dev.breakwater.touroperator.Samples.items;
import static dev.breakwater.touroperator.Samples.list;
import static dev.breakwater.touroperator.Samples.lookupOrder;
import static dev.breakwater.touroperator.Samples.ota;
import static dev.breakwater.touroperator.Samples.quoteOrder;
import static dev.breakwater.touroperator.Samples.quoted;
import static dev.breakwater.touroperator.Samples.rule;
import static dev.breakwater.touroperator.Samples.rules;
import static dev.breakwater.touroperator.Samples.segment;
import static dev.breakwater.touroperator.Samples.summary;
import static dev.breakwater.touroperator.Samples.unitOrder;
import static dev.breakwater.touroperator.Samples.warning;
import static dev.breakwater.touroperator.ScriptedSupplier.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Waiver;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that say two things, or less than everything. */
class ContradictionTest {
    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private LookupResult look(String reply, ScopeItem... scope) {
        supplier.on(READ, reply);
        return supplier.converse(ota().lookup(lookupOrder(quoted(scope), Optional.of(NOW.minusSeconds(60)))));
    }

    private CancelResult cancel(String reply, ScopeItem... scope) {
        supplier.on("Commit", reply);
        return supplier.converse(ota().cancel(unitOrder(quoted(scope))));
    }

    private QuoteResult quote(Optional<Waiver> waiver, String... rules) {
        supplier.on(READ, booking(39)).on("Initiate", cancelRs("OnHold", rules(rules)));
        return supplier.converse(ota().quote(quoteOrder(List.of(), waiver)));
    }

    private Terms terms(String... rules) {
        return ((QuoteResult.Quoted) quote(Optional.empty(), rules))
                .units()
                .get(0)
                .terms();
    }

    private static String item(String number, int... status) {
        StringBuilder parts = new StringBuilder();
        IntStream.of(status)
                .forEach(code ->
                        parts.append("<Accommodation Status=\"").append(code).append("\"/>"));
        return "<ItineraryItem ItinerarySequence=\"" + number + "\">" + parts + "</ItineraryItem>";
    }

    private static String packaged(int status, String... items) {
        return booking(
                "Status=\"" + status + "\"", "<ItineraryItems>" + String.join("", items) + "</ItineraryItems>", "");
    }

    private static String listed(String number, String warnings) {
        return "<Segment ItinSegNbr=\"" + number + "\">" + warnings + "</Segment>";
    }

    @Test
    void listThatShowsSomethingElseDoesNotSayThatThereIsNoBooking() {
        String others = list("<GlobalReservation><UniqueID Type=\"14\" ID=\"PK-480012\"/></GlobalReservation>");
        String partial = list().replace("<Success/>", "<Success/>" + warning(784));

        for (String reply : List.of(others, partial)) {
            assertThat(look(reply)).isInstanceOf(LookupResult.Unknown.class);
            supplier.on(READ, reply);
            assertThat(supplier.converse(ota().quote(quoteOrder()))).isInstanceOf(QuoteResult.Unknown.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "39, 784, Unknown",
        "39, 450, Unknown",
        "39, 95, Unknown",
        "39, 568, Active",
        "39, 777, Active",
        "16, 16, Cancelled",
        "16, 448, Unknown"
    })
    void bookingIsNotBelievedAgainstAWarning(int status, int code, String expected) {
        String reply = booking(status).replace("<Success/>", "<Success/>" + warning(code));

        assertThat(look(reply).getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void packageWithTwoStatesIsUnknown() {
        String both = list(summary("PK-480012", 16).replace("<UniqueID", "<Package Status=\"39\"/><UniqueID"));
        String twice = booking(39).replace("<ContactDetail>", "<Package Status=\"16\"/><ContactDetail>");

        assertThat(look(both)).isInstanceOf(LookupResult.Unknown.class);
        assertThat(look(twice)).isInstanceOf(LookupResult.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"16, Unknown", "67, Pending", "39, Active"})
    void segmentIsNotActiveWhereItsPackageIsNot(int status, String expected) {
        String reply = booking("Status=\"" + status + "\"", items(39, 39), invoice("1.00", "1.00"));

        assertThat(look(reply, segment(2)).getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void segmentThatIsToldTwoWaysIsUnknown() {
        assertThat(look(packaged(39, item("2", 16, 39)), segment(2))).isInstanceOf(LookupResult.Unknown.class);
        assertThat(look(packaged(39, item("2", 16), item("2", 39)), segment(2)))
                .isInstanceOf(LookupResult.Unknown.class);
        assertThat(look(packaged(39, item("02", 16), item("3", 39)), segment(2)))
                .isInstanceOf(LookupResult.Cancelled.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {448, 784, 95, 777})
    void segmentWhoseWarningDoesNotTellWhatBecameOfItIsInDoubt(int code) {
        String reply = cancelRs("Cancelled", listed("1", "") + listed("2", warning(code)));

        assertThat(cancel(reply, segment(1), segment(2))).isInstanceOf(CancelResult.Unknown.class);
        assertThat(cancel(reply)).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void segmentThatIsListedTwiceIsInDoubt() {
        String reply = cancelRs("Cancelled", listed("1", "") + listed("2", warning(264)) + listed("02", ""));

        assertThat(cancel(reply)).isInstanceOf(CancelResult.Unknown.class);
        assertThat(cancel(reply, segment(1), segment(2))).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void refundThatCannotBeReadMakesTheTermsUnknown() {
        String part = rule("Percent=\"40\" Type=\"Refund\"");

        assertThat(terms(charge("0.00"), part)).isEqualTo(Terms.UNKNOWN);
        assertThat(terms(charge("0.00"), rule("Amount=\"1,00\" Type=\"Refund\"")))
                .isEqualTo(Terms.UNKNOWN);
        assertThat(quote(Optional.of(new Waiver("STORM", true)), charge("0.00"), part))
                .asInstanceOf(type(QuoteResult.Refused.class))
                .extracting(QuoteResult.Refused::code)
                .isEqualTo(RefusalCode.WAIVER_REFUSED);
    }

    @Test
    void zeroBesideAPercentIsNoFeeOfZero() {
        assertThat(terms(rule("Amount=\"0.00\" Percent=\"60\" Type=\"Charge\"")).penalty())
                .hasToString("Optional[990.00 EUR]");
        assertThat(terms(rule("Amount=\"0\" Percent=\"0\"")).penalty()).hasToString("Optional[0.00 EUR]");
        assertThat(terms(rule("Amount=\"50.00\" Percent=\"60\"")).penalty()).hasToString("Optional[50.00 EUR]");
    }

    @Test
    void otherBookingBesideOursIsNoOtherNameOfIt() {
        String ids = "<UniqueID Type=\"14\" ID=\"PK-480012\"/><UniqueID Type=\"14\" ID=\"PK-480013\"/>"
                + "<UniqueID Type=\"40\" ID=\"KLM-8\"/>";

        CancelResult.Cancelled done = (CancelResult.Cancelled) cancel(cancelRs("Cancelled", ids));
        LookupResult.Cancelled found =
                (LookupResult.Cancelled) look(booking(16).replace("<UniqueID Type=\"14\" ID=\"PK-480012\"/>", ids));

        assertThat(done.aliases()).containsExactly(new BookingKey("KLM-8"));
        assertThat(found.aliases()).containsExactly(new BookingKey("KLM-8"));
    }

    @Test
    void moreSegmentsThanARequestHasRoomForAreRefused() {
        List<ScopeItem> many =
                IntStream.rangeClosed(1, 100).mapToObj(Samples::segment).toList();

        assertThat(supplier.converse(ota("segments", "true").quote(quoteOrder(many, Optional.empty()))))
                .asInstanceOf(type(QuoteResult.Refused.class))
                .extracting(QuoteResult.Refused::code)
                .isEqualTo(RefusalCode.MALFORMED_REQUEST);
        assertThat(supplier.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"95, false, Unknown", "448, false, Unknown", "568, false, Quoted", "264, true, Quoted"})
    void quoteWithAnObjectionIsInDoubtUnlessTheVerbIsSafe(int code, String safe, String expected) {
        supplier.on(READ, booking(39)).on("Initiate", cancelRs("OnHold", warning(code) + rules(charge("1.00"))));

        QuoteResult result = supplier.converse(ota("quoteVerbIsSafe", safe).quote(quoteOrder()));

        assertThat(result.getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-30", "+300000-01-01T00:00:00Z", "-0044-03-15"})
    void dateThatNobodyCanKeepIsNotRead(String date) {
        assertThat(terms(charge("0.00"), rule("CancelByDate=\"" + date + "\" Amount=\"5.00\"")))
                .isEqualTo(Terms.UNKNOWN);
    }
}
