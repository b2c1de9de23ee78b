package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Reviews.Review;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Refund;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A cancellation as callers see it. What is not known is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Cancellation", description = "One accepted order. What is not known is left out.")
record CancellationView(
        UUID id,
        Status status,

        @Schema(description = "Why it stands where it stands.")
        StatusReason statusReason,

        @Schema(description = "What is certain about the supplier's side.")
        Effect effect,

        @Schema(description = "Whether later evidence contradicts its end.")
        boolean disputed,

        @Schema(example = "glass-tower") String supplier,

        BookingView booking,

        @Schema(description = "Empty: the whole booking.") List<ScopeItemView> scope,

        CancellationReason reason,

        @Schema(description = "The traveller's own moment of asking.")
        Instant requestedAt,

        UUID quoteId,
        MoneyView maxPenalty,
        Boolean acceptAnyPenalty,
        WaiverView waiver,
        Map<String, String> metadata,

        @Schema(description = "When cancelling costs more, as the order says.")
        List<DeadlineView> deadlines,

        RefundView refund,

        @Schema(description = "What is committed at once, one by one; empty until known.")
        List<UnitView> units,

        @Schema(description = "The terms that are on offer now, when statusReason is TERMS_CHANGED.")
        NewQuoteView quote,

        @Schema(description = "The supplier's own code, as it came.")
        String supplierCode,

        @Schema(description = "The supplier's own text, as it came.")
        String supplierText,

        @Schema(description = "The supplier's reference of what a partial cancellation left, if it is a new one.")
        String remainingReference,

        @Schema(description = "How often it was taken up to talk to the supplier.")
        int attempts,

        @Schema(description = "When it is looked at next, while it waits.")
        Instant nextAttemptAt,

        @Schema(description = "Who ordered it.", example = "web")
        String caller,

        Instant createdAt,
        Instant updatedAt,

        @Schema(description = "When retries end.") Instant expiresAt,

        @Schema(description = "While a person has to decide.")
        ReviewView review,

        LinksView links) {

    /** A wait for a person. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReviewState")
    record ReviewView(
            Instant since,

            @Schema(description = "Who sees to it; absent: nobody yet.")
            String owner) {
        static ReviewView of(Review review) {
            return new ReviewView(review.since(), review.owner().orElse(null));
        }
    }

    /** The money that comes back. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Refund")
    record RefundView(
            @Schema(description = "How it comes back; UNKNOWN until the supplier has said so.")
            Refund.Status status,

            @Schema(description = "What the quote promised.")
            MoneyView quoted,

            @Schema(description = "What the supplier confirmed.")
            MoneyView accepted,

            @Schema(description = "What came, later.") MoneyView actual,

            List<LineView> lines) {}

    /** The smallest thing that is committed at once. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Unit")
    record UnitView(
            @Schema(example = "whole") String key,

            @Schema(description = "Empty: the whole booking.")
            List<ScopeItemView> scope,

            UnitProgress.State state,
            StatusReason reason,

            @Schema(description = "What was quoted to be lost.")
            MoneyView penalty,

            @Schema(description = "What the supplier confirmed.")
            UnitRefundView refund,

            @Schema(description = "What of it is not cancelled, if it is partly.")
            List<ScopeItemView> remaining) {}

    /** What comes back for one unit. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "UnitRefund")
    record UnitRefundView(Refund.Status status, MoneyView amount) {}

    /** The terms that are on offer now. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "NewQuote")
    record NewQuoteView(UUID id, MoneyView penalty, MoneyView refundable, Instant expiresAt, LinksView links) {}

    /** One page of a list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CancellationPage")
    record Page(
            List<CancellationView> items,

            @Schema(description = "The cursor of the next page; absent on the last one.")
            String nextCursor) {}
}
