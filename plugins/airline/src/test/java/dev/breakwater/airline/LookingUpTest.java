package dev.breakwater.airline;

import static dev.breakwater.airline.Samples.RETRIEVE;
import static dev.breakwater.airline.Samples.active;
import static dev.breakwater.airline.Samples.cancelled;
import static dev.breakwater.airline.Samples.error;
import static dev.breakwater.airline.Samples.item;
import static dev.breakwater.airline.Samples.lookup;
import static dev.breakwater.airline.Samples.order;
import static dev.breakwater.airline.Samples.protocol;
import static dev.breakwater.airline.Samples.refund;
import static dev.breakwater.airline.Samples.scope;
import static dev.breakwater.airline.Samples.viewReply;
import static dev.breakwater.airline.Samples.warning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Active;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.LookupResult.Busy;
import dev.breakwater.plugin.LookupResult.Cancelled;
import dev.breakwater.plugin.LookupResult.Gone;
import dev.breakwater.plugin.LookupResult.NotFound;
import dev.breakwater.plugin.LookupResult.PartlyCancelled;
import dev.breakwater.plugin.LookupResult.Unknown;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookingUpTest {
    private static final String CLOSED_LIVE = viewReply(order("CLOSED", item("1", "CLOSED", "S1:CONFIRMED")));
    private static final String MIXED = viewReply(order(
            "OPENED",
            item("1", "CLOSED", "S1:CANCELLED", refund("386.40")),
            item("2", "ACTIVE", "S3:CONFIRMED S4:CONFIRMED")));

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private LookupResult found(String reply) {
        return found(reply, lookup(true));
    }

    private LookupResult found(String reply, LookupOrder order) {
        supplier.on(RETRIEVE, reply);
        return supplier.converse(protocol().lookup(order));
    }

    @Test
    void orderIsReadByItsId() {
        LookupResult result = found(active());

        assertThat(result).isInstanceOf(Active.class);
        assertThat(result.word().code()).isEqualTo("OPENED CONFIRMED");
        assertThat(supplier.last().kind()).isEqualTo(RequestKind.READ);
        assertThat(supplier.lastBody())
                .contains("<m:Request><OrderValidationFilterCriteria><OrderFilterCriteria>"
                        + "<OrderID>ZZ501KRTWA7</OrderID><OwnerCode>ZZ</OwnerCode></OrderFilterCriteria>"
                        + "</OrderValidationFilterCriteria></m:Request>")
                .doesNotContain("PayloadAttributes");
    }

    @Test
    void orderIsReadByTheIdThatWasQuoted() {
        LookupOrder order =
                new LookupOrder(BookingReference.of("zz501krtwa7"), Samples.unit(), Optional.empty(), Samples.NOW);

        assertThat(found(active(), order)).isInstanceOf(Active.class);
        assertThat(supplier.lastBody()).contains("<OrderID>ZZ501KRTWA7</OrderID>");
    }

    @Test
    void unitThatWasNotQuotedIsFoundByTheReference() {
        LookupOrder order = new LookupOrder(
                BookingReference.of(" ＺＺ501krtwa7 "), Unit.whole(List.of()), Optional.empty(), Samples.NOW);

        assertThat(found(active(), order)).isInstanceOf(Active.class);
        assertThat(supplier.lastBody()).contains("<OrderID>ZZ501krtwa7</OrderID>");
    }

    @Test
    void whoCancelledIsNotToldByTheReply() {
        assertThat(((Cancelled) found(cancelled(), lookup(true))).author()).isEqualTo(Author.UNKNOWN);
        assertThat(((Cancelled) found(cancelled(), lookup(false))).author()).isEqualTo(Author.OTHERS);
        assertThat(((PartlyCancelled) found(MIXED, lookup(true))).author()).isEqualTo(Author.UNKNOWN);
        assertThat(((PartlyCancelled) found(MIXED, lookup(false))).author()).isEqualTo(Author.OTHERS);
    }

    @Test
    void refundIsKnownOnlyIfItIsRepeated() {
        String repeated = viewReply(order("CLOSED", item("1", "CLOSED", "S1:CANCELLED", refund("386.40"))));
        String manual = cancelled().replace("</m:Response>", warning("785", "Claim it") + "</m:Response>");

        assertThat(((Cancelled) found(cancelled())).refund()).isEqualTo(Refund.UNKNOWN);
        assertThat(((Cancelled) found(repeated)).refund().amount()).contains(Money.of("386.40", "EUR"));
        assertThat(((Cancelled) found(manual)).refund().status()).isEqualTo(Refund.Status.MANUAL);
        assertThat(found(manual).word()).isEqualTo(new SupplierWord("785", "Claim it https://zephyr.example/form"));
    }

    @Test
    void refundIsThatOfTheItemsThatTheOfferChanged() {
        String done = item("1", "CLOSED", "S1:CANCELLED", refund("386.40"));
        String before = item("2", "CLOSED", "S2:CANCELLED");
        String live = item("3", "ACTIVE", "S3:CONFIRMED");
        Map<String, String> carried = new HashMap<>(Samples.unit().carried());
        carried.put("orderItems", "ZZ501KRTWA7-1");
        LookupOrder order = new LookupOrder(
                Samples.BOOKING,
                new Unit(Unit.WHOLE, List.of(), carried),
                lookup(true).committed(),
                Samples.NOW);

        Cancelled cancelled = (Cancelled) found(viewReply(order("CLOSED", done, before)), order);
        PartlyCancelled partly = (PartlyCancelled) found(viewReply(order("OPENED", done, before, live)), order);

        assertThat(cancelled.refund().amount()).contains(Money.of("386.40", "EUR"));
        assertThat(partly.refund().amount()).contains(Money.of("386.40", "EUR"));
    }

    @Test
    void everyServiceIsRead() {
        PartlyCancelled result = (PartlyCancelled) found(MIXED);

        assertThat(result.cancelled()).isEqualTo(scope("ZZ501KRTWA7-1"));
        assertThat(result.remaining()).isEqualTo(scope("ZZ501KRTWA7-2"));
        assertThat(result.refund().amount()).contains(Money.of("386.40", "EUR"));
    }

    @Test
    void onlyTheScopeDecides() {
        assertThat(found(MIXED, lookup(true, "S1"))).isInstanceOf(Cancelled.class);
        assertThat(found(MIXED, lookup(true, "ZZ501KRTWA7-2"))).isInstanceOf(Active.class);
        assertThat(found(MIXED, lookup(true, "S1", "S4"))).isInstanceOf(PartlyCancelled.class);
        assertThat(found(MIXED, lookup(true, "S9"))).isInstanceOf(Unknown.class);
    }

    @Test
    void closedOrderThatWasNotCancelledIsGone() {
        assertThat(found(CLOSED_LIVE))
                .isInstanceOfSatisfying(
                        Gone.class, gone -> assertThat(gone.code()).isEqualTo(RefusalCode.TOO_LATE));
        assertThat(found(viewReply(order("OPENED", item("1", "CLOSED", "S1:CONFIRMED")))))
                .isInstanceOf(Gone.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIMBO", "", "OPEN", "PENDING"})
    void wordThatNobodyKnowsIsNotUnderstood(String word) {
        assertThat(found(viewReply(order("OPENED", item("1", "ACTIVE", "S1:" + word)))))
                .isInstanceOf(Unknown.class);
        if (!word.isEmpty()) {
            LookupResult result = found(viewReply(order(word, item("1", "ACTIVE", "S1:CONFIRMED"))));
            assertThat(result).isInstanceOf(Unknown.class);
            assertThat(result.word().code()).contains(word);
        }
    }

    @Test
    void orderWithoutServicesIsNotUnderstood() {
        assertThat(found(viewReply(order("CLOSED")))).isInstanceOf(Unknown.class);
        assertThat(found(viewReply(order("CLOSED", item("1", "CLOSED", ""))))).isInstanceOf(Unknown.class);
        assertThat(found(viewReply(order("CLOSED", item("1", "CLOSED", "S1:CANCELLED"), item("2", "CLOSED", "")))))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void statusThatIsNotToldIsNotMissed() {
        assertThat(found(active().replace("<StatusCode>OPENED</StatusCode>", "")
                        .replace("<StatusCode>ACTIVE</StatusCode>", "")))
                .isInstanceOf(Active.class);
    }

    @Test
    void orderThatIsNotFoundAfterACommitMayBeHidden() {
        for (String error : List.of(
                error("129", "No order id", "NotProcessed"),
                error("129", "no PNR match", ""),
                error("160", "passenger name does not match", ""))) {
            assertThat(found(viewReply(error), lookup(false))).isInstanceOf(NotFound.class);
            assertThat(found(viewReply(error), lookup(true))).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void orderThatIsSaidToBeCancelledMayHaveBeenCancelledByUs() {
        String error = viewReply(error("303", "Payment time limit exceeded: order cancelled", ""));

        Cancelled ours = (Cancelled) found(error, lookup(true));
        Cancelled others = (Cancelled) found(error, lookup(false));

        assertThat(ours.author()).isEqualTo(Author.UNKNOWN);
        assertThat(others.author()).isEqualTo(Author.OTHERS);
        assertThat(others.refund()).isEqualTo(Refund.UNKNOWN);
    }

    @Test
    void paymentUnderWayDoesNotHideHowTheOrderStands() {
        String payment = warning("76H", "Payment is being processed") + "</m:Response>";

        assertThat(found(active().replace("</m:Response>", payment))).isInstanceOf(Active.class);
        assertThat(found(cancelled().replace("</m:Response>", payment))).isInstanceOf(Cancelled.class);
    }

    @ParameterizedTest
    @CsvSource({
        "368, Not authorised, NotProcessed",
        "129, Not eligible for processing in NDC, NotProcessed",
        "912, Syntax, NotProcessed",
        "4711, Something new, NotProcessed",
        "4711, Something new, Unavailable",
        "4711, Something new, ''",
        "303, Something new, ''"
    })
    void errorThatDoesNotTellHowTheOrderStandsIsNotUnderstood(String code, String text, String type) {
        assertThat(found(viewReply(error(code, text, type)))).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"911, ''", "4711, Retry", "4711, Unknown"})
    void airlineThatCouldNotIsBusy(String code, String type) {
        assertThat(found(viewReply(error(code, "Internal", type)))).isInstanceOf(Busy.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void airlineInTroubleIsBusy(int status) {
        supplier.on(RETRIEVE, status, "");

        assertThat(supplier.converse(protocol().lookup(lookup(true)))).isInstanceOf(Busy.class);
    }

    @Test
    void anotherOrderIsNotTaken() {
        assertThat(found(active().replace(">ZZ501KRTWA7<", ">ZZ501KRTWA8<"))).isInstanceOf(Unknown.class);
    }
}
