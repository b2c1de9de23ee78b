package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.supplier.Protection;
import dev.breakwater.gateway.supplier.SupplierConfig;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations of suppliers that differ in what protects them. */
final class Configs {
    private Configs() {}

    static SupplierConfig config(Protection protection) {
        return new SupplierConfig(
                "tower",
                "Tower",
                "attraction",
                Optional.empty(),
                "octo",
                URI.create("http://127.0.0.1:1"),
                new SupplierConfig.Auth.None(),
                Optional.empty(),
                new SupplierConfig.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15)),
                protection,
                Currency.getInstance("EUR"),
                ZoneOffset.UTC,
                Duration.ofSeconds(2),
                false,
                false,
                SupplierConfig.Resend.NEVER,
                2,
                List.of(Duration.ofSeconds(5)),
                new SupplierConfig.Retry(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(24)),
                Map.of());
    }
}
