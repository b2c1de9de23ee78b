package dev.breakwater.touroperator;

import static dev.breakwater.touroperator.Samples.booking;
import static dev.breakwater.touroperator.Samples.cancelRs;
import static dev.breakwater.touroperator.Samples.charge;
import static dev.breakwater.touroperator.Samples.error;
import static dev.breakwater.touroperator.Samples.invoice;
import static dev.breakwater.touroperator.Samples.items;
import static dev.breakwater.touroperator.Samples.ota;
import static dev.breakwater.touroperator.Samples.quoted;
import static dev.breakwater.touroperator.Samples.rule;
import static dev.breakwater.touroperator.Samples.rules;
import static dev.breakwater.touroperator.Samples.segment;
import static dev.breakwater.touroperator.Samples.unitOrder;
import static dev.breakwater.touroperator.Samples.warning;
import static dev.breakwater.touroperator.ScriptedSupplier.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.CancelResult.Cancelled;
import dev.breakwater.plugin.CancelResult.PartlyCancelled;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CancellingTest {
    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private CancelResult cancel(ScopeItem... scope) {
        return cancel(ota(), scope);
    }

    private CancelResult cancel(SupplierProtocol ota, ScopeItem... scope) {
        return supplier.converse(ota.cancel(unitOrder(quoted(scope))));
    }

    private static String gone(int number, String warnings) {
        return "<Segment ItinSegNbr=\"" + number + "\">" + warnings + "</Segment>";
    }

    @Test
    void cancelledBringsTheMoneyAndTheNumber() {
        supplier.on(
                "Commit",
                cancelRs(
                        "Cancelled",
                        "<UniqueID Type=\"14\" ID=\"PK-480012\"/><UniqueID Type=\"40\" ID=\"KLM-8\"/>"
                                + "<CancelInfoRS><CancelRules>" + charge("412.50")
                                + "</CancelRules><UniqueID Type=\"15\" ID=\"CX-33190\"/></CancelInfoRS>"));

        Cancelled cancelled = (Cancelled) cancel(ota("refunds", "automatic"));

        assertThat(cancelled.refund().status()).isEqualTo(Refund.Status.AUTOMATIC);
        assertThat(cancelled.refund().amount()).contains(Money.of("1237.50", "EUR"));
        assertThat(cancelled.aliases()).containsExactly(new BookingKey("KLM-8"));
        assertThat(cancelled.word().code()).isEqualTo("Cancelled");
        assertThat(cancelled.word().text()).isEqualTo("cancellation number CX-33190");
        assertThat(supplier.verbs()).containsExactly("Commit");
    }

    @ParameterizedTest
    @CsvSource({"automatic, AUTOMATIC", "on-claim, MANUAL"})
    void howMoneyComesBackIsWhatWasAgreed(String agreed, Refund.Status status) {
        supplier.on("Commit", cancelRs("Cancelled", rules(charge("412.50"))));

        assertThat(((Cancelled) cancel(ota("refunds", agreed))).refund().status())
                .isEqualTo(status);
    }

    @Test
    void moneyThatIsNotNamedIsUnknown() {
        supplier.on("Commit", cancelRs("Cancelled", ""));
        assertThat(((Cancelled) cancel()).refund()).isEqualTo(Refund.UNKNOWN);

        supplier.on("Commit", cancelRs("Cancelled", rules(charge("1650.00"))));
        assertThat(((Cancelled) cancel()).refund().status()).isEqualTo(Refund.Status.NONE);

        supplier.on("Commit", cancelRs("Cancelled", rules(rule("Amount=\"7.00\" Type=\"Refund\""))));
        Refund refund = ((Cancelled) cancel()).refund();
        assertThat(refund.status()).isEqualTo(Refund.Status.UNKNOWN);
        assertThat(refund.amount()).contains(Money.of("7.00", "EUR"));
    }

    @ParameterizedTest
    @CsvSource({
        "OnHold, Unknown",
        "Pending, Pending",
        "PendingCancellation, Pending",
        "Pending Cancellation, Pending",
        "Requested, Pending",
        "Unsuccessful, Refused",
        "RequestDenied, Refused",
        "Ignored, QuoteExpired",
        "PendingPurchase, Unknown",
        "Reserved, Unknown",
        "Ticketed, Unknown",
        "'', Unknown",
        "Canceled, Unknown",
        "Cancelled?, Unknown"
    })
    void everyOtherStatusIsTakenAtItsWord(String status, String expected) {
        supplier.on("Commit", cancelRs(status, rules(charge("412.50"))));

        assertThat(cancel().getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Committed, 16, Cancelled",
        "Committed, 67, Pending",
        "Committed, 39, Unknown",
        "Committed, 1, Unknown",
        "Modified, 39, Unknown",
        "Modified, 31, Cancelled",
        "Unchanged, 39, Refused",
        "Unchanged, 16, Unknown",
        "Unchanged, 80, Unknown",
        "Unchanged, 71, Pending"
    })
    void statusThatLeavesTheEffectOpenIsSettledByALook(String status, int standing, String expected) {
        supplier.on("Commit", cancelRs(status, "")).on(READ, booking(standing));

        assertThat(cancel().getClass().getSimpleName()).isEqualTo(expected);
        assertThat(supplier.verbs()).containsExactly("Commit", READ);
    }

    @Test
    void lookThatFailsLeavesItInDoubt() {
        for (String reply :
                List.of("", error("Type=\"3\" Code=\"97\""), booking(39).replace("PK-480012", "PK-1"))) {
            supplier.on("Commit", cancelRs("Unchanged", "")).on(READ, reply);

            assertThat(cancel()).isInstanceOf(CancelResult.Unknown.class);
        }
    }

    @Test
    void modifiedPackageIsPartlyCancelled() {
        supplier.on("Commit", cancelRs("Modified", ""))
                .on(READ, booking("Status=\"39\"", items(16, 39, 31), invoice("650.00", "1650.00")));

        PartlyCancelled partly = (PartlyCancelled) cancel();

        assertThat(partly.cancelled()).containsExactly(segment(1), segment(3));
        assertThat(partly.remaining()).containsExactly(segment(2));
        assertThat(partly.remainingReference()).isEmpty();
        assertThat(partly.refund().amount()).contains(Money.of("1000.00", "EUR"));
    }

    @Test
    void segmentThatIsNotListedIsNotCancelled() {
        supplier.on("Commit", cancelRs("Cancelled", rules(charge("100.00")) + gone(2, "")));

        PartlyCancelled partly = (PartlyCancelled) cancel(segment(2), segment(3));

        assertThat(partly.cancelled()).containsExactly(segment(2));
        assertThat(partly.remaining()).containsExactly(segment(3));
        assertThat(partly.refund().amount()).isEmpty();
    }

    @Test
    void segmentWithAnObjectionIsNotCancelled() {
        supplier.on("Commit", cancelRs("Cancelled", gone(1, warning(568)) + gone(2, warning(264)) + gone(3, "")));
        PartlyCancelled partly = (PartlyCancelled) cancel();
        assertThat(partly.cancelled()).containsExactly(segment(1), segment(3));
        assertThat(partly.remaining()).containsExactly(segment(2));

        supplier.on("Commit", cancelRs("Cancelled", gone(2, "") + gone(2, warning(264))));
        assertThat(cancel(segment(2))).isInstanceOf(CancelResult.Unknown.class);

        supplier.on("Commit", cancelRs("Cancelled", gone(1, "") + "<Segment>" + warning(264) + "</Segment>"));
        assertThat(cancel()).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void allSegmentsListedAreTheWholeUnit() {
        supplier.on("Commit", cancelRs("Cancelled", gone(2, "") + gone(3, "")));
        assertThat(cancel(segment(3), segment(2))).isInstanceOf(Cancelled.class);

        supplier.on("Commit", cancelRs("Cancelled", gone(1, "") + gone(2, "")));
        assertThat(cancel()).isInstanceOf(Cancelled.class);

        supplier.on("Commit", cancelRs("Cancelled", ""));
        assertThat(cancel(segment(2))).isInstanceOf(Cancelled.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {264, 193, 448, 255})
    void cancelledWithAnObjectionIsInDoubt(int code) {
        supplier.on("Commit", cancelRs("Cancelled", warning(code)));

        assertThat(cancel()).isInstanceOf(CancelResult.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {342, 354, 568, 566, 777})
    void noticesDoNoHarm(int code) {
        supplier.on("Commit", cancelRs("Cancelled", warning(code)));

        assertThat(cancel()).isInstanceOf(Cancelled.class);
    }

    @ParameterizedTest
    @CsvSource({"255, Busy", "784, Unknown", "88, Refused", "568, Refused"})
    void denialIsClassifiedByItsWarnings(int code, String expected) {
        supplier.on("Commit", cancelRs("Unsuccessful", warning(code)));

        assertThat(cancel().getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void whatThisPluginDidNotQuoteIsQuotedFirst() {
        assertThat(supplier.converse(ota().cancel(unitOrder(Unit.whole(List.of())))))
                .isInstanceOf(CancelResult.QuoteExpired.class);
        assertThat(supplier.asked()).isEmpty();
    }

    @Test
    void errorsWinOverEverythingElseInAMessage() {
        String both = cancelRs("Cancelled", "")
                .replace("<Success/>", "<Success/><Errors><Error Type=\"3\" Code=\"264\"/></Errors>");
        supplier.on("Commit", both);

        assertThat(cancel())
                .asInstanceOf(type(CancelResult.Refused.class))
                .extracting(CancelResult.Refused::code)
                .isEqualTo(RefusalCode.NOT_CANCELLABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "255 784, Unknown",
        "264 448, Unknown",
        "264 9999, Unknown",
        "95 255, Refused",
        "255 568, QuoteExpired",
        "255 191, Busy"
    })
    void ofSeveralErrorsTheMostCautiousReadingWins(String codes, String expected) {
        String errors = error("")
                .replace(
                        "<Error />",
                        "<Error Type=\"3\" Code=\"" + codes.replace(" ", "\"/><Error Type=\"3\" Code=\"") + "\"/>");
        supplier.on("Commit", errors);

        assertThat(cancel().getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void replyToAnotherRequestOrAboutAnotherBookingIsInDoubt() {
        supplier.on("Commit", cancelRs("Cancelled", "").replace("ECHO", "other"));
        assertThat(cancel().word().code()).isEqualTo("EchoToken");

        supplier.on("Commit", cancelRs("Cancelled", "<UniqueID Type=\"14\" ID=\"PK-1\"/>"));
        assertThat(cancel()).isInstanceOf(CancelResult.Unknown.class);

        supplier.on("Commit", cancelRs("Cancelled", "<UniqueID Type=\"14\" ID=\"pk-480012 \"/>"));
        assertThat(cancel()).isInstanceOf(Cancelled.class);
    }

    @Test
    void successIsOnlyBelievedFromASuccessfulReply() {
        supplier.on("Commit", 500, cancelRs("Cancelled", ""));
        assertThat(cancel()).isInstanceOf(CancelResult.Unknown.class);

        supplier.on("Commit", cancelRs("Cancelled", "").replace("<Success/>", ""));
        assertThat(cancel()).isInstanceOf(CancelResult.Unknown.class);

        supplier.on("Commit", booking(16));
        assertThat(cancel()).isInstanceOf(CancelResult.Unknown.class);

        supplier.on("Commit", Samples.enveloped(cancelRs("Cancelled", "").replace("ECHO", Samples.KEY)));
        assertThat(cancel()).isInstanceOf(Cancelled.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Refused",
        "403, Refused",
        "429, Busy",
        "500, Unknown",
        "502, Unknown",
        "503, Unknown",
        "504, Unknown",
        "200, Unknown",
        "204, Unknown",
        "302, Unknown",
        "400, Unknown",
        "404, Unknown",
        "418, Unknown"
    })
    void withoutAMessageTheStatusTells(int status, String expected) {
        supplier.on("Commit", status, "<html><body>no</body></html>");

        assertThat(cancel().getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"500, Unknown", "200, Unknown", "400, Unknown", "401, Refused"})
    void soapFaultIsNoProofOfAnything(int status, String expected) {
        supplier.on("Commit", status, Samples.fault("soap:Server"));

        CancelResult result = cancel();

        assertThat(result.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(result.word().code()).isEqualTo("soap:Server");
        assertThat(result.word().text()).isEqualTo("Out of order");
    }
}
