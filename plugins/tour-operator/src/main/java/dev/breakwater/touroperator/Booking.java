package dev.breakwater.touroperator;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.SupplierWord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A booking as the supplier tells it.
 *
 * @param status its code of the list STS as the supplier wrote it; empty if there is none
 * @param doubted whether a warning speaks against what the supplier tells
 * @param ids what it is called
 * @param items those parts of the package that bear a status of their own
 * @param price what it costs; what stays with the supplier once it is cancelled
 * @param received what was paid for it
 * @param refunds what was paid back
 */
record Booking(
        String status,
        boolean doubted,
        List<RecordId> ids,
        List<ItemStanding> items,
        Optional<Money> price,
        Optional<Money> received,
        List<PostedRefund> refunds) {
    Booking {
        ids = List.copyOf(ids);
        items = List.copyOf(items);
        refunds = List.copyOf(refunds);
    }

    /** Money that the supplier has paid back. */
    record PostedRefund(Optional<Money> amount, Optional<Instant> at) {}

    SupplierWord word() {
        return new SupplierWord(status, status.isEmpty() ? "the booking has no status" : "");
    }

    Standing standing() {
        return Standing.of(status);
    }

    /** How these segments stand, or everything if none is named. */
    List<ItemStanding> standings(List<ScopeItem> scope) {
        if (doubted) {
            return List.of(ItemStanding.ofWhole(Standing.UNKNOWN));
        }
        if (!scope.isEmpty()) {
            return scope.stream().map(this::standing).toList();
        }
        return isMixed() && standing() != Standing.PENDING ? items : List.of(ItemStanding.ofWhole(whole()));
    }

    /** Nobody knows what became of a package whose parts say the contrary. */
    private Standing whole() {
        boolean contrary = !items.isEmpty()
                && !isMixed()
                && (items.get(0).standing() == Standing.CANCELLED) != (standing() == Standing.CANCELLED);
        return contrary && standing() != Standing.PENDING ? Standing.UNKNOWN : standing();
    }

    private boolean isMixed() {
        return items.stream().map(ItemStanding::standing).distinct().count() > 1;
    }

    /** A segment that says nothing about itself is cancelled if the whole package is; otherwise nobody knows. */
    private ItemStanding standing(ScopeItem segment) {
        List<Standing> told = items.stream()
                .filter(item -> item.item().reference().equals(segment.reference()))
                .map(ItemStanding::standing)
                .distinct()
                .toList();
        Standing own = told.isEmpty() ? standing() : told.get(0);
        boolean isTold = told.size() == 1 || told.isEmpty() && own == Standing.CANCELLED;
        boolean isContrary = standing() == Standing.CANCELLED && own != Standing.CANCELLED;
        boolean isUnderWay = standing() == Standing.PENDING && own == Standing.ACTIVE;
        return new ItemStanding(
                segment, !isTold || isContrary ? Standing.UNKNOWN : isUnderWay ? Standing.PENDING : own);
    }
}
