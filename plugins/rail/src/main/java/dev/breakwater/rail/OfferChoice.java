package dev.breakwater.rail;

import static java.util.Comparator.comparing;

import dev.breakwater.plugin.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which of several refund offers is taken: one that has not expired; with the waiver applied, if there is a waiver; for the most of the tickets;
 * paid to the original account; with the highest refund; with the lowest fee; valid longest. Whether the
 * caller accepts its penalty, the gateway compares.
 *
 * @param asked the tickets that were asked for
 * @param mayCoverOthers whether an offer may refund other tickets too
 * @param foreign the booking parts that an offer must not refund
 * @param waiver the waiver's code
 * @param now when it is taken
 */
record OfferChoice(
        Set<String> asked, boolean mayCoverOthers, Set<String> foreign, Optional<String> waiver, Instant now) {
    private static final BigDecimal UNTOLD_FEE = BigDecimal.valueOf(Long.MAX_VALUE);

    OfferChoice {
        asked = Set.copyOf(asked);
        foreign = Set.copyOf(foreign);
    }

    /** The best of those that can be taken at all. */
    Optional<RefundOffer> best(List<RefundOffer> offers) {
        return offers.stream().filter(this::fits).min(preference());
    }

    boolean appliesWaiver(RefundOffer offer) {
        return waiver.filter(code -> code.equalsIgnoreCase(offer.overruleCode()))
                .isPresent();
    }

    private boolean fits(RefundOffer offer) {
        boolean coversAsked = offer.tickets().isEmpty() || asked.stream().anyMatch(offer::covers);
        boolean coversOthers = offer.tickets().stream().map(Ticket::id).anyMatch(ticket -> !asked.contains(ticket));
        boolean refundsForeign = offer.parts().stream().anyMatch(foreign::contains);
        return offer.isProposed() && coversAsked && (mayCoverOthers || !coversOthers) && !refundsForeign;
    }

    private Comparator<RefundOffer> preference() {
        return comparing(this::isExpired)
                .thenComparing((RefundOffer offer) -> appliesWaiver(offer) ? 0 : 1)
                .thenComparing(this::leftOut)
                .thenComparing(OfferChoice::rankOfPayment)
                .thenComparing(OfferChoice::refundable, Comparator.reverseOrder())
                .thenComparing(offer -> offer.fee().map(OfferChoice::amount).orElse(UNTOLD_FEE))
                .thenComparing(offer -> offer.validUntil().orElse(Instant.MIN), Comparator.reverseOrder())
                .thenComparing(RefundOffer::id);
    }

    private boolean isExpired(RefundOffer offer) {
        return offer.validUntil().filter(end -> !now.isBefore(end)).isPresent();
    }

    private long leftOut(RefundOffer offer) {
        return offer.tickets().isEmpty()
                ? 0
                : asked.stream().filter(ticket -> !offer.covers(ticket)).count();
    }

    private static int rankOfPayment(RefundOffer offer) {
        if (offer.paymentMethod().equalsIgnoreCase(RefundOffer.ORIGINAL_ACCOUNT)) {
            return 0;
        }
        return offer.paymentMethod().isEmpty() ? 1 : 2;
    }

    private static BigDecimal refundable(RefundOffer offer) {
        return offer.refundable().map(OfferChoice::amount).orElse(BigDecimal.ONE.negate());
    }

    private static BigDecimal amount(Money money) {
        return new BigDecimal(money.amount());
    }
}
