package dev.breakwater.touroperator;

import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import java.util.List;
import java.util.function.Predicate;

/** How one part of a booking stands. */
record ItemStanding(ScopeItem item, Standing standing) {
    private static final ScopeItem WHOLE = new ScopeItem(ScopeType.ITEM, "whole");

    static ItemStanding ofWhole(Standing standing) {
        return new ItemStanding(WHOLE, standing);
    }

    /** @param number as the supplier writes it, maybe with zeros in front */
    static ItemStanding ofSegment(String number, Standing standing) {
        return new ItemStanding(new ScopeItem(ScopeType.SEGMENT, number.replaceFirst("^0+(?=.)", "")), standing);
    }

    static List<ScopeItem> items(List<ItemStanding> all, Predicate<Standing> which) {
        return all.stream()
                .filter(one -> which.test(one.standing()))
                .map(ItemStanding::item)
                .toList();
    }
}
