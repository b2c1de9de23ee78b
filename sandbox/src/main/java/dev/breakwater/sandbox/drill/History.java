package dev.breakwater.sandbox.drill;

import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Accepted;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.PartnerAnswers;
import dev.breakwater.sandbox.stage.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What three witnesses say of the same cancellations: the clients, the journal and the suppliers.
 *
 * @param end when the journal was read
 * @param clients what they asked for and were told
 * @param cancellations the journal's
 * @param intents the journal's
 * @param effects what the suppliers were asked and did
 * @param idempotent the suppliers that may be sent the same bytes with the same key again
 */
record History(
        Instant end,
        Clients clients,
        List<Cancellation> cancellations,
        List<Intent> intents,
        Map<Supplier, List<EffectLog.Entry>> effects,
        Set<Supplier> idempotent) {

    History {
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(clients, "clients");
        cancellations = List.copyOf(cancellations);
        intents = List.copyOf(intents);
        effects = Map.copyOf(effects);
        idempotent = Set.copyOf(idempotent);
    }

    /**
     * The clients' log.
     *
     * @param asked the Idempotency-Keys of all orders through the API, answered or not
     * @param accepted every 200 and 202
     * @param files what was dropped, and its answers
     */
    record Clients(Set<String> asked, List<Accepted> accepted, List<PartnerAnswers> files) {

        Clients {
            asked = Set.copyOf(asked);
            accepted = List.copyOf(accepted);
            files = List.copyOf(files);
        }
    }

    /**
     * A cancellation.
     *
     * @param caller who ordered it
     * @param key its Idempotency-Key
     * @param dueAt when somebody has to look at it next
     * @param ends all different final states it was ever in
     */
    record Cancellation(
            String id,
            String caller,
            String key,
            Booking booking,
            Status status,
            Optional<Instant> dueAt,
            Set<Status> ends,
            Refund refund) {

        Cancellation {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(caller, "caller");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(booking, "booking");
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(dueAt, "dueAt");
            ends = Set.copyOf(ends);
            Objects.requireNonNull(refund, "refund");
        }

        String subject() {
            return booking + " (" + id + ")";
        }
    }

    /**
     * The money a caller is told.
     *
     * @param total empty if it is not known
     * @param lines those that come back
     */
    record Refund(Optional<BigDecimal> total, List<BigDecimal> lines) {

        static final Refund NONE = new Refund(Optional.empty(), List.of());

        Refund {
            Objects.requireNonNull(total, "total");
            lines = List.copyOf(lines);
        }
    }

    /**
     * What may leave.
     *
     * @param key what the request carries, for suppliers that read it
     * @param bodySha256 64 hex digits
     * @param state OPEN, DONE or NOT_DONE
     */
    record Intent(
            String id,
            String cancellation,
            String key,
            String bodySha256,
            String state,
            Instant createdAt,
            Optional<Instant> closedAt) {

        Intent {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(cancellation, "cancellation");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(bodySha256, "bodySha256");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(createdAt, "createdAt");
            Objects.requireNonNull(closedAt, "closedAt");
        }

        /** Whether the journal proved by then that what it let go was not executed. */
        boolean isProvenUndone(Instant moment) {
            return state.equals("NOT_DONE")
                    && closedAt.filter(at -> !at.isAfter(moment)).isPresent();
        }

        boolean allows(EffectLog.Request request) {
            return bodySha256.equals(request.bodySha256())
                    && (request.key() == null || request.key().equals(key))
                    && !createdAt.isAfter(request.at());
        }

        @Override
        public String toString() {
            return "intent " + id + " " + state + " created " + createdAt
                    + closedAt.map(at -> " closed " + at).orElse("");
        }
    }
}
