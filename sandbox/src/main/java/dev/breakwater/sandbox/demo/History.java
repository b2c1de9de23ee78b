package dev.breakwater.sandbox.demo;

import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Accepted;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What three witnesses say of the same cancellations.
 *
 * @param accepted what the callers were promised
 * @param outcomes what the gateway says became of it
 * @param effects what the suppliers were asked and did
 */
record History(List<Accepted> accepted, List<Outcome> outcomes, Map<Supplier, List<EffectLog.Entry>> effects) {

    /**
     * A cancellation of the gateway.
     *
     * @param reason its statusReason
     * @param doubted whether it was ever in doubt
     * @param commits the commit requests in its journal
     */
    record Outcome(String id, Booking booking, Status status, String reason, boolean doubted, List<Commit> commits) {

        Outcome {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(booking, "booking");
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(reason, "reason");
            commits = List.copyOf(commits);
        }
    }

    /**
     * A journalled commit request.
     *
     * @param delivery NOT_SENT, ANSWERED or LOST
     * @param status the HTTP status of its answer
     */
    record Commit(Instant sentAt, String delivery, Optional<Integer> status) {

        private static final int REQUEST_TIMEOUT = 408;

        Commit {
            Objects.requireNonNull(sentAt, "sentAt");
            Objects.requireNonNull(delivery, "delivery");
            Objects.requireNonNull(status, "status");
        }

        /**
         * Whether the supplier received it and said that it has not done it: too busy, not authorised, not possible. Airlines
         * and tour operators say so with 200, which proves nothing here: a commit after such an answer is complained about.
         */
        boolean isProvenNotExecuted() {
            return delivery.equals("ANSWERED")
                    && status.filter(code -> code >= 400 && code < 500 && code != REQUEST_TIMEOUT)
                            .isPresent();
        }
    }

    History {
        accepted = List.copyOf(accepted);
        outcomes = List.copyOf(outcomes);
        effects = Map.copyOf(effects);
    }
}
