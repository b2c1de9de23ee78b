package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.review.Bulk;
import dev.breakwater.gateway.review.Bulk.Confirmation;
import dev.breakwater.gateway.review.Bulk.DryRun;
import dev.breakwater.gateway.review.Bulk.Sample;
import dev.breakwater.gateway.review.Decision.Action;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A decision about many cancellations at once. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Bulk")
record BulkView(
        UUID id,
        Bulk.State state,
        Action action,

        @Schema(description = "The decision, reason and evidence that every single one gets.")
        Map<String, String> words,

        @Schema(description = "How many cancellations it is about.")
        long count,

        @Schema(description = "How many are done.") long done,

        @Schema(
                description = "How many were skipped, by why: CHANGED since the dry run, or the code of a problem.",
                example = "{\"CHANGED\": 2}")
        Map<String, Long> failed,

        @Schema(description = "How many are to be seen to.") long left,

        @Schema(description = "Who made the dry run.", example = "operator:ops")
        String by,

        Instant createdAt,

        @Schema(description = "Until when it can be confirmed.")
        Instant expiresAt,

        String confirmedBy,
        Instant confirmedAt) {

    /** What would be done. */
    @Schema(name = "BulkDryRun")
    record DryRunView(
            @JsonUnwrapped BulkView bulk,

            @Schema(description = "At most ten of those it is about.")
            List<SampleView> sample,

            @Schema(description = "Confirms it, once; it is shown only here.")
            String token) {
        static DryRunView of(DryRun run) {
            return new DryRunView(
                    BulkView.of(run.bulk()),
                    run.sample().stream().map(SampleView::of).toList(),
                    run.token());
        }
    }

    /** One of those it is about. */
    @Schema(name = "BulkSample")
    record SampleView(UUID id, String supplier, Status status, StatusReason statusReason) {
        static SampleView of(Sample one) {
            return new SampleView(one.id(), one.supplier(), one.status(), one.reason());
        }
    }

    static BulkView of(Bulk bulk) {
        return new BulkView(
                bulk.id(),
                bulk.state(),
                bulk.decision().action(),
                bulk.decision().words(),
                bulk.count(),
                bulk.done(),
                new TreeMap<>(bulk.failed()),
                bulk.left(),
                bulk.actor(),
                bulk.createdAt(),
                bulk.expiresAt(),
                bulk.confirmed().map(Confirmation::actor).orElse(null),
                bulk.confirmed().map(Confirmation::at).orElse(null));
    }
}
