package dev.breakwater.airline;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An offer to cancel.
 *
 * @param id what the commit accepts, once
 * @param owner the airline's code, empty if not told
 * @param deletions what it cancels
 * @param expiresAt until when it can be accepted; empty if the airline does not promise
 * @param cost what it costs
 */
record CancelOffer(String id, String owner, List<Deletion> deletions, Optional<Instant> expiresAt, Cost cost) {
    /** Cash before value that is kept, the highest refund, the longest life. */
    static final Comparator<CancelOffer> BEST_FIRST = Comparator.comparing(CancelOffer::rankOfForm)
            .thenComparing(CancelOffer::refundable, Comparator.reverseOrder())
            .thenComparing(offer -> offer.expiresAt.orElse(Instant.MIN), Comparator.reverseOrder())
            .thenComparing(CancelOffer::id);

    CancelOffer {
        deletions = List.copyOf(deletions);
    }

    /** The offers in a response that can be accepted at all. */
    static List<CancelOffer> in(Xml response, ZoneId zone) {
        Optional<String> currency = Order.currencyOf(response);
        Map<String, Penalty> penalties = response.at("DataLists", "PenaltyList").all("Penalty").stream()
                .collect(Collectors.toMap(
                        penalty -> penalty.text("PenaltyID").orElse(""),
                        penalty -> Penalty.of(penalty, currency),
                        (one, other) -> one));
        return response.at("ReshopResults", "ReshopOffers").all("Offer").stream()
                .filter(offer -> offer.text("OfferID").isPresent()
                        && !offer.all("DeleteOrderItem").isEmpty()
                        && offer.all("AddOfferItem").isEmpty())
                .map(offer -> of(offer, zone, currency, penalties))
                .toList();
    }

    private static CancelOffer of(Xml offer, ZoneId zone, Optional<String> currency, Map<String, Penalty> penalties) {
        List<Xml> deleted = offer.all("DeleteOrderItem");
        List<String> named = deleted.stream()
                .flatMap(element -> element.below("PenaltyRefID"))
                .map(reference -> reference.text().orElse(""))
                .toList();
        List<Penalty> charged = named.stream()
                .distinct()
                .map(id -> penalties.getOrDefault(id, new Penalty(Optional.empty(), Optional.empty())))
                .toList();
        List<Differential> differentials = deleted.stream()
                .map(element -> Differential.of(Deletion.of(element).item(), element.at("PriceDifferential"), currency))
                .toList();
        return new CancelOffer(
                offer.text("OfferID").orElseThrow(),
                offer.text("OwnerCode").orElse(""),
                deleted.stream().map(Deletion::of).toList(),
                offer.text("OfferExpirationTimeLimitDateTime").flatMap(time -> instant(time, zone)),
                new Cost(differentials, charged, charged.size() < named.size()));
    }

    private static Optional<Instant> instant(String time, ZoneId zone) {
        if (!time.matches("[0-9]{4}-.*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                            DateTimeFormatter.ISO_DATE_TIME.parseBest(time, OffsetDateTime::from, LocalDateTime::from))
                    .map(read -> read instanceof OffsetDateTime known
                            ? known.toInstant()
                            : ((LocalDateTime) read).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Of several offers for a whole order, those that cancel every item that any of them cancels. */
    static List<CancelOffer> forWhole(List<CancelOffer> offers) {
        Set<String> all = offers.stream()
                .flatMap(offer -> offer.deletions.stream())
                .map(Deletion::item)
                .collect(Collectors.toUnmodifiableSet());
        return offers.stream()
                .filter(offer -> offer.isNamed()
                        && offer.deletions.stream().noneMatch(Deletion::isKeeping)
                        && offer.byItem().keySet().containsAll(all))
                .toList();
    }

    /** Whether it cancels exactly this. */
    boolean fits(Selection meant) {
        Map<String, Selection.Part> parts = meant.parts().stream()
                .collect(Collectors.toUnmodifiableMap(part -> part.item().id(), Function.identity()));
        return isNamed()
                && deletions.size() == parts.size()
                && deletions.stream()
                        .allMatch(deletion -> deletion.cancels(Optional.ofNullable(parts.get(deletion.item()))));
    }

    private boolean isNamed() {
        return deletions.stream().allMatch(Deletion::isNamed) && byItem().size() == deletions.size();
    }

    private Map<String, Deletion> byItem() {
        return deletions.stream().collect(Collectors.toMap(Deletion::item, Function.identity(), (one, other) -> one));
    }

    /** The airline's words for the form in which the value comes back. */
    String words() {
        return cost.differentials().stream().map(Differential::word).distinct().collect(Collectors.joining(" "));
    }

    boolean hasExpired(Instant now) {
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
    }

    private int rankOfForm() {
        if (!cost.isUnderstood()) {
            return 2;
        }
        return cost.differentials().stream().allMatch(Differential::isCash) ? 0 : 1;
    }

    private BigDecimal refundable() {
        return cost.refundable().map(money -> new BigDecimal(money.amount())).orElse(BigDecimal.ONE.negate());
    }
}
