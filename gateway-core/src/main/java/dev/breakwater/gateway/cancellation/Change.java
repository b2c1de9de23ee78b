package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.plugin.BookingKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A change of one cancellation, to be journalled. */
public sealed interface Change {
    /** The cancellation it changes. */
    UUID id();

    /** Take it up, if it is due. */
    record TakeUp(UUID id, Claim claim) implements Change {
        public TakeUp {
            requireNonNull(id, "id");
            requireNonNull(claim, "claim");
        }
    }

    /**
     * Write an intent, if the claim still stands and no other order for the booking has one open.
     *
     * @param base as the claim left it
     * @param earlier the intent of this same run whose request was answered and did nothing; closed together with this
     * @param progress the units, one of which is now committing
     * @param exchanges what was exchanged before; appended whatever happens
     * @param claim the claim, whose lease begins anew
     */
    record Intend(
            Cancellation base,
            Intent intent,
            Optional<UUID> earlier,
            Progress progress,
            List<Exchange> exchanges,
            Claim claim)
            implements Change {
        public Intend {
            requireNonNull(base, "base");
            requireNonNull(intent, "intent");
            requireNonNull(earlier, "earlier");
            requireNonNull(progress, "progress");
            requireNonNull(claim, "claim");
            exchanges = List.copyOf(exchanges);
        }

        @Override
        public UUID id() {
            return base.id();
        }
    }

    /**
     * Let the commit of an open intent leave once more, byte for byte, if the claim still stands. Only for a supplier that
     * repeats it without a second effect.
     *
     * @param base as the claim left it
     * @param intent the open intent, whose time to leave begins anew
     * @param progress the units, with one more commit of one of them
     * @param claim the claim, whose lease begins anew
     */
    record Repeat(Cancellation base, UUID intent, Progress progress, Claim claim) implements Change {
        public Repeat {
            requireNonNull(base, "base");
            requireNonNull(intent, "intent");
            requireNonNull(progress, "progress");
            requireNonNull(claim, "claim");
        }

        @Override
        public UUID id() {
            return base.id();
        }
    }

    /**
     * Write what came of it, and let go of the claim.
     *
     * @param base as it stood before
     * @param outcome what it comes to
     * @param exchanges appended whatever happens, even if the claim is lost
     * @param intent the intent the last commit went out with
     * @param closed what became of it; empty: it stays open, or there is none
     * @param aliases further references of the booking
     */
    record Conclude(
            Cancellation base,
            Conclusion outcome,
            List<Exchange> exchanges,
            Optional<UUID> intent,
            Optional<Intent.State> closed,
            Set<BookingKey> aliases)
            implements Change {
        public Conclude {
            requireNonNull(base, "base");
            requireNonNull(outcome, "outcome");
            requireNonNull(intent, "intent");
            requireNonNull(closed, "closed");
            exchanges = List.copyOf(exchanges);
            aliases = Set.copyOf(aliases);
            Transitions.check(base.status(), outcome.status());
        }

        @Override
        public UUID id() {
            return base.id();
        }
    }

    /**
     * Write what a person decided, or that a supplier wants to be looked at. Nobody's claim is needed for it; who holds it finds that all has changed.
     *
     * @param base as they saw it
     * @param closing what becomes of intents that are open; empty: nothing
     * @param life how long retries go on from now; empty: as long as before
     * @param interrupts whether it is written even while a member works on it
     */
    record Decide(
            Cancellation base,
            Conclusion outcome,
            Optional<Closing> closing,
            Optional<Duration> life,
            boolean interrupts)
            implements Change {
        public Decide {
            requireNonNull(base, "base");
            requireNonNull(outcome, "outcome");
            requireNonNull(closing, "closing");
            requireNonNull(life, "life");
            Transitions.check(base.status(), outcome.status());
        }

        @Override
        public UUID id() {
            return base.id();
        }
    }

    /**
     * What became of open intents.
     *
     * @param units the keys of their units; empty: of all
     */
    record Closing(Intent.State state, Set<String> units) {
        public Closing {
            requireNonNull(state, "state");
            units = Set.copyOf(units);
        }
    }

    /**
     * The state a cancellation comes to.
     *
     * @param actor {@code gateway}, {@code caller:ID}, {@code operator:ID} or {@code supplier:ID}
     * @param evidence what it rests on
     * @param lookups look-ups that told something since the last commit
     * @param delay until somebody has to look again; empty: final, or waits for a person
     */
    record Conclusion(
            Status status,
            StatusReason reason,
            String actor,
            Map<String, String> evidence,
            Progress progress,
            int lookups,
            Optional<Duration> delay) {
        public Conclusion {
            requireNonNull(status, "status");
            requireNonNull(reason, "reason");
            requireNonNull(actor, "actor");
            requireNonNull(progress, "progress");
            requireNonNull(delay, "delay");
            evidence = Map.copyOf(evidence);
            boolean waits =
                    status == Status.SCHEDULED || status == Status.IN_DOUBT || status == Status.AWAITING_SUPPLIER;
            if (waits != delay.isPresent()) {
                throw new IllegalArgumentException(status + (waits ? " needs a time" : " has no time"));
            }
            if (status.isWithoutEffect() && progress.effect() != Effect.NONE) {
                throw new IllegalArgumentException(status + " needs every unit proven not done");
            }
            if (status == Status.CANCELLED && progress.effect() != Effect.DONE
                    || status == Status.PARTIALLY_CANCELLED && progress.effect() != Effect.PARTIAL) {
                throw new IllegalArgumentException(status + " does not fit the effect " + progress.effect());
            }
        }
    }
}
