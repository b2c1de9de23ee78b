package dev.breakwater.rail;

import static dev.breakwater.rail.Samples.ASK;
import static dev.breakwater.rail.Samples.BOOKING;
import static dev.breakwater.rail.Samples.COMMITTED;
import static dev.breakwater.rail.Samples.CONFIRM;
import static dev.breakwater.rail.Samples.READ;
import static dev.breakwater.rail.Samples.amounts;
import static dev.breakwater.rail.Samples.cancel;
import static dev.breakwater.rail.Samples.confirmed;
import static dev.breakwater.rail.Samples.confirmedOn;
import static dev.breakwater.rail.Samples.lookup;
import static dev.breakwater.rail.Samples.offerWith;
import static dev.breakwater.rail.Samples.offers;
import static dev.breakwater.rail.Samples.problem;
import static dev.breakwater.rail.Samples.protocol;
import static dev.breakwater.rail.Samples.scope;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.QuoteResult.Refused;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of a booking that are all that some travellers have: FF-1 is for PX-1 and PX-2, FF-2 for PX-1 alone. */
class TravellersTest {
    private static final String[] DIVIDING = {"refundSpecifications", "true"};
    private static final String PARTS = """
            "bookedOffers": [{"offerId": "OF-1", "admissions": [
              {"id": "A", "status": "%s", "passengerIds": ["PX-1"], "price": {"currency": "CHF", "amount": 5000}},
              {"id": "B", "status": "FULFILLED", "passengerIds": ["PX-2"], "price": {"currency": "CHF", "amount": 6000}},
              {"id": "C", "status": "FULFILLED", "passengerIds": ["PX-1"], "price": {"currency": "CHF", "amount": 700}}]}]""";

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private static List<ScopeItem> travellers(String... ids) {
        return Stream.of(ids).map(id -> new ScopeItem(ScopeType.TRAVELLER, id)).toList();
    }

    private static QuoteOrder quote(List<ScopeItem> scope) {
        return new QuoteOrder(
                BOOKING,
                scope,
                CancellationReason.CUSTOMER_REQUEST,
                Optional.empty(),
                List.of(),
                Samples.KEY,
                Samples.NOW);
    }

    /** What the quote for PX-1 makes of the booking below. */
    private static Unit unit() {
        return new Unit(
                "PX-1",
                travellers("PX-1"),
                Map.of("bookingId", "BK-7731", "refundOfferId", "RO-55", "fulfillmentIds", "[\"FF-1\",\"FF-2\"]"));
    }

    private static String ticket(String id, String state, String... parts) {
        String named = Stream.of(parts)
                .map("{\"id\": \"%s\"}"::formatted)
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        return Samples.ticket(id, state).replace("}", ", \"bookingParts\": [" + named + "]}");
    }

    private static String booking(String first, String second, String... offers) {
        return booking(List.of(ticket("FF-1", first, "A", "B"), ticket("FF-2", second, "C")), "FULFILLED", offers);
    }

    private static String booking(List<String> tickets, String stateOfA, String... offers) {
        return Samples.bookingWith("\"fulfillments\": [" + String.join(", ", tickets) + "], \"refundOffers\": ["
                        + String.join(", ", offers) + "], " + PARTS.formatted(stateOfA))
                .replace("\"type\": \"PERSON\"}]", """
                        "type": "PERSON"}, {"id": "PX-2", "externalRef": "guest-2", "type": "PERSON"}]""");
    }

    private static String replacing(String id, String first, String second, String issued) {
        return offerWith(
                id,
                "CONFIRMED",
                "\"fulfillments\": [" + ticket("FF-1", first, "A", "B") + ", " + ticket("FF-2", second, "C")
                        + "], \"issuedFulfillments\": [" + issued + "], " + amounts(500, 5200) + ", "
                        + confirmedOn("2031-03-04T09:04:11Z"));
    }

    private QuoteResult quoted(List<ScopeItem> scope, String booking, String reply) {
        supplier.on(READ, 200, booking).on(ASK, 200, reply);
        return supplier.converse(protocol(DIVIDING).quote(quote(scope)));
    }

    private LookupResult found(Unit unit, String booking) {
        supplier.on(READ, 200, booking);
        return supplier.converse(protocol().lookup(lookup(unit, Optional.of(COMMITTED))));
    }

    private static void assertRefused(QuoteResult result, RefusalCode code, String text) {
        assertThat(result).asInstanceOf(type(Refused.class)).satisfies(refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.word().text()).contains(text);
        });
    }

    @Test
    void onlyThatTravellersPartOfAnothersTicketIsAskedFor() {
        String offer = offerWith("RO-55", "PROPOSED", amounts(500, 5200));
        Quoted quoted = (Quoted) quoted(travellers("PX-1"), booking("FULFILLED", "FULFILLED"), offers(offer));

        assertThat(supplier.last().body().text(UTF_8))
                .isEqualTo("{\"fulfillmentIds\":[\"FF-1\",\"FF-2\"],"
                        + "\"refundSpecifications\":[{\"fulfillmentId\":\"FF-1\",\"passengerIds\":[\"PX-1\"]}]}");
        Terms terms = quoted.units().get(0).terms();
        assertThat(terms.penalty()).as("of the parts A and C").contains(Money.of("5.00", "CHF"));
        assertThat(quoted.units().get(0).unit().key()).isEqualTo("PX-1");
        assertThat(quoted.units().get(0).unit().scope()).isEqualTo(travellers("PX-1"));
        assertThat(quoted.units().get(0).unit().carried()).containsEntry("fulfillmentIds", "[\"FF-1\",\"FF-2\"]");
    }

    @Test
    void travellersWhoHaveTheirTicketsForThemselvesNeedNoSpecification() {
        String offer = offerWith("RO-55", "PROPOSED", amounts(0, 11700));
        QuoteOrder both = quote(travellers("PX-2", "PX-1"));
        supplier.on(READ, 200, booking("FULFILLED", "FULFILLED")).on(ASK, 200, offers(offer));

        assertThat(supplier.converse(protocol().quote(both))).isInstanceOf(Quoted.class);
        assertThat(supplier.last().body().text(UTF_8)).isEqualTo("{\"fulfillmentIds\":[\"FF-1\",\"FF-2\"]}");
    }

    @Test
    void ticketIsNotDividedUnlessTheSupplierIsKnownToDoIt() {
        supplier.on(READ, 200, booking("FULFILLED", "FULFILLED"));

        assertRefused(
                supplier.converse(protocol().quote(quote(travellers("PX-1")))),
                RefusalCode.NOT_CANCELLABLE,
                "for other travellers too: ticket FF-1");
    }

    @Test
    void offerThatWouldRefundAnothersPartIsNotTaken() {
        String breakdown = ", \"refundOfferBreakdown\": [{\"bookingParts\": [{\"id\": \"A\"}, {\"id\": \"B\"}], "
                + amounts(0, 11000) + "}]";
        String tooMuch = offerWith("RO-1", "PROPOSED", amounts(0, 11000) + breakdown);
        String right = offerWith("RO-2", "PROPOSED", amounts(0, 5700) + breakdown.replace("\"B\"", "\"C\""));

        Quoted quoted = (Quoted) quoted(travellers("PX-1"), booking("FULFILLED", "FULFILLED"), offers(tooMuch, right));

        assertThat(quoted.units().get(0).unit().carried()).containsEntry("refundOfferId", "RO-2");
        assertThat(quoted(travellers("PX-1"), booking("FULFILLED", "FULFILLED"), offers(tooMuch)))
                .isNotInstanceOf(Quoted.class);
    }

    @Test
    void supplierThatIgnoresTheSpecificationIsNotTakenAtItsOffer() {
        String ignored =
                "{\"code\": \"PARAMETER_NOT_SUPPORTED\", \"pointers\": [{\"requestPointer\": \"/refundSpecifications\"}]}";
        String reply = offers(offerWith("RO-55", "PROPOSED", amounts(0, 11700)))
                .replace("{\"refundOffers\"", "{\"problems\": [" + ignored + "], \"refundOffers\"");

        assertRefused(
                quoted(travellers("PX-1"), booking("FULFILLED", "FULFILLED"), reply),
                RefusalCode.NOT_CANCELLABLE,
                "refundSpecifications");
    }

    @Test
    void whoHasWhatMustBeTold() {
        String untold =
                booking(List.of(Samples.ticket("FF-1", "FULFILLED"), ticket("FF-2", "FULFILLED", "C")), "FULFILLED");
        String halfTold = booking("FULFILLED", "FULFILLED").replace("\"passengerIds\": [\"PX-2\"], ", "");
        supplier.on(READ, 200, untold);

        assertRefused(
                supplier.converse(protocol(DIVIDING).quote(quote(travellers("PX-1")))),
                RefusalCode.NOT_CANCELLABLE,
                "does not tell whose these tickets are: FF-1");
        assertThat(found(unit(), untold)).isInstanceOf(LookupResult.Unknown.class);
        assertThat(found(unit(), halfTold)).isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void allTravellersTogetherHaveAllTickets() {
        String untold =
                booking(List.of(Samples.ticket("FF-1", "FULFILLED"), Samples.ticket("FF-2", "FULFILLED")), "FULFILLED");
        String offer = offerWith("RO-55", "PROPOSED", amounts(0, 11700));

        assertThat(quoted(travellers("PX-2", "PX-1"), untold, offers(offer))).isInstanceOf(Quoted.class);
    }

    @Test
    void travellerWhoIsNotInTheBookingIsNotFound() {
        supplier.on(READ, 200, booking("FULFILLED", "FULFILLED"));

        assertRefused(
                supplier.converse(protocol(DIVIDING).quote(quote(travellers("PX-1", "PX-9")))),
                RefusalCode.NOT_FOUND,
                "no traveller PX-9");
    }

    @Test
    void ticketsAndTravellersAreNotMixed() {
        List<ScopeItem> mixed = Stream.concat(scope("FF-2").stream(), travellers("PX-1").stream())
                .toList();

        assertRefused(
                supplier.converse(protocol(DIVIDING).quote(quote(mixed))), RefusalCode.MALFORMED_REQUEST, "travellers");
    }

    @Test
    void confirmedOfferEndsTheTravellersPart() {
        supplier.on(
                CONFIRM, 200, confirmed(replacing("RO-55", "REFUNDED", "REFUNDED", ticket("FF-3", "FULFILLED", "B"))));

        assertThat(supplier.converse(protocol().cancel(cancel(unit())))).isInstanceOf(CancelResult.Cancelled.class);
    }

    @ParameterizedTest
    @CsvSource({"REFUNDED", "CANCELLED", "EXCHANGED"})
    void ticketThatWasReplacedByOurOfferIsCancelledForItsTraveller(String state) {
        LookupResult.Cancelled cancelled = (LookupResult.Cancelled) found(unit(), replaced(state, "RO-55"));

        assertThat(cancelled.author()).isEqualTo(Author.US);
        assertThat(cancelled.refund().amount()).contains(Money.of("52.00", "CHF"));
    }

    @Test
    void travellerWhoWasIssuedAnotherTicketHasNotCancelled() {
        Unit others = new Unit("PX-2", travellers("PX-2"), Map.of());

        assertThat(found(others, replaced("REFUNDED", "RO-55"))).isInstanceOf(LookupResult.Active.class);
    }

    @Test
    void travellerWhoseTicketOthersReplacedIsLookedUpByTheNewOne() {
        List<String> tickets = List.of(
                ticket("FF-1", "REFUNDED", "A", "B"),
                ticket("FF-2", "FULFILLED", "C"),
                ticket("FF-3", "FULFILLED", "A"));
        String others = offerWith(
                "RO-1",
                "CONFIRMED",
                "\"fulfillments\": [" + tickets.get(0) + "], \"issuedFulfillments\": [" + tickets.get(2) + "]");

        assertThat(found(unit(), booking(tickets, "FULFILLED", others))).isInstanceOf(LookupResult.Active.class);
    }

    @Test
    void whatOthersReplacedForTheTravellerIsNotOurs() {
        assertThat(((LookupResult.Cancelled) found(unit(), replaced("REFUNDED", "RO-1"))).author())
                .isEqualTo(Author.UNKNOWN);
    }

    @Test
    void partsTellOfATravellerWhoseTicketIsKeptForTheOthers() {
        String live = "FULFILLED";
        List<String> tickets = List.of(ticket("FF-1", live, "A", "B"), ticket("FF-2", "REFUNDED", "C"));

        assertThat(found(unit(), booking(tickets, "REFUNDED", replacing("RO-55", live, "REFUNDED", ""))))
                .isInstanceOf(LookupResult.Cancelled.class);
        assertThat(found(unit(), booking(tickets, live, replacing("RO-55", live, "REFUNDED", ""))))
                .isInstanceOf(LookupResult.Pending.class);
        assertThat(found(unit(), booking(tickets, live))).isInstanceOf(LookupResult.PartlyCancelled.class);
    }

    @Test
    void ourConfirmedOfferTellsIfTheBookingNoLongerDoes() {
        String untold = booking(
                List.of(Samples.ticket("FF-1", "REFUNDED"), Samples.ticket("FF-2", "REFUNDED")),
                "REFUNDED",
                replacing("RO-55", "REFUNDED", "REFUNDED", ticket("FF-3", "FULFILLED", "B")));

        assertThat(found(unit(), untold)).isInstanceOf(LookupResult.Cancelled.class);
    }

    @Test
    void refusedCommitOfATicketThatOthersReplacedIsQuotedAgain() {
        supplier.on(CONFIRM, 404, problem("RESOURCE_NOT_FOUND"))
                .on(
                        READ,
                        200,
                        booking(
                                List.of(
                                        ticket("FF-1", "REFUNDED", "A", "B"),
                                        ticket("FF-2", "REFUNDED", "C"),
                                        ticket("FF-3", "FULFILLED", "A")),
                                "FULFILLED"));

        assertThat(supplier.converse(protocol().cancel(cancel(unit())))).isInstanceOf(CancelResult.QuoteExpired.class);
    }

    private static String replaced(String state, String offer) {
        List<String> tickets = List.of(
                ticket("FF-1", state, "A", "B"), ticket("FF-2", "REFUNDED", "C"), ticket("FF-3", "FULFILLED", "B"));
        return booking(tickets, "FULFILLED", replacing(offer, state, "REFUNDED", ticket("FF-3", "FULFILLED", "B")));
    }
}
