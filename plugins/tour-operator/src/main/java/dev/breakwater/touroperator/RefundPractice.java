package dev.breakwater.touroperator;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefundLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a supplier gives money back: the protocol itself does not tell. */
enum RefundPractice {
    AUTOMATIC(Refund.Status.AUTOMATIC),
    ON_CLAIM(Refund.Status.MANUAL),
    NOT_AGREED(Refund.Status.UNKNOWN);

    private final Refund.Status status;

    RefundPractice(Refund.Status status) {
        this.status = status;
    }

    /** @param word the setting's value; anything else than its words counts as not set */
    static RefundPractice of(String word) {
        return switch (word) {
            case "automatic" -> AUTOMATIC;
            case "on-claim" -> ON_CLAIM;
            default -> NOT_AGREED;
        };
    }

    /** The refund of what was cancelled on these terms. */
    Refund of(Optional<Money> refundable, Optional<Money> penalty) {
        boolean nothing = refundable.filter(money -> money.minorUnits() == 0).isPresent();
        return new Refund(nothing ? Refund.Status.NONE : status, refundable, lines(refundable, penalty));
    }

    /** What a refund is made up of. Amounts of zero are no lines. */
    static List<RefundLine> lines(Optional<Money> refundable, Optional<Money> penalty) {
        List<RefundLine> lines = new ArrayList<>();
        refundable
                .filter(money -> money.minorUnits() > 0)
                .ifPresent(money -> lines.add(new RefundLine("", RefundLine.Kind.REFUND, money)));
        penalty.filter(money -> money.minorUnits() > 0)
                .ifPresent(money -> lines.add(new RefundLine("", RefundLine.Kind.PENALTY, money)));
        return lines;
    }
}
