package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.breakwater.gateway.cancellation.Event;
import dev.breakwater.gateway.cancellation.ExchangeSummary;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The life of a cancellation, with its evidence. */
@Schema(name = "Timeline", description = "Every transition, and what went over the wire.")
record TimelineView(
        @Schema(description = "From its beginning.") List<EventView> items,

        @Schema(description = "Requests to the supplier and what became of them, without bodies and headers.")
        List<ExchangeView> exchanges) {

    /** One transition. */
    @Schema(name = "Event")
    record EventView(
            int seq,
            Instant at,

            @Schema(description = "gateway, caller:ID, operator:ID or supplier:ID.", example = "gateway")
            String actor,

            Status status,
            StatusReason statusReason,

            @Schema(description = "What it rests on.") Map<String, String> evidence) {
        static EventView of(Event event) {
            return new EventView(
                    event.seq(), event.at(), event.actor(), event.status(), event.reason(), event.evidence());
        }
    }

    /** One request to the supplier. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Exchange")
    record ExchangeView(
            @Schema(description = "QUOTE, CANCEL or LOOKUP.")
            String operation,

            @Schema(description = "READ, PREPARE, MAY_COMMIT or COMMIT.")
            String kind,

            String method,
            String path,

            @Schema(description = "NOT_SENT, ANSWERED or LOST.")
            String delivery,

            @Schema(description = "Why, if it was not answered.")
            String detail,

            @Schema(description = "The HTTP status, if it was.")
            Integer status,

            Instant sentAt,
            long tookMillis,

            @Schema(description = "The intent it went out with, if it may commit.")
            UUID intent) {
        static ExchangeView of(ExchangeSummary exchange) {
            return new ExchangeView(
                    exchange.operation(),
                    exchange.kind(),
                    exchange.method(),
                    exchange.path(),
                    exchange.delivery(),
                    exchange.detail().isEmpty() ? null : exchange.detail(),
                    exchange.status().orElse(null),
                    exchange.sentAt(),
                    exchange.tookMillis(),
                    exchange.intent().orElse(null));
        }
    }

    static TimelineView of(List<Event> events, List<ExchangeSummary> exchanges) {
        return new TimelineView(
                events.stream().map(EventView::of).toList(),
                exchanges.stream().map(ExchangeView::of).toList());
    }
}
