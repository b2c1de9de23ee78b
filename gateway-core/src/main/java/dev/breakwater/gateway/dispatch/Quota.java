package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.supplier.SupplierConfig;
import java.time.Duration;
import java.util.Optional;

/** How many exchanges a supplier allows, over the whole cluster. */
interface Quota {
    /** Takes one exchange, or tells how long until it is worth asking again; zero means taken. */
    Duration take(SupplierConfig supplier);

    /** Gives an exchange back that was taken for nothing. */
    void giveBack(SupplierConfig supplier);

    /** What is left now. */
    Left left(SupplierConfig supplier);

    /**
     * What is left of a quota.
     *
     * @param now exchanges that could begin at once; empty: not limited, or the cluster cannot be asked
     * @param today exchanges of the daily quota; empty: there is none
     */
    record Left(Optional<Long> now, Optional<Integer> today) {}
}
