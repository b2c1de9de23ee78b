package dev.breakwater.gateway.api;

import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A part of a booking. */
@Schema(name = "ScopeItem", description = "A part of a booking.")
record ScopeItemView(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) ScopeType type,

        @Schema(
                description = "The supplier's reference of that part.",
                example = "ticket-1",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String reference) {
    static List<ScopeItemView> of(List<ScopeItem> items) {
        return items.stream()
                .map(item -> new ScopeItemView(item.type(), item.reference()))
                .toList();
    }
}
