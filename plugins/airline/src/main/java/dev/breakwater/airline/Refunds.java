package dev.breakwater.airline;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefundLine;
import java.util.List;
import java.util.Optional;

/** The money of a cancellation that took effect. */
final class Refunds {
    private Refunds() {}

    /**
     * What the reply tells of what is cancelled; it need not repeat any amount, and does not for what was cancelled before.
     *
     * @param carried what was quoted, if it was
     */
    static Refund of(Selection selection, Reply reply, Optional<Carried> carried) {
        Optional<List<Differential>> told =
                selection.differentials(carried.map(Carried::items).orElse(List.of()));
        Optional<Money> amount = told.flatMap(all ->
                        Amounts.sum(all.stream().map(Differential::refundable).toList()))
                .filter(sum -> !sum.isNegative());
        List<RefundLine> lines = told.map(Differential::lines).orElse(List.of());
        return new Refund(status(amount, lines, reply.reports(Notable.REFUND_MANUAL)), amount, lines);
    }

    /** Without lines nobody knows in which form the amount comes back. */
    private static Refund.Status status(Optional<Money> amount, List<RefundLine> lines, boolean isManual) {
        if (isManual) {
            return Refund.Status.MANUAL;
        }
        return amount.filter(any -> !lines.isEmpty())
                .map(money -> money.minorUnits() == 0 ? Refund.Status.NONE : Refund.Status.AUTOMATIC)
                .orElse(Refund.Status.UNKNOWN);
    }
}
