package dev.breakwater.rail;

import static dev.breakwater.rail.Samples.ASK;
import static dev.breakwater.rail.Samples.COMMITTED;
import static dev.breakwater.rail.Samples.CONFIRM;
import static dev.breakwater.rail.Samples.READ;
import static dev.breakwater.rail.Samples.booking;
import static dev.breakwater.rail.Samples.cancel;
import static dev.breakwater.rail.Samples.confirmed;
import static dev.breakwater.rail.Samples.lookup;
import static dev.breakwater.rail.Samples.offer;
import static dev.breakwater.rail.Samples.offers;
import static dev.breakwater.rail.Samples.protocol;
import static dev.breakwater.rail.Samples.quote;
import static dev.breakwater.rail.Samples.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.Unit;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Refunds in two steps: the seat is released, the money comes later. */
class ReleasedTicketsTest {
    private static final String RELEASED = "RELEASED RELEASED";

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private LookupResult found(Unit unit, Optional<Instant> committed, String booking) {
        supplier.on(READ, 200, booking);
        return supplier.converse(protocol().lookup(lookup(unit, committed)));
    }

    private LookupResult afterCommit(String booking) {
        return found(unit(), Optional.of(COMMITTED), booking);
    }

    private Unit quoted(String states) {
        supplier.on(READ, 200, booking(states)).on(ASK, 200, offers(offer("RO-55", "PROPOSED", states)));
        return ((Quoted) supplier.converse(protocol().quote(quote())))
                .units()
                .get(0)
                .unit();
    }

    @Test
    void ticketsThatAreReleasedFirstAndRefundedLaterArePendingMeanwhile() {
        supplier.on(CONFIRM, 202, confirmed(offer("RO-55", "CONFIRMED", RELEASED)));

        assertThat(supplier.converse(protocol().cancel(cancel(unit())))).isInstanceOf(CancelResult.Pending.class);
        assertThat(afterCommit(booking(RELEASED, offer("RO-55", "CONFIRMED", RELEASED))))
                .isInstanceOf(LookupResult.Pending.class);
        assertThat(afterCommit(booking("REFUNDED REFUNDED", offer("RO-55", "CONFIRMED", "REFUNDED REFUNDED"))))
                .isInstanceOf(LookupResult.Cancelled.class);
    }

    @Test
    void acceptedWithoutTheConfirmedOfferIsUnknown() {
        supplier.on(CONFIRM, 202).on(CONFIRM, 202, confirmed(offer("RO-55", "PROPOSED", RELEASED)));

        assertThat(supplier.converse(protocol().cancel(cancel(unit())))).isInstanceOf(CancelResult.Unknown.class);
        assertThat(supplier.converse(protocol().cancel(cancel(unit())))).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void releasedTicketsWhoseOfferIsStillOpenMayBeHalfDone() {
        String open = offer("RO-55", "PROPOSED", RELEASED);

        assertThat(afterCommit(booking(RELEASED, open))).isInstanceOf(LookupResult.Pending.class);
        assertThat(found(unit(), Optional.empty(), booking(RELEASED, open))).isInstanceOf(LookupResult.Cancelled.class);
    }

    @Test
    void releasedTicketsWithoutAnOpenOfferAreCancelledByNobodyKnowsWhomAndTheirMoneyIsToBeClaimed() {
        String expired = offer("RO-55", "PROPOSED", RELEASED).replace("09:20:00", "09:09:59");

        for (String booking : new String[] {booking(RELEASED), booking(RELEASED, expired)}) {
            LookupResult.Cancelled cancelled = (LookupResult.Cancelled) afterCommit(booking);
            assertThat(cancelled.author()).isEqualTo(Author.UNKNOWN);
            assertThat(cancelled.refund().status()).isEqualTo(Refund.Status.MANUAL);
        }
    }

    @Test
    void ticketsThatWereReleasedBeforeTheQuoteAreNotTakenForCancelledByIt() {
        Unit unit = quoted("FULFILLED RELEASED");

        assertThat(unit.carried()).containsEntry("releasedFulfillmentIds", "[\"FF-2\"]");
        assertThat(found(unit, Optional.of(COMMITTED), booking("FULFILLED RELEASED")))
                .isInstanceOf(LookupResult.Active.class);
        assertThat(found(unit, Optional.empty(), booking("FULFILLED RELEASED")))
                .isInstanceOf(LookupResult.Active.class);
        assertThat(found(unit, Optional.of(COMMITTED), booking("RELEASED RELEASED")))
                .isInstanceOf(LookupResult.PartlyCancelled.class);
        assertThat(quoted("FULFILLED").carried()).doesNotContainKey("releasedFulfillmentIds");
    }
}
