package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.breakwater.gateway.cancellation.Deadlines.Endangered;
import dev.breakwater.gateway.dispatch.Forecast;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is going to become of what waits at a supplier. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Forecast", description = "What is going to become of what waits. What nobody knows is left out.")
record ForecastView(
        @Schema(example = "glass-tower") String supplier,

        @Schema(description = "How many wait, now or for a later time.")
        long backlog,

        @Schema(description = "How many have their turn per second.")
        Double perSecond,

        @Schema(description = "Until all had their turn.") Long drainSeconds,

        @Schema(description = "How many of them have a deadline before them.")
        long withDeadline,

        @Schema(description = "How many of those will not be done in time.")
        Long missing,

        @Schema(description = "What that costs, in each currency.")
        List<MoneyView> atRisk,

        @Schema(description = "Those with the most at stake that will not be done in time, at most 100.")
        List<EndangeredView> first,

        @Schema(description = "What all this rests on.") List<String> assumptions) {

    /** A cancellation that will miss its deadline. */
    @Schema(name = "Endangered")
    record EndangeredView(
            UUID id,
            Instant deadline,

            @Schema(description = "What missing it costs.") MoneyView stake,

            LinksView links) {
        static EndangeredView of(Endangered one) {
            return new EndangeredView(
                    one.id(), one.deadline(), money(one.stake(), one.currency()), LinksView.cancellation(one.id()));
        }
    }

    static ForecastView of(String supplier, Forecast forecast) {
        return new ForecastView(
                supplier,
                forecast.backlog(),
                forecast.perSecond().isPresent() ? forecast.perSecond().getAsDouble() : null,
                forecast.drain().map(drain -> drain.toSeconds()).orElse(null),
                forecast.dated(),
                forecast.missing().orElse(null),
                forecast.atRisk().entrySet().stream()
                        .map(risk -> money(risk.getValue(), risk.getKey()))
                        .toList(),
                forecast.first().stream().map(EndangeredView::of).toList(),
                forecast.assumptions());
    }

    private static MoneyView money(BigDecimal amount, String currency) {
        return new MoneyView(amount.toPlainString(), currency);
    }
}
