package dev.breakwater.rail;

import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When a refund becomes dearer, by the after-sale conditions of what is to be refunded. */
final class RefundFees {
    private static final int MOST_DEADLINES = 20;
    private static final int MOST_CONDITIONS = 1_000;

    private final List<BookingPart> parts;

    /** @param parts all that is to be refunded */
    RefundFees(List<BookingPart> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * The rises that are told, the earliest first. None if a part does not tell its conditions: then the sum is not known.
     *
     * @param penalty what is lost now
     */
    List<Deadline> rises(Instant now, Money penalty) {
        boolean told = !parts.isEmpty()
                && parts.stream().noneMatch(part -> part.fees().isEmpty())
                && parts.stream().mapToInt(part -> part.fees().size()).sum() <= MOST_CONDITIONS;
        if (!told) {
            return List.of();
        }
        List<Deadline> rises = new ArrayList<>();
        Money most = penalty;
        for (Instant moment : moments(now)) {
            Optional<Money> lost = lostAt(moment);
            if (lost.isEmpty() || !lost.get().currency().equals(most.currency()) || rises.size() == MOST_DEADLINES) {
                break;
            }
            if (lost.get().compareTo(most) > 0) {
                most = lost.get();
                rises.add(new Deadline(moment, most));
            }
        }
        return rises;
    }

    private List<Instant> moments(Instant now) {
        return parts.stream()
                .flatMap(part -> part.fees().stream())
                .flatMap(fee -> Stream.concat(fee.from().stream(), fee.until().stream()))
                .filter(now::isBefore)
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<Money> lostAt(Instant moment) {
        List<Money> each =
                parts.stream().flatMap(part -> lostAt(part, moment).stream()).toList();
        return each.size() == parts.size() ? Amounts.sum(each) : Optional.empty();
    }

    /** Without a condition that still holds, nothing of the price comes back. */
    private static Optional<Money> lostAt(BookingPart part, Instant moment) {
        List<Money> fees = part.fees().stream()
                .filter(fee -> fee.holdsAt(moment))
                .map(RefundFee::fee)
                .toList();
        boolean comparable = fees.stream().map(Money::currency).distinct().count() == 1;
        return fees.isEmpty()
                ? part.price()
                : Optional.of(fees)
                        .filter(some -> comparable)
                        .flatMap(some -> some.stream().min(Money::compareTo));
    }
}
