package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.review.Decision.Action;
import dev.breakwater.gateway.review.Decision.Finding;
import dev.breakwater.plugin.CancellationReason;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How bodies of requests are documented. They are read by {@link OrderReader}, which says more clearly what is wrong. */
final class Requests {
    static final String ORDER_EXAMPLE = """
            {
              "supplier": "glass-tower",
              "booking": {"reference": "OK-4711", "ownReference": "web-2020-0815"},
              "reason": "EPIDEMIC",
              "requestedAt": "2020-01-24T10:15:00+08:00",
              "maxPenalty": {"amount": "12.50", "currency": "EUR"},
              "metadata": {"case": "4711"}
            }""";
    static final String QUOTE_EXAMPLE = """
            {
              "supplier": "alpine-rail",
              "booking": {"reference": "OK-4711"},
              "reason": "CUSTOMER_REQUEST"
            }""";

    private Requests() {}

    /** The body of an order. */
    @Schema(
            name = "CancellationOrder",
            description =
                    "An order to cancel. Exactly one of quoteId, maxPenalty and acceptAnyPenalty: true says what may be lost.")
    record CancellationOrder(
            @Schema(
                    description = "As GET /v1/suppliers lists it.",
                    example = "glass-tower",
                    requiredMode = RequiredMode.REQUIRED)
            String supplier,

            @Schema(requiredMode = RequiredMode.REQUIRED) BookingView booking,

            @Schema(description = "Left out or empty: the whole booking. At most 100 items.")
            List<ScopeItemView> scope,

            @Schema(description = "Left out: OTHER.") CancellationReason reason,

            @Schema(description = "The traveller's own moment of asking; kept as evidence.")
            Instant requestedAt,

            @Schema(description = "Not worse than this quote.")
            UUID quoteId,

            @Schema(description = "At most this penalty.") MoneyView maxPenalty,

            @Schema(description = "true: whatever it costs.")
            Boolean acceptAnyPenalty,

            WaiverView waiver,

            @Schema(description = "Your own, at most 50 entries of 500 characters; echoed.")
            Map<String, String> metadata) {}

    /** The body of a question. */
    @Schema(name = "QuoteRequest", description = "What would it cost to cancel?")
    record QuoteRequest(
            @Schema(
                    description = "As GET /v1/suppliers lists it.",
                    example = "alpine-rail",
                    requiredMode = RequiredMode.REQUIRED)
            String supplier,

            @Schema(requiredMode = RequiredMode.REQUIRED) BookingView booking,

            @Schema(description = "Left out or empty: the whole booking. At most 100 items.")
            List<ScopeItemView> scope,

            @Schema(description = "Left out: OTHER.") CancellationReason reason,

            WaiverView waiver) {}

    /** The body of a resolution. */
    @Schema(name = "Resolution", description = "What a person found out at the supplier.")
    record ResolutionOrder(
            @Schema(requiredMode = RequiredMode.REQUIRED) Finding decision,

            @Schema(description = "Why it is decided so, up to 500 characters.", requiredMode = RequiredMode.REQUIRED)
            String reason,

            @Schema(
                    description = "What it rests on, up to 1000 characters.",
                    example = "supplier's case 4711, confirmed by telephone",
                    requiredMode = RequiredMode.REQUIRED)
            String evidence,

            @Schema(description = "What comes back; with DONE_AT_SUPPLIER, for one unit.")
            MoneyView refund,

            @Schema(description = "Keys of units; left out: all that are not settled.")
            List<String> units) {}

    /** The body of what needs a reason. */
    @Schema(name = "Reason")
    record ReasonGiven(
            @Schema(description = "Why, up to 500 characters.")
            String reason) {}

    /** The body that names an owner. */
    @Schema(name = "ReviewOwner")
    record OwnerNamed(
            @Schema(description = "Who sees to it, up to 100 characters; null: nobody any more.", example = "mei")
            String owner) {}

    /** The body of a bulk's dry run. */
    @Schema(name = "BulkOrder")
    record BulkOrder(
            @Schema(requiredMode = RequiredMode.REQUIRED) Action action,

            @Schema(description = "With RESOLVE.") Finding decision,

            @Schema(requiredMode = RequiredMode.REQUIRED) BulkFilter filter,

            @Schema(description = "Why, up to 500 characters.", requiredMode = RequiredMode.REQUIRED)
            String reason,

            @Schema(description = "With RESOLVE: what it rests on, up to 1000 characters.")
            String evidence) {}

    /** What a bulk is about. */
    @Schema(name = "BulkFilter", description = "What is left out does not matter.")
    record BulkFilter(
            String supplier,
            Status status,
            StatusReason statusReason,
            String caller,

            @Schema(description = "Accepted then or later.") Instant createdAfter,

            @Schema(description = "Accepted before.") Instant createdBefore) {}

    /** The body that confirms. */
    @Schema(name = "Token")
    record TokenGiven(
            @Schema(description = "The dry run's.", requiredMode = RequiredMode.REQUIRED)
            String token) {}
}
