package dev.breakwater.hotelchain;

import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Terms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells what cancelling a room costs: by the refund that the supplier names, or else by its penalties. On days without refund,
 * and for rates without refund, all that was paid is lost, whatever else the supplier names.
 */
final class RoomTerms {
    private final Rate rate;
    private final Instant now;
    private final ZoneId zone;

    /** @param fallback where the property is, if its penalties do not tell by their offset */
    RoomTerms(Rate rate, Instant now, ZoneId fallback) {
        this.rate = rate;
        this.now = now;
        this.zone = rate.penalties().stream()
                .flatMap(List::stream)
                .findFirst()
                .<ZoneId>map(window -> window.start().getOffset())
                .orElse(fallback);
    }

    LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    /** Of a room that can be cancelled. */
    Terms ofCancelling() {
        Terms terms = withoutDeadlines();
        return terms.penalty().map(penalty -> terms.until(rises(penalty))).orElse(terms);
    }

    /** Of a room that cannot be cancelled: what was paid is lost. */
    Terms ofKeeping() {
        return rate.paid()
                .map(paid -> terms(paid, Optional.of(Money.zero(paid.currency())), Confidence.CONFIRMED))
                .orElse(Terms.UNKNOWN);
    }

    private Terms withoutDeadlines() {
        if (rate.nonrefundable().isEmpty() || rate.refundable().isEmpty()) {
            return Terms.UNKNOWN;
        }
        boolean lost = !rate.refundable().get()
                || rate.nonrefundable().get().stream().anyMatch(days -> days.contains(today()));
        if (rate.isPaidToTheProperty()) {
            return (lost ? rate.paid() : estimate())
                    .map(penalty -> terms(penalty, Optional.empty(), Confidence.ESTIMATED))
                    .orElse(Terms.UNKNOWN);
        }
        if (lost) {
            return ofKeeping();
        }
        return rate.namesRefund() ? rate.refund().map(this::named).orElse(Terms.UNKNOWN) : estimated();
    }

    private Terms named(Money refund) {
        return rate.paid()
                .flatMap(paid -> Amounts.minus(paid, refund))
                .map(penalty -> terms(penalty, Optional.of(refund), Confidence.CONFIRMED))
                .orElseGet(() -> new Terms(Optional.empty(), Optional.of(refund), List.of(), Confidence.UNKNOWN));
    }

    private Terms estimated() {
        return estimate()
                .map(penalty ->
                        terms(penalty, rate.paid().flatMap(paid -> Amounts.minus(paid, penalty)), Confidence.ESTIMATED))
                .orElse(Terms.UNKNOWN);
    }

    /** The penalty by the window that contains now; nothing before the first one. */
    private Optional<Money> estimate() {
        List<PenaltyWindow> windows = rate.penalties().orElse(List.of());
        List<PenaltyWindow> current =
                windows.stream().filter(window -> window.contains(now)).toList();
        boolean before = !windows.isEmpty()
                && windows.stream()
                        .allMatch(window -> now.isBefore(window.start().toInstant()));
        if (before) {
            return rate.paid().map(paid -> Money.zero(paid.currency()));
        }
        List<Money> costs =
                current.stream().flatMap(window -> window.cost(rate).stream()).toList();
        boolean comparable = costs.size() == current.size()
                && costs.stream().map(Money::currency).distinct().count() == 1;
        return comparable ? costs.stream().max(Comparator.naturalOrder()) : Optional.empty();
    }

    private List<Deadline> rises(Money penalty) {
        Stream<Deadline> windows = rate.penalties().orElse(List.of()).stream()
                .flatMap(window ->
                        window
                                .cost(rate)
                                .map(cost -> new Deadline(window.start().toInstant(), cost))
                                .stream());
        Stream<Deadline> days = rate.nonrefundable().orElse(List.of()).stream()
                .flatMap(range ->
                        rate
                                .paid()
                                .map(paid -> new Deadline(
                                        range.start().atStartOfDay(zone).toInstant(), paid))
                                .stream());
        List<Deadline> ahead = Stream.concat(windows, days)
                .filter(deadline -> deadline.at().isAfter(now))
                .filter(deadline -> deadline.penalty().currency().equals(penalty.currency()))
                .sorted(Comparator.comparing(Deadline::at).thenComparing(Deadline::penalty, Comparator.reverseOrder()))
                .toList();
        List<Deadline> rises = new ArrayList<>();
        Money highest = penalty;
        for (Deadline deadline : ahead) {
            if (deadline.penalty().compareTo(highest) > 0) {
                highest = deadline.penalty();
                rises.add(deadline);
            }
        }
        return rises;
    }

    private static Terms terms(Money penalty, Optional<Money> refundable, Confidence confidence) {
        return new Terms(Optional.of(penalty), refundable, List.of(), confidence);
    }
}
