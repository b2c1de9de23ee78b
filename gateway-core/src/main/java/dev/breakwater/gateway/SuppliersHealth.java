package dev.breakwater.gateway;

import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Suppliers;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** How the suppliers stand. One that is not connected does not take the gateway down. */
@Component("suppliersHealthIndicator")
class SuppliersHealth implements HealthIndicator {
    private final Suppliers suppliers;
    private final Dispatcher dispatcher;

    SuppliersHealth(Suppliers suppliers, Dispatcher dispatcher) {
        this.suppliers = suppliers;
        this.dispatcher = dispatcher;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (Supplier supplier : suppliers.all()) {
            health.withDetail(supplier.id(), state(supplier));
        }
        if (!suppliers.problems().isEmpty()) {
            health.withDetail(
                    "problems",
                    suppliers.problems().stream().map(Object::toString).toList());
        }
        return health.build();
    }

    private String state(Supplier supplier) {
        if (supplier.connection().isEmpty()) {
            return "without plugin: " + supplier.withoutPlugin();
        }
        return dispatcher.isPaused(supplier.id()) ? "paused" : "connected";
    }
}
