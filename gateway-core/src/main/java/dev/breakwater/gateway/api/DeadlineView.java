package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.breakwater.gateway.cancellation.StatedDeadline;
import dev.breakwater.plugin.Deadline;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** A moment from which cancelling costs more. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Deadline", description = "A moment from which cancelling costs more.")
record DeadlineView(
        Instant at,

        @Schema(description = "What is lost from then on, in all.")
        MoneyView penalty,

        @Schema(
                description =
                        "True if it was stated without an offset: at is the earliest instant it can mean, UTC+14.")
        Boolean earliestPlausible) {
    /** Null if there are none. */
    static List<DeadlineView> of(List<StatedDeadline> stated) {
        return stated.isEmpty()
                ? null
                : stated.stream()
                        .map(one -> of(one.deadline(), one.earliestPlausible() ? Boolean.TRUE : null))
                        .toList();
    }

    /** Null if there are none. */
    static List<DeadlineView> quoted(List<Deadline> deadlines) {
        return deadlines.isEmpty()
                ? null
                : deadlines.stream().map(one -> of(one, null)).toList();
    }

    private static DeadlineView of(Deadline deadline, Boolean earliestPlausible) {
        return new DeadlineView(deadline.at(), MoneyView.of(deadline.penalty()), earliestPlausible);
    }
}
