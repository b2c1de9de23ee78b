package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.breakwater.gateway.api.TimelineView.EventView;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Reviews.Case;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.review.Decision.Action;
import dev.breakwater.gateway.review.Decisions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One cancellation that waits for a person. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Review")
record ReviewView(
        UUID id,
        String supplier,

        @Schema(description = "The booking's reference at the supplier.")
        String bookingReference,

        @Schema(description = "Who ordered it.", example = "web")
        String caller,

        StatusReason statusReason,

        @Schema(description = "What is certain about the supplier's side: NONE or UNKNOWN, or PARTIAL.")
        Effect effect,

        Instant since,

        @Schema(description = "How long it has waited.") long ageSeconds,

        @Schema(description = "Who sees to it; absent: nobody yet.")
        String owner,

        @Schema(description = "The transition that brought it here, with its evidence.")
        EventView cause,

        @Schema(description = "What may be decided now.") List<Action> decisions,

        LinksView links) {

    /** One page of the queue. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReviewPage")
    record Page(
            List<ReviewView> items,

            @Schema(description = "The cursor of the next page; absent on the last one.")
            String nextCursor) {}

    static ReviewView of(Case one, Instant now) {
        Cancellation cancellation = one.cancellation();
        Instant since = one.review().since();
        return new ReviewView(
                cancellation.id(),
                cancellation.supplier(),
                cancellation.instruction().booking().reference(),
                cancellation.caller(),
                cancellation.reason(),
                cancellation.effect(),
                since,
                Math.max(0, Duration.between(since, now).toSeconds()),
                one.review().owner().orElse(null),
                EventView.of(one.cause()),
                List.copyOf(Decisions.allowed(cancellation)),
                LinksView.cancellation(cancellation.id()));
    }
}
