package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.breakwater.plugin.RefundLine;
import io.swagger.v3.oas.annotations.media.Schema;

/** One line of a refund. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RefundLine", description = "What the refund is made of. Lines other than PENALTY add up to it.")
record LineView(
        @Schema(description = "The supplier's reference of what the line is for; absent for the whole.")
        String item,

        RefundLine.Kind kind,
        MoneyView amount) {
    static LineView of(RefundLine line) {
        return new LineView(line.item().isEmpty() ? null : line.item(), line.kind(), MoneyView.of(line.amount()));
    }
}
