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
 * @param committedSince when the first of these commits may have left
 * @param commitKey the key of the last of them; units with the same one were committed together
 * @param reason why it is in its state
 * @param commits how many commits of it may have left that the supplier did not itself call without effect
 * @param agreeing how many look-ups in a row, the last ones, prove alike that it is not done
 * @param refund what the supplier confirmed; empty unless something was cancelled
 * @param remaining what of it is not cancelled, if it is partly
 */
public record UnitProgress(
        Unit unit,
        Terms terms,
        State state,
        StatusReason reason,
        int commits,
        int agreeing,
        Optional<Instant> committedSince,
        Optional<String> commitKey,
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
        requireNonNull(commitKey, "commitKey");
        requireNonNull(refund, "refund");
        requireNonNull(word, "word");
        remaining = List.copyOf(remaining);
        // A former version of the gateway did not count.
        commits = committedSince.isPresent() ? Math.max(1, commits) : 0;
    }

    /** A unit nothing was done for yet. */
    public static UnitProgress open(Unit unit, Terms terms) {
        return new UnitProgress(
                unit,
                terms,
                State.OPEN,
                StatusReason.QUEUED,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                SupplierWord.NONE);
    }

    /** The same unit with nothing on the wire; a commit that is under way certainly took no effect. */
    public UnitProgress reopened(StatusReason why, SupplierWord said) {
        int earlier = earlierCommits();
        return new UnitProgress(
                unit,
                terms,
                State.OPEN,
                why,
                earlier,
                0,
                earlier > 0 ? committedSince : Optional.empty(),
                earlier > 0 ? commitKey : Optional.empty(),
                Optional.empty(),
                List.of(),
                said);
    }

    /** How many commits before the one under way, if any, may have taken effect as far as the supplier itself told. */
    public int earlierCommits() {
        return state == State.COMMITTING ? commits - 1 : commits;
    }

    /** The same unit, whose commit may leave from now on, under this key. */
    public UnitProgress committing(Instant now, String key) {
        return new UnitProgress(
                unit,
                terms,
                State.COMMITTING,
                reason,
                commits + 1,
                0,
                Optional.of(committedSince.orElse(now)),
                Optional.of(key),
                Optional.empty(),
                List.of(),
                word);
    }

    /** The same unit, in doubt, whose last commit may leave once more. */
    public UnitProgress repeating() {
        return new UnitProgress(
                unit, terms, state, reason, commits + 1, 0, committedSince, commitKey, refund, remaining, word);
    }

    /** The same unit after newly quoted terms. */
    UnitProgress offered(UnitProgress offer) {
        return new UnitProgress(
                offer.unit,
                offer.terms,
                State.OPEN,
                reason,
                commits,
                0,
                committedSince,
                commitKey,
                refund,
                remaining,
                offer.word);
    }

    public UnitProgress inState(State next, StatusReason why, SupplierWord said) {
        return new UnitProgress(unit, terms, next, why, commits, 0, committedSince, commitKey, refund, remaining, said);
    }

    /** The same unit after a look-up that settled nothing. */
    public UnitProgress lookedAt(StatusReason why, int agree, SupplierWord said) {
        return new UnitProgress(
                unit, terms, state, why, commits, agree, committedSince, commitKey, refund, remaining, said);
    }

    public UnitProgress cancelled(StatusReason why, Refund confirmed, SupplierWord said) {
        return new UnitProgress(
                unit,
                terms,
                State.CANCELLED,
                why,
                commits,
                0,
                committedSince,
                commitKey,
                Optional.of(confirmed),
                List.of(),
                said);
    }

    public UnitProgress partlyCancelled(StatusReason why, Refund confirmed, List<ScopeItem> rest, SupplierWord said) {
        return new UnitProgress(
                unit,
                terms,
                State.PARTLY_CANCELLED,
                why,
                commits,
                0,
                committedSince,
                commitKey,
                Optional.of(confirmed),
                rest,
                said);
    }
}
