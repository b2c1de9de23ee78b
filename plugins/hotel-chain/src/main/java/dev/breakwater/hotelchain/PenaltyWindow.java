package dev.breakwater.hotelchain;

import static java.util.Comparator.reverseOrder;

import dev.breakwater.plugin.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A time in which cancelling costs something: an amount, a share of the price or a number of nights.
 *
 * @param start the first moment
 * @param end the first moment after
 */
record PenaltyWindow(
        OffsetDateTime start,
        OffsetDateTime end,
        Optional<Money> amount,
        Optional<BigDecimal> percent,
        Optional<Integer> nights) {
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,4})?) ?%?");
    private static final Pattern NIGHTS = Pattern.compile("[0-9]{1,3}");

    /** Empty if it cannot be told when it is or what it costs. */
    static Optional<PenaltyWindow> read(JsonView json) {
        Optional<Money> amount = Amounts.positive(json, "amount");
        Optional<BigDecimal> percent = json.text("percent")
                .map(PERCENT::matcher)
                .filter(Matcher::matches)
                .map(match -> new BigDecimal(match.group(1)));
        Optional<Integer> nights = json.text("nights")
                .filter(text -> NIGHTS.matcher(text).matches())
                .map(Integer::valueOf);
        List<Optional<?>> told = List.of(amount, percent, nights);
        long readable = told.stream().filter(Optional::isPresent).count();
        long named = Stream.of("amount", "percent", "nights").filter(json::has).count();
        if (readable == 0 || readable < named) {
            return Optional.empty();
        }
        return json.time("start")
                .flatMap(start -> json.time("end")
                        .filter(end -> end.isAfter(start))
                        .map(end -> new PenaltyWindow(start, end, amount, percent, nights)));
    }

    boolean contains(Instant moment) {
        return !moment.isBefore(start.toInstant()) && moment.isBefore(end.toInstant());
    }

    /**
     * What is lost in this time, the most if it is told in several ways; empty if that takes a price or a number of nights that
     * nobody has told.
     */
    Optional<Money> cost(Rate rate) {
        List<Optional<Money>> costs = Stream.of(
                        amount.map(Optional::of),
                        percent.map(share -> rate.paid().flatMap(paid -> share(paid, share))),
                        nights.map(count -> dearest(count, rate)))
                .flatMap(Optional::stream)
                .toList();
        boolean comparable = costs.stream().allMatch(Optional::isPresent)
                && costs.stream().map(cost -> cost.get().currency()).distinct().count() == 1;
        Optional<Money> most =
                comparable ? costs.stream().flatMap(Optional::stream).max(Comparator.naturalOrder()) : Optional.empty();
        return most.map(money -> rate.paid()
                .filter(paid -> paid.currency().equals(money.currency()) && paid.compareTo(money) < 0)
                .orElse(money));
    }

    private static Optional<Money> share(Money paid, BigDecimal percent) {
        BigDecimal units =
                BigDecimal.valueOf(paid.minorUnits()).multiply(percent).movePointLeft(2);
        return Optional.of(new Money(
                paid.currency(),
                units.setScale(0, RoundingMode.UP)
                        .min(BigDecimal.valueOf(Long.MAX_VALUE))
                        .longValueExact()));
    }

    /** Which nights are charged nobody tells: it is assumed that they are the dearest. */
    private static Optional<Money> dearest(int count, Rate rate) {
        List<Money> prices = rate.nights();
        if (count == 0) {
            return rate.paid().map(paid -> Money.zero(paid.currency()));
        }
        if (count >= rate.length()) {
            return rate.paid();
        }
        boolean oneCurrency = prices.stream().map(Money::currency).distinct().count() == 1;
        return oneCurrency && prices.size() == rate.length()
                ? Amounts.sum(
                        prices.stream().sorted(reverseOrder()).limit(count).toList())
                : Optional.empty();
    }
}
