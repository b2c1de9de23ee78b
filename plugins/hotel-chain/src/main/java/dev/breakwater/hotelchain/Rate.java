package dev.breakwater.hotelchain;

import dev.breakwater.plugin.Money;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The conditions of a room.
 *
 * @param refundable whether anything comes back at all; true if the supplier does not tell, empty if it cannot be read
 * @param namesRefund whether the supplier names what comes back if the room is cancelled now
 * @param refund what that is; empty also if it cannot be read
 * @param paid the price of the room, in the currency that settles
 * @param penalties what cancelling costs when; empty if it cannot be read
 * @param nonrefundable the days on which nothing comes back; empty if they cannot be read
 * @param nights the prices of the nights, as far as they can be read
 * @param length how many nights the stay has; more than any stay if the supplier does not tell
 */
record Rate(
        Optional<Boolean> refundable,
        Optional<Merchant> merchant,
        boolean namesRefund,
        Optional<Money> refund,
        Optional<Money> paid,
        Optional<List<PenaltyWindow>> penalties,
        Optional<List<DateRange>> nonrefundable,
        List<Money> nights,
        long length) {
    private static final long UNTOLD = 100_000;

    /** More windows and days than any rate has. */
    private static final int MOST = 1_000;

    static Rate read(JsonView room) {
        Optional<JsonView> rate = room.object("rate");
        Optional<JsonView> pricing = rate.flatMap(r -> r.object("pricing"));
        return new Rate(
                rate.filter(r -> r.has("refundable"))
                        .map(r -> r.bool("refundable"))
                        .orElse(Optional.of(true)),
                rate.flatMap(r -> r.text("merchant_of_record")).flatMap(Tables.MERCHANTS::meaning),
                rate.filter(r -> r.has("cancel_refund")).isPresent(),
                rate.flatMap(r -> r.object("cancel_refund")).flatMap(refund -> Amounts.credit(refund, "amount")),
                pricing.flatMap(p -> p.object("totals"))
                        .flatMap(totals -> Amounts.billable(totals, "inclusive"))
                        .flatMap(price -> Amounts.positive(price, "value")),
                rate.flatMap(r -> all(r, "cancel_penalties", PenaltyWindow::read)),
                rate.flatMap(r -> all(r, "nonrefundable_date_ranges", DateRange::read)),
                pricing.map(Rate::nights).orElse(List.of()),
                room.date("checkin")
                        .flatMap(in -> room.date("checkout").map(out -> ChronoUnit.DAYS.between(in, out)))
                        .filter(length -> length > 0)
                        .orElse(UNTOLD));
    }

    boolean isPaidToTheProperty() {
        return merchant.filter(Merchant.PROPERTY::equals).isPresent();
    }

    private static <T> Optional<List<T>> all(JsonView rate, String name, Function<JsonView, Optional<T>> reader) {
        List<T> read = rate.objects(name).stream()
                .flatMap(element -> reader.apply(element).stream())
                .toList();
        return read.size() == rate.size(name) && read.size() <= MOST ? Optional.of(read) : Optional.empty();
    }

    private static List<Money> nights(JsonView pricing) {
        return pricing.groups("nightly").stream()
                .flatMap(night -> night(night).stream())
                .toList();
    }

    private static Optional<Money> night(List<JsonView> charges) {
        List<Money> read = charges.stream()
                .flatMap(charge -> Amounts.signed(charge, "value").stream())
                .toList();
        return Optional.of(read)
                .filter(all -> all.size() == charges.size())
                .flatMap(Amounts::sum)
                .filter(sum -> !sum.isNegative());
    }
}
