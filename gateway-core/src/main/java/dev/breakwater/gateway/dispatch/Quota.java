package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.supplier.SupplierConfig;
import java.time.Duration;

/** How many exchanges a supplier allows, over the whole cluster. */
interface Quota {
    /** Takes one exchange, or tells how long until there is one; zero means taken. */
    Duration take(SupplierConfig supplier);
}
