package dev.breakwater.hotelchain;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefundLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what really came back for rooms that are cancelled, by their history. */
final class Refunds {
    private Refunds() {}

    /** @param paidToTheProperty whether the hotel has the money, as the quote told: a cancelled room may not tell any more */
    static Refund of(List<Room> rooms, boolean paidToTheProperty) {
        List<Refund> refunds =
                rooms.stream().map(room -> of(room, paidToTheProperty)).toList();
        List<Money> amounts =
                refunds.stream().flatMap(refund -> refund.amount().stream()).toList();
        Refund.Status status = Stream.of(Refund.Status.MANUAL, Refund.Status.UNKNOWN, Refund.Status.AUTOMATIC)
                .filter(one -> refunds.stream().anyMatch(refund -> refund.status() == one))
                .findFirst()
                .orElse(Refund.Status.NONE);
        return new Refund(
                status,
                amounts.size() == refunds.size() ? Amounts.sum(amounts) : Optional.empty(),
                refunds.stream().flatMap(refund -> refund.lines().stream()).toList());
    }

    /** Of a room whose history cannot be read. */
    static Refund untold(boolean paidToTheProperty) {
        return paidToTheProperty ? new Refund(Refund.Status.MANUAL, Optional.empty(), List.of()) : Refund.UNKNOWN;
    }

    private static Refund of(Room room, boolean paidToTheProperty) {
        Optional<Money> refunded = room.ending().flatMap(Ending::refunded);
        if (paidToTheProperty || room.rate().isPaidToTheProperty()) {
            boolean nothingPaid = room.rate().paid().filter(Refunds::isNothing).isPresent();
            return new Refund(nothingPaid ? Refund.Status.NONE : Refund.Status.MANUAL, refunded, lines(room));
        }
        return refunded.map(amount -> new Refund(
                        isNothing(amount) ? Refund.Status.NONE : Refund.Status.AUTOMATIC, refunded, lines(room)))
                .orElse(Refund.UNKNOWN);
    }

    private static List<RefundLine> lines(Room room) {
        List<RefundLine> lines = new ArrayList<>();
        room.ending()
                .flatMap(Ending::refunded)
                .filter(amount -> !isNothing(amount))
                .ifPresent(amount -> lines.add(new RefundLine(room.id(), RefundLine.Kind.REFUND, amount)));
        room.ending()
                .flatMap(Ending::penalty)
                .filter(amount -> !isNothing(amount))
                .ifPresent(amount -> lines.add(new RefundLine(room.id(), RefundLine.Kind.PENALTY, amount)));
        return lines;
    }

    private static boolean isNothing(Money amount) {
        return amount.minorUnits() == 0;
    }
}
