package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Pause;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** What a person has paused. */
@Schema(name = "Pause")
record PauseView(
        @Schema(description = "all, suppliers/ID or plugins/ID.", example = "suppliers/alpine-rail")
        String what,

        @Schema(description = "operator:ID.", example = "operator:ops")
        String by,

        Instant since,
        String reason) {

    /** All pauses. */
    @Schema(name = "Pauses")
    record All(List<PauseView> items) {}

    static PauseView of(Pause pause) {
        String what = pause.what().equals(Pause.ALL)
                ? "all"
                : pause.what().contains("/") ? pause.what() : "suppliers/" + pause.what();
        return new PauseView(what, pause.actor(), pause.since(), pause.reason());
    }
}
