package dev.breakwater.rail;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.SupplierWord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the confirmation of an offer came to.
 *
 * @param carried what was to be cancelled
 * @param scope the unit's scope
 * @param ours our offer as it was confirmed, if it is shown
 * @param aliases further references of the booking
 */
record Settlement(Carried carried, List<ScopeItem> scope, Optional<RefundOffer> ours, Set<BookingKey> aliases) {
    Settlement {
        scope = List.copyOf(scope);
    }

    CancelResult of(Booking booking) {
        return of(ItemStanding.in(booking, Extent.of(carried.tickets(), scope), ours));
    }

    CancelResult of(RefundOffer offer) {
        return of(ItemStanding.in(offer, carried.tickets()));
    }

    private CancelResult of(List<ItemStanding> tickets) {
        List<ItemStanding> all = Stream.concat(
                        tickets.stream(),
                        ours.stream().filter(offer -> scope.isEmpty()).flatMap(ItemStanding::issued))
                .toList();
        List<ScopeItem> cancelled = ItemStanding.items(all, standing -> standing == Standing.CANCELLED);
        List<ScopeItem> remaining = ItemStanding.items(all, standing -> standing != Standing.CANCELLED);
        Refund refund = ours.map(RefundOffer::refund).orElse(Refund.UNKNOWN);
        SupplierWord word =
                ours.map(offer -> new SupplierWord(offer.status(), "")).orElse(SupplierWord.NONE);
        if (all.stream().anyMatch(one -> one.standing() == Standing.PENDING)) {
            return new CancelResult.Pending(word);
        }
        if (remaining.isEmpty()) {
            return new CancelResult.Cancelled(refund, aliases, word);
        }
        boolean isClear = all.stream().noneMatch(one -> one.standing() == Standing.UNKNOWN);
        return isClear && !cancelled.isEmpty()
                ? new CancelResult.PartlyCancelled(cancelled, remaining, Optional.empty(), refund, word)
                : new CancelResult.Unknown(word);
    }
}
