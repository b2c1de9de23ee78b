package dev.breakwater.gateway.api;

import dev.breakwater.plugin.Waiver;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/** A supplier's promise to waive its penalty. */
@Schema(name = "Waiver", description = "A supplier's promise to waive its penalty.")
record WaiverView(
        @Schema(example = "EPIDEMIC-2020", requiredMode = Schema.RequiredMode.REQUIRED)
        String code,

        @Schema(description = "Cancel only if the supplier shows that the waiver was applied.")
        boolean required) {
    static WaiverView of(Optional<Waiver> waiver) {
        return waiver.map(known -> new WaiverView(known.code(), known.required()))
                .orElse(null);
    }
}
