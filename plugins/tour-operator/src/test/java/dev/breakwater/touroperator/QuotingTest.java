package dev.breakwater.touroperator;

import static dev.breakwater.touroperator.Samples.booking;
import static dev.breakwater.touroperator.Samples.cancelRs;
import static dev.breakwater.touroperator.Samples.charge;
import static dev.breakwater.touroperator.Samples.error;
import static dev.breakwater.touroperator.Samples.ota;
import static dev.breakwater.touroperator.Samples.quoteOrder;
import static dev.breakwater.touroperator.Samples.rules;
import static dev.breakwater.touroperator.Samples.segment;
import static dev.breakwater.touroperator.Samples.warning;
import static dev.breakwater.touroperator.ScriptedSupplier.READ;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.Waiver;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotingTest {
    private final ScriptedSupplier supplier = new ScriptedSupplier().on(READ, booking(39));

    private QuoteResult quote(SupplierProtocol ota) {
        return supplier.converse(ota.quote(quoteOrder()));
    }

    private QuoteResult quoteWith(boolean required) {
        return supplier.converse(ota().quote(quoteOrder(List.of(), Optional.of(new Waiver("STORM", required)))));
    }

    private static Quoted offer(QuoteResult result) {
        assertThat(result).isInstanceOf(Quoted.class);
        return (Quoted) result;
    }

    private static Terms terms(QuoteResult result) {
        return offer(result).units().get(0).terms();
    }

    private static void assertRefused(QuoteResult result, RefusalCode code) {
        assertThat(result)
                .asInstanceOf(type(QuoteResult.Refused.class))
                .extracting(QuoteResult.Refused::code)
                .isEqualTo(code);
    }

    @Test
    void quoteNamesTheTermsAndCarriesTheTransaction() {
        supplier.on("Initiate", cancelRs("OnHold", warning(568) + rules(charge("412.50"))));

        Quoted offer = offer(quote(ota()));

        assertThat(supplier.verbs()).containsExactly(READ, "Initiate");
        assertThat(supplier.last().kind()).isEqualTo(RequestKind.PREPARE);
        assertThat(offer.units()).hasSize(1);
        Unit unit = offer.units().get(0).unit();
        assertThat(unit.key()).isEqualTo(Unit.WHOLE);
        assertThat(unit.scope()).isEmpty();
        assertThat(unit.carried())
                .containsEntry("transactionIdentifier", "TX-9F2")
                .containsEntry("penalty", "412.50 EUR")
                .containsEntry("refundable", "1237.50 EUR");
        assertThat(terms(offer).penalty()).contains(Money.of("412.50", "EUR"));
        assertThat(terms(offer).refundable()).contains(Money.of("1237.50", "EUR"));
        assertThat(terms(offer).confidence()).isEqualTo(Confidence.CONFIRMED);
        assertThat(offer.expiresAt()).isEmpty();
        assertThat(offer.waiverApplied()).isFalse();
        assertThat(offer.word().code()).isEqualTo("OnHold");
        assertThat(offer.word().text()).isEqualTo("568 mind this");
    }

    @Test
    void verbThatIsNotProvenSafeMayCommit() {
        supplier.on("Quote", cancelRs("OnHold", rules(charge("1"))));

        quote(ota("quoteVerb", "Quote", "quoteVerbIsSafe", "false"));

        assertThat(supplier.last().kind()).isEqualTo(RequestKind.MAY_COMMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OnHold", "On Hold", " onhold ", "ON\u00a0HOLD"})
    void statusIsReadWhateverItsBlanksAndCase(String status) {
        supplier.on("Initiate", cancelRs(status, rules(charge("412.50"))));

        assertThat(quote(ota())).isInstanceOf(Quoted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cancelled", "Committed", "PendingCancellation", "Modified"})
    void quoteThatCancelsRaisesTheAlarmEvenIfTheVerbPassesForSafe(String status) {
        for (String safe : List.of("true", "false")) {
            ScriptedSupplier wrong = new ScriptedSupplier()
                    .on(READ, booking(39))
                    .on("Initiate", cancelRs(status, rules(charge("412.50"))));

            QuoteResult result = wrong.converse(ota("quoteVerbIsSafe", safe).quote(quoteOrder()));

            assertThat(result).isInstanceOf(QuoteResult.Unknown.class);
            assertThat(result.word().code()).isEqualTo(status);
            assertThat(result.word().text()).contains("pause this supplier and correct its verbs");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Pending, true, Busy",
        "Pending, false, Unknown",
        "Requested, true, Busy",
        "Requested, false, Unknown",
        "Ignored, false, Busy",
        "Unsuccessful, false, Refused",
        "RequestDenied, false, Refused",
        "Unchanged, false, Refused",
        "PendingPurchase, true, Unknown",
        "Reserved, true, Unknown",
        "Ticketed, true, Unknown",
        "Wobbling, true, Unknown"
    })
    void everyOtherStatusIsNoQuote(String status, String safe, String expected) {
        supplier.on("Initiate", cancelRs(status, rules(charge("412.50"))));

        assertThat(quote(ota("quoteVerbIsSafe", safe)).getClass().getSimpleName())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "88, TOO_LATE",
        "95, ALREADY_CANCELLED",
        "342, NOT_CANCELLABLE",
        "566, WAIVER_REFUSED",
        "9999, NOT_CANCELLABLE"
    })
    void refusalIsClassifiedByItsWarnings(int code, RefusalCode expected) {
        supplier.on("Initiate", cancelRs("Unsuccessful", warning(code)));

        assertRefused(quote(ota()), expected);
    }

    @Test
    void errorWhoseEffectIsOpenIsInDoubtUnlessTheVerbIsSafe() {
        String timeOut = error("Type=\"12\" Code=\"784\"");
        supplier.on("Initiate", timeOut);
        assertThat(quote(ota())).isInstanceOf(QuoteResult.Busy.class);

        supplier.on(READ, booking(39)).on("Initiate", timeOut);
        assertThat(quote(ota("quoteVerbIsSafe", "false"))).isInstanceOf(QuoteResult.Unknown.class);

        supplier.on(READ, booking(39)).on("Initiate", 500, Samples.fault("soap:Server"));
        assertThat(quote(ota("quoteVerbIsSafe", "false"))).isInstanceOf(QuoteResult.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "16, Refused",
        "31, Refused",
        "38, Refused",
        "80, Refused",
        "83, Refused",
        "40, Refused",
        "81, Refused",
        "67, Busy",
        "71, Busy"
    })
    void bookingThatCannotBeCancelledIsNotEvenAskedFor(int status, String expected) {
        ScriptedSupplier gone = new ScriptedSupplier().on(READ, booking(status));

        assertThat(gone.converse(ota().quote(quoteOrder())).getClass().getSimpleName())
                .isEqualTo(expected);
        assertThat(gone.verbs()).containsExactly(READ);
    }

    @ParameterizedTest
    @CsvSource({"16, 16 39", "16, 39 39", "39, 16 16", "'', 39 39"})
    void bookingThatIsNotCertainlyGoneIsForTheSupplierToDecide(String status, String parts) {
        int[] codes =
                Arrays.stream(parts.split(" ")).mapToInt(Integer::parseInt).toArray();
        ScriptedSupplier unclear = new ScriptedSupplier()
                .on(READ, booking("Status=\"" + status + "\"", Samples.items(codes), ""))
                .on("Initiate", cancelRs("OnHold", rules(charge("412.50"))));

        assertThat(unclear.converse(ota().quote(quoteOrder()))).isInstanceOf(Quoted.class);
    }

    @Test
    void readThatFailsEndsTheQuoteWithoutAVerb() {
        assertThat(new ScriptedSupplier()
                        .on(READ, error("Type=\"3\" Code=\"97\""))
                        .converse(ota().quote(quoteOrder())))
                .asInstanceOf(type(QuoteResult.Refused.class))
                .extracting(QuoteResult.Refused::code)
                .isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(new ScriptedSupplier().on(READ, 503, "later").converse(ota().quote(quoteOrder())))
                .isInstanceOf(QuoteResult.Busy.class);
        assertThat(new ScriptedSupplier().on(READ, "<html/>").converse(ota().quote(quoteOrder())))
                .isInstanceOf(QuoteResult.Unknown.class);
        assertThat(new ScriptedSupplier().on(READ, Samples.list()).converse(ota().quote(quoteOrder())))
                .isInstanceOf(QuoteResult.Refused.class);
    }

    @Test
    void unusedQuoteIsClosedBeforeAnotherOneIsAsked() {
        supplier.on("Ignore", cancelRs("Ignored", "")).on("Initiate", cancelRs("OnHold", rules(charge("412.50"))));
        QuoteOrder again = new QuoteOrder(
                Samples.BOOKING,
                List.of(),
                CancellationReason.OTHER,
                Optional.empty(),
                List.of(Samples.quoted()),
                Samples.KEY,
                Samples.NOW);

        assertThat(supplier.converse(ota().quote(again))).isInstanceOf(Quoted.class);

        assertThat(supplier.verbs()).containsExactly(READ, "Ignore", "Initiate");
        assertThat(ScriptedSupplier.message(supplier.asked().get(1)).attribute("TransactionIdentifier"))
                .contains("TX-9F2");
        assertThat(ScriptedSupplier.message(supplier.last()).attribute("TransactionIdentifier"))
                .isEmpty();

        supplier.on(READ, booking(39)).on("Initiate", cancelRs("OnHold", rules(charge("412.50"))));
        supplier.converse(ota("abortVerb", "none").quote(again));
        assertThat(supplier.verbs()).endsWith(READ, "Initiate");

        supplier.on(READ, booking(39)).on("Ignore", cancelRs("Cancelled", ""));
        assertThat(supplier.converse(ota().quote(again))).isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void supplierWithoutQuotesIsOnlyLookedAt() {
        SupplierProtocol ota = ota("quoteVerb", "none", "commitVerb", "Cancel");

        assertThat(terms(quote(ota))).isEqualTo(Terms.UNKNOWN);
        assertThat(supplier.verbs()).containsExactly(READ);
        assertRefused(
                supplier.converse(ota.quote(quoteOrder(List.of(), Optional.of(new Waiver("STORM", true))))),
                RefusalCode.WAIVER_REFUSED);
    }

    @Test
    void quoteIsValidAsLongAsIsAgreed() {
        supplier.on("Initiate", cancelRs("OnHold", rules(charge("412.50"))));

        assertThat(offer(quote(ota("quoteMinutes", "30"))).expiresAt()).contains(Samples.NOW.plusSeconds(1_800));
    }

    @Test
    void waiverIsAppliedIfTheTermsShowIt() {
        supplier.on("Initiate", cancelRs("OnHold", rules(charge("0.00"))));

        Quoted offer = offer(quoteWith(true));

        assertThat(offer.waiverApplied()).isTrue();
        assertThat(offer.units().get(0).unit().carried()).containsEntry("waived", "true");
        assertThat(supplier.last().body().text(UTF_8))
                .contains("CancellationOverride Amount=\"0.00\"", "Type=\"STORM\"");
    }

    @Test
    void waiverThatIsIgnoredSilentlyIsNotApplied() {
        supplier.on("Initiate", cancelRs("OnHold", rules(charge("412.50"))));
        assertThat(offer(quoteWith(false)).waiverApplied()).isFalse();

        supplier.on(READ, booking(39)).on("Initiate", cancelRs("OnHold", rules(charge("412.50"))));
        assertRefused(quoteWith(true), RefusalCode.WAIVER_REFUSED);

        supplier.on(READ, booking(39)).on("Initiate", cancelRs("OnHold", warning(566) + rules(charge("0.00"))));
        assertRefused(quoteWith(true), RefusalCode.WAIVER_REFUSED);

        supplier.on(READ, booking(39)).on("Initiate", cancelRs("OnHold", warning(568) + rules(charge("0.00"))));
        assertRefused(quoteWith(true), RefusalCode.WAIVER_REFUSED);

        supplier.on(READ, booking(39)).on("Initiate", cancelRs("OnHold", ""));
        assertRefused(quoteWith(true), RefusalCode.WAIVER_REFUSED);
    }

    @Test
    void waiverThatIsNotRequiredIsLeftOutIfTheSupplierRefusesIt() {
        supplier.on("Initiate", error("Type=\"3\" Code=\"566\""))
                .on("Initiate", cancelRs("OnHold", rules(charge("412.50"))));

        assertThat(offer(quoteWith(false)).waiverApplied()).isFalse();
        assertThat(supplier.last().body().text(UTF_8)).doesNotContain("CancellationOverride");

        supplier.on(READ, booking(39)).on("Initiate", error("Type=\"3\" Code=\"566\""));
        assertRefused(quoteWith(true), RefusalCode.WAIVER_REFUSED);
    }

    @Test
    void segmentsAreQuotedOnlyWhereTheSupplierTakesThem() {
        QuoteOrder some = quoteOrder(List.of(segment(2), segment(3)), Optional.empty());
        assertRefused(new ScriptedSupplier().converse(ota().quote(some)), RefusalCode.NOT_CANCELLABLE);

        supplier.on("Initiate", cancelRs("OnHold", rules(charge("100.00"))));
        Quoted offer = offer(supplier.converse(ota("segments", "true").quote(some)));

        assertThat(supplier.last().body().text(UTF_8))
                .contains("<Segment ItinSegNbr=\"2\"/><Segment ItinSegNbr=\"3\"/>");
        assertThat(offer.units().get(0).unit().scope()).containsExactly(segment(2), segment(3));
        assertThat(terms(offer).penalty()).contains(Money.of("100.00", "EUR"));
        assertThat(terms(offer).refundable())
                .as("the package's price tells nothing about a part")
                .isEmpty();
        ScopeItem ticket = new ScopeItem(ScopeType.TICKET, "2");
        ScopeItem word = new ScopeItem(ScopeType.SEGMENT, "hotel");
        for (ScopeItem wrong : List.of(ticket, word)) {
            assertRefused(
                    supplier.converse(ota("segments", "true").quote(quoteOrder(List.of(wrong), Optional.empty()))),
                    RefusalCode.MALFORMED_REQUEST);
        }
    }

    @Test
    void replyAboutAnotherBookingIsNotBelieved() {
        supplier.on("Initiate", cancelRs("OnHold", "<UniqueID Type=\"14\" ID=\"PK-999\"/>"));
        assertThat(quote(ota())).isInstanceOf(QuoteResult.Unknown.class);

        supplier.on(READ, booking(39))
                .on("Initiate", cancelRs("OnHold", rules(charge("1"))).replace("ECHO", "someone-else"));
        assertThat(quote(ota())).isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void transactionThatIsTooLongToBeKeptIsNoQuote() {
        supplier.on("Initiate", cancelRs("OnHold", rules(charge("1"))).replace("TX-9F2", "x".repeat(501)));

        assertThat(quote(ota())).isInstanceOf(QuoteResult.Unknown.class);
    }
}
