package dev.breakwater.touroperator;

import static dev.breakwater.touroperator.Samples.NOW;
import static dev.breakwater.touroperator.Samples.booking;
import static dev.breakwater.touroperator.Samples.error;
import static dev.breakwater.touroperator.Samples.invoice;
import static dev.breakwater.touroperator.Samples.items;
import static dev.breakwater.touroperator.Samples.list;
import static dev.breakwater.touroperator.Samples.lookupOrder;
import static dev.breakwater.touroperator.Samples.ota;
import static dev.breakwater.touroperator.Samples.quoted;
import static dev.breakwater.touroperator.Samples.refundPosted;
import static dev.breakwater.touroperator.Samples.segment;
import static dev.breakwater.touroperator.Samples.summary;
import static dev.breakwater.touroperator.ScriptedSupplier.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.LookupResult.Cancelled;
import dev.breakwater.plugin.LookupResult.PartlyCancelled;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeItem;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookingUpTest {
    private static final Optional<Instant> COMMITTED = Optional.of(NOW.minusSeconds(60));

    private static LookupResult look(int status, String reply, Optional<Instant> committed, ScopeItem... scope) {
        return new ScriptedSupplier()
                .on(READ, status, reply)
                .converse(ota("refunds", "on-claim").lookup(lookupOrder(quoted(scope), committed)));
    }

    private static LookupResult look(String reply, ScopeItem... scope) {
        return look(200, reply, COMMITTED, scope);
    }

    private static String cancelled(String money) {
        return booking("Status=\"16\"", "", money);
    }

    @Test
    void postedRefundIsWhatComesBack() {
        Cancelled found = (Cancelled)
                look(cancelled(invoice("412.50", "1650.00") + refundPosted("1237.50", "2031-03-05T12:00:00Z")));

        assertThat(found.author()).isEqualTo(Author.UNKNOWN);
        assertThat(found.refund().status()).isEqualTo(Refund.Status.AUTOMATIC);
        assertThat(found.refund().amount()).contains(Money.of("1237.50", "EUR"));
        assertThat(found.aliases()).isEmpty();
        assertThat(found.word().code()).isEqualTo("16");
    }

    @Test
    void withoutAPostedRefundWhatIsOwedComesBackAsAgreed() {
        Refund refund = ((Cancelled) look(cancelled(invoice("412.50", "1650.00")))).refund();

        assertThat(refund.status()).isEqualTo(Refund.Status.MANUAL);
        assertThat(refund.amount()).contains(Money.of("1237.50", "EUR"));
    }

    @Test
    void priceThatMayNotHaveBeenCorrectedTellsNothing() {
        assertThat(((Cancelled) look(cancelled(invoice("1650.00", "1650.00")))).refund())
                .isEqualTo(Refund.UNKNOWN);
        assertThat(((Cancelled) look(cancelled("<InvoiceDetail/>"))).refund()).isEqualTo(Refund.UNKNOWN);
        assertThat(((Cancelled) look(cancelled(invoice("412.50", "0.00"))))
                        .refund()
                        .status())
                .isEqualTo(Refund.Status.NONE);
    }

    @Test
    void authorIsSomeoneElseOnlyIfThatIsCertain() {
        String paidBackBefore = invoice("412.50", "1650.00") + refundPosted("1237.50", "2031-03-04T07:58:59Z");
        String partOfIt = invoice("412.50", "1650.00") + refundPosted("100.00", "2031-03-01T00:00:00Z");
        String justThen = invoice("412.50", "1650.00") + refundPosted("1237.50", "2031-03-04T07:59:00Z");

        assertThat(((Cancelled) look(200, cancelled(invoice("1", "1")), Optional.empty())).author())
                .isEqualTo(Author.OTHERS);
        assertThat(((Cancelled) look(cancelled(paidBackBefore))).author()).isEqualTo(Author.OTHERS);
        assertThat(((Cancelled) look(cancelled(partOfIt))).author()).isEqualTo(Author.UNKNOWN);
        assertThat(((Cancelled) look(cancelled(justThen))).author()).isEqualTo(Author.UNKNOWN);
    }

    @Test
    void bookingsOfSummariesAreReadToo() {
        assertThat(look(list(summary("PK-480012", 39)))).isInstanceOf(LookupResult.Active.class);
        assertThat(look(list(summary("PK-1", 16), summary("pk-480012", 67)))).isInstanceOf(LookupResult.Pending.class);
        assertThat(look(200, list(), Optional.empty())).isInstanceOf(LookupResult.NotFound.class);
        assertThat(look(list(summary("PK-1", 16)))).isInstanceOf(LookupResult.Unknown.class);
        assertThat(look(list(summary("PK-480012", 39), summary("PK-480012", 16))))
                .as("more than one hit")
                .isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void partsThatDifferArePartlyCancelled() {
        PartlyCancelled partly =
                (PartlyCancelled) look(booking("Status=\"16\"", items(16, 39), invoice("650.00", "1650.00")));

        assertThat(partly.author()).isEqualTo(Author.UNKNOWN);
        assertThat(partly.cancelled()).containsExactly(segment(1));
        assertThat(partly.remaining()).containsExactly(segment(2));
        assertThat(partly.refund().amount()).contains(Money.of("1000.00", "EUR"));
    }

    @ParameterizedTest
    @CsvSource({
        "16, '16 16', Cancelled",
        "39, '39 30', Active",
        "39, '16 16', Unknown",
        "16, '39 39', Unknown",
        "39, '16 1', Unknown",
        "67, '16 39', Pending",
        "67, '39 39', Pending",
        "39, '16 67', Pending",
        "39, '39 80', Active"
    })
    void packageAndItsPartsMustNotContradictEachOther(int status, String parts, String expected) {
        int[] codes =
                Arrays.stream(parts.split(" ")).mapToInt(Integer::parseInt).toArray();
        String reply = booking("Status=\"" + status + "\"", items(codes), invoice("1650.00", "1650.00"));

        assertThat(look(reply).getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, Cancelled", "2, Active", "3, Pending", "4, Unknown"})
    void segmentIsLookedAtByItsNumber(int number, String expected) {
        String reply = booking("Status=\"39\"", items(16, 39, 67), invoice("1650.00", "1650.00"));

        assertThat(look(reply, segment(number)).getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void segmentsOfACancelledPackageAreCancelled() {
        assertThat(look(booking(16), segment(2))).isInstanceOf(Cancelled.class);
        assertThat(look(booking("Status=\"39\"", items(16, 39), ""), segment(1), segment(2)))
                .isInstanceOf(PartlyCancelled.class);
    }

    @ParameterizedTest
    @CsvSource({
        "97, Unknown",
        "635, Unknown",
        "95, Unknown",
        "255, Busy",
        "366, Busy",
        "448, Busy",
        "497, Unknown",
        "320, Unknown",
        "9999, Unknown"
    })
    void errorsTellOnlySoMuch(int code, String expected) {
        assertThat(look(error("Type=\"3\" Code=\"" + code + "\"")).getClass().getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void bookingThatIsNotFoundAfterACommitMayBeHidden() {
        for (String reply : List.of(list(), error("Type=\"3\" Code=\"97\""), booking(81))) {
            assertThat(look(200, reply, Optional.empty())).isInstanceOf(LookupResult.NotFound.class);
            assertThat(look(reply)).isInstanceOf(LookupResult.Unknown.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"404, Unknown", "401, Unknown", "429, Busy", "503, Busy", "500, Busy", "200, Unknown", "301, Unknown"})
    void withoutAMessageTheStatusTells(int status, String expected) {
        assertThat(look(status, "no", COMMITTED).getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void otherBookingIsNotOurs() {
        assertThat(look(booking(39).replace("PK-480012", "PK-1"))).isInstanceOf(LookupResult.Unknown.class);
        assertThat(look(booking(39).replace("ECHO", "other"))).isInstanceOf(LookupResult.Unknown.class);
        assertThat(look(500, booking(39), COMMITTED)).isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void bookingWithoutStatusIsUnknown() {
        LookupResult found = look(booking("", "", invoice("1.00", "1.00")));

        assertThat(found).isInstanceOf(LookupResult.Unknown.class);
        assertThat(found.word().text()).isEqualTo("the booking has no status");
    }

    @ParameterizedTest
    @CsvSource({"38, TOO_LATE", "80, TOO_LATE", "83, TOO_LATE", "40, ALREADY_CANCELLED"})
    void whatCannotBeCancelledAnyMoreIsGone(int status, RefusalCode code) {
        assertThat(look(booking(status)))
                .asInstanceOf(type(LookupResult.Gone.class))
                .extracting(LookupResult.Gone::code)
                .isEqualTo(code);
    }
}
