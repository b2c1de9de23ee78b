package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Setting;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** A supplier as callers see it: what it can do and how it does. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Supplier")
record SupplierView(
        @Schema(example = "glass-tower") String id,

        @Schema(example = "Glass Tower Tickets") String name,

        @Schema(example = "attraction") String plugin,

        @Schema(description = "Absent without a plugin.", example = "0.1.0")
        String pluginVersion,

        @Schema(example = "octo") String protocol,

        @Schema(description = "What the protocol can do. Empty without a plugin.")
        List<Capability> capabilities,

        @Schema(description = "The kinds of items a scope may name; empty: whole bookings only.")
        List<ScopeType> scopes,

        @Schema(description = "What a booking's attributes may hold.")
        List<AttributeView> attributes,

        @Schema(example = "EUR") String currency,

        @Schema(example = "Europe/Paris") String timeZone,

        HealthView health,

        @Schema(description = "Whether a person has paused it, its plugin or all: orders are accepted and wait.")
        boolean paused) {

    /** A fact about a booking that the protocol wants. */
    @Schema(name = "Attribute")
    record AttributeView(String name, boolean required, String description) {
        static AttributeView of(Setting setting) {
            return new AttributeView(setting.name(), setting.required(), setting.description());
        }
    }

    /** Whether it can be talked to. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SupplierHealth")
    record HealthView(
            State state,

            @Schema(description = "Why it cannot be talked to.")
            String reason) {
        /** Whether it can be talked to. */
        enum State {
            CONNECTED,
            WITHOUT_PLUGIN
        }
    }

    /** All suppliers. */
    @Schema(name = "Suppliers")
    record All(List<SupplierView> items) {}

    static SupplierView of(Supplier supplier, boolean paused) {
        Optional<ProtocolInfo> info = supplier.connection().map(Connection::info);
        return new SupplierView(
                supplier.id(),
                supplier.config().name(),
                supplier.config().plugin(),
                supplier.connection().map(Connection::pluginVersion).orElse(null),
                supplier.config().protocol(),
                info.map(known -> known.capabilities().stream().sorted().toList())
                        .orElse(List.of()),
                info.map(known -> known.scopes().stream().sorted().toList()).orElse(List.of()),
                info.map(known -> known.attributes().stream()
                                .map(AttributeView::of)
                                .toList())
                        .orElse(List.of()),
                supplier.config().currency().getCurrencyCode(),
                supplier.config().timeZone().getId(),
                supplier.connection().isPresent()
                        ? new HealthView(HealthView.State.CONNECTED, null)
                        : new HealthView(HealthView.State.WITHOUT_PLUGIN, supplier.withoutPlugin()),
                paused);
    }
}
