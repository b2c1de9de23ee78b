package dev.breakwater.rail;

import static java.util.Comparator.comparing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which of several refund offers is taken: one with the waiver applied, if there is a waiver; paid to the original account;
 * with the highest refund; valid longest.
 *
 * @param asked the tickets that were asked for
 * @param mayCoverOthers whether an offer may refund other tickets too
 * @param waiver the waiver's code
 */
record OfferChoice(Set<String> asked, boolean mayCoverOthers, Optional<String> waiver) {
    OfferChoice {
        asked = Set.copyOf(asked);
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
        return offer.isProposed() && coversAsked && (mayCoverOthers || !coversOthers);
    }

    private Comparator<RefundOffer> preference() {
        return comparing((RefundOffer offer) -> appliesWaiver(offer) ? 0 : 1)
                .thenComparing(OfferChoice::rankOfPayment)
                .thenComparing(OfferChoice::refundable, Comparator.reverseOrder())
                .thenComparing(offer -> offer.validUntil().orElse(Instant.MIN), Comparator.reverseOrder())
                .thenComparing(RefundOffer::id);
    }

    private static int rankOfPayment(RefundOffer offer) {
        if (offer.paymentMethod().equalsIgnoreCase(RefundOffer.ORIGINAL_ACCOUNT)) {
            return 0;
        }
        return offer.paymentMethod().isEmpty() ? 1 : 2;
    }

    private static BigDecimal refundable(RefundOffer offer) {
        return offer.refundable().map(money -> new BigDecimal(money.amount())).orElse(BigDecimal.ONE.negate());
    }
}
