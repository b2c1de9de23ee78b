package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One unit and how far it is.
 *
 * @param terms what was quoted for it
 * @param committedSince when its first commit that is not proven undone may have left
 * @param reason why it is in its state
 * @param refund what the supplier confirmed; empty unless something was cancelled
 * @param remaining what of it is not cancelled, if it is partly
 */
public record UnitProgress(
        Unit unit,
        Terms terms,
        State state,
        StatusReason reason,
        Optional<Instant> committedSince,
        Optional<Refund> refund,
        List<ScopeItem> remaining,
        SupplierWord word) {
    /** How far a unit is. */
    public enum State {
        /** Nothing done. */
        OPEN,
        /** Its commit is written, and may be on the wire. */
        COMMITTING,
        /** A commit may have happened, and nobody is on the line any more. */
        IN_DOUBT,
        /** The supplier works on it. */
        PENDING,
        /** Done. */
        CANCELLED,
        /** Done in part, the rest certainly not. */
        PARTLY_CANCELLED,
        /** Certainly not done, for good. */
        REFUSED;

        /** Whether nothing more is to be done for it. */
        public boolean isSettled() {
            return this == CANCELLED || this == PARTLY_CANCELLED || this == REFUSED;
        }

        boolean isUncertain() {
            return this == COMMITTING || this == IN_DOUBT || this == PENDING;
        }
    }

    public UnitProgress {
        requireNonNull(unit, "unit");
        requireNonNull(terms, "terms");
        requireNonNull(state, "state");
        requireNonNull(reason, "reason");
        requireNonNull(committedSince, "committedSince");
        requireNonNull(refund, "refund");
        requireNonNull(word, "word");
        remaining = List.copyOf(remaining);
    }

    /** A unit nothing was done for yet. */
    public static UnitProgress open(Unit unit, Terms terms) {
        return new UnitProgress(
                unit,
                terms,
                State.OPEN,
                StatusReason.QUEUED,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                SupplierWord.NONE);
    }

    /** The same unit, with nothing done and nothing on the wire. */
    public UnitProgress reopened(StatusReason why, SupplierWord said) {
        return new UnitProgress(unit, terms, State.OPEN, why, Optional.empty(), Optional.empty(), List.of(), said);
    }

    /** The same unit, whose commit may leave from now on. */
    public UnitProgress committing(Instant now) {
        return new UnitProgress(
                unit,
                terms,
                State.COMMITTING,
                reason,
                Optional.of(committedSince.orElse(now)),
                Optional.empty(),
                List.of(),
                word);
    }

    public UnitProgress inState(State next, StatusReason why, SupplierWord said) {
        return new UnitProgress(unit, terms, next, why, committedSince, refund, remaining, said);
    }

    public UnitProgress cancelled(StatusReason why, Refund confirmed, SupplierWord said) {
        return new UnitProgress(
                unit, terms, State.CANCELLED, why, committedSince, Optional.of(confirmed), List.of(), said);
    }

    public UnitProgress partlyCancelled(StatusReason why, Refund confirmed, List<ScopeItem> rest, SupplierWord said) {
        return new UnitProgress(
                unit, terms, State.PARTLY_CANCELLED, why, committedSince, Optional.of(confirmed), rest, said);
    }
}
