package dev.breakwater.touroperator;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefundLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What comes back of a booking that is cancelled, as a look at it shows. */
record Restitution(Booking booking, RefundPractice practice) {
    /**
     * What was posted, or else what was paid beyond the price that is left. Where both are equal, nobody knows whether all of it
     * is lost or the price has not been corrected yet.
     */
    Refund refund() {
        if (!booking.refunds().isEmpty()) {
            Optional<Money> posted = posted();
            return new Refund(Refund.Status.AUTOMATIC, posted, lines(posted, booking.price()));
        }
        boolean nothingPaid =
                booking.received().filter(paid -> paid.minorUnits() == 0).isPresent();
        Optional<Money> due = due().filter(money -> money.minorUnits() > 0 || nothingPaid);
        return due.map(money -> practice.of(due, booking.price())).orElse(Refund.UNKNOWN);
    }

    /** Whether all that comes back was posted before this moment. */
    boolean wasCompleteBefore(Instant moment) {
        boolean allBefore = !booking.refunds().isEmpty()
                && booking.refunds().stream()
                        .allMatch(refund -> refund.at().filter(moment::isAfter).isPresent());
        return allBefore && due().isPresent() && due().equals(posted());
    }

    private Optional<Money> due() {
        return booking.received().flatMap(paid -> booking.price().flatMap(kept -> Amounts.rest(paid, kept)));
    }

    private Optional<Money> posted() {
        List<Optional<Money>> amounts =
                booking.refunds().stream().map(Booking.PostedRefund::amount).toList();
        Optional<Money> sum = amounts.get(0);
        for (Optional<Money> amount : amounts.subList(1, amounts.size())) {
            Optional<Money> far = sum;
            sum = amount.flatMap(more -> far.flatMap(some -> Amounts.sum(some, more)));
        }
        return sum;
    }

    private static List<RefundLine> lines(Optional<Money> refund, Optional<Money> kept) {
        return refund.isEmpty() ? List.of() : RefundPractice.lines(refund, kept);
    }
}
