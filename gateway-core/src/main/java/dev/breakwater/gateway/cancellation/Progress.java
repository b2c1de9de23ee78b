package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.breakwater.gateway.cancellation.UnitProgress.State;
import dev.breakwater.plugin.SupplierWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How far a cancellation is.
 *
 * @param units the units of its scope; empty until they are known
 * @param quotes how many quotes were asked for; makes each one's key its own
 * @param quoteId the quote the units are from, if it was kept for the caller
 * @param quoteExpiresAt until when the units' offers stand; empty: without end, or not quoted
 * @param quoted whether the units come from a quote
 * @param remainingReference the supplier's reference of what a partial cancellation left, if it is a new one
 * @param word what the supplier said last
 */
public record Progress(
        List<UnitProgress> units,
        int quotes,
        Optional<UUID> quoteId,
        Optional<Instant> quoteExpiresAt,
        boolean quoted,
        Optional<String> remainingReference,
        SupplierWord word) {
    public static final Progress NONE =
            new Progress(List.of(), 0, Optional.empty(), Optional.empty(), false, Optional.empty(), SupplierWord.NONE);

    public Progress {
        units = List.copyOf(units);
        requireNonNull(quoteId, "quoteId");
        requireNonNull(quoteExpiresAt, "quoteExpiresAt");
        requireNonNull(remainingReference, "remainingReference");
        requireNonNull(word, "word");
    }

    /** What is certain about the supplier's side. */
    @JsonIgnore
    public Effect effect() {
        boolean done = false;
        boolean undone = units.isEmpty();
        for (UnitProgress unit : units) {
            if (unit.state().isUncertain()) {
                return Effect.UNKNOWN;
            }
            done |= unit.state() == State.CANCELLED || unit.state() == State.PARTLY_CANCELLED;
            undone |= unit.state() != State.CANCELLED;
        }
        return done ? undone ? Effect.PARTIAL : Effect.DONE : Effect.NONE;
    }

    /** The unit to work on: the first about which nothing is certain, else the first that is not settled. */
    @JsonIgnore
    public Optional<UnitProgress> current() {
        return uncertain()
                .or(() ->
                        units.stream().filter(unit -> !unit.state().isSettled()).findFirst());
    }

    /** The first unit about which nothing is certain. */
    @JsonIgnore
    public Optional<UnitProgress> uncertain() {
        return units.stream().filter(unit -> unit.state().isUncertain()).findFirst();
    }

    /** The same with one unit's progress replaced, found by its key. */
    public Progress with(UnitProgress changed) {
        List<UnitProgress> replaced = new ArrayList<>(units);
        replaced.replaceAll(unit -> unit.unit().key().equals(changed.unit().key()) ? changed : unit);
        return new Progress(replaced, quotes, quoteId, quoteExpiresAt, quoted, remainingReference, changed.word());
    }

    /** The same with these units, which no quote named. */
    public Progress withUnits(List<UnitProgress> unquoted) {
        return new Progress(unquoted, quotes, Optional.empty(), Optional.empty(), false, remainingReference, word);
    }

    /** The same after one more quote was asked for. */
    public Progress quotedOnce(SupplierWord said) {
        return new Progress(units, quotes + 1, quoteId, quoteExpiresAt, quoted, remainingReference, said);
    }

    /**
     * The same with the units of a quote. Units that are settled already stay as they are, even if the supplier offers them once
     * more; the others keep why they are open, and what was committed of them before. If the supplier cuts the units anew,
     * what was committed of any counts for all.
     */
    public Progress withQuote(Optional<UUID> id, List<UnitProgress> fresh, Optional<Instant> expiresAt) {
        List<UnitProgress> all = new ArrayList<>(
                units.stream().filter(unit -> unit.state().isSettled()).toList());
        Optional<UnitProgress> committed = units.stream()
                .filter(unit -> !unit.state().isSettled() && unit.commits() > 0)
                .findFirst();
        for (UnitProgress offered : fresh) {
            Optional<UnitProgress> known = units.stream()
                    .filter(unit -> unit.unit().key().equals(offered.unit().key()))
                    .findFirst();
            if (known.isEmpty() || !known.get().state().isSettled()) {
                all.add(known.or(() -> committed)
                        .map(before -> before.offered(offered))
                        .orElse(offered));
            }
        }
        return new Progress(all, quotes, id, expiresAt, true, remainingReference, word);
    }

    /** The same with the offer given up: a new quote is needed. */
    public Progress withoutOffer() {
        return new Progress(units, quotes, Optional.empty(), Optional.empty(), false, remainingReference, word);
    }

    /** The same, whose terms the caller finds under this id. */
    public Progress withQuoteId(UUID id) {
        return new Progress(units, quotes, Optional.of(id), quoteExpiresAt, quoted, remainingReference, word);
    }

    /** The same, the rest of which may have got a new reference. */
    public Progress renamed(Optional<String> reference) {
        return new Progress(
                units, quotes, quoteId, quoteExpiresAt, quoted, reference.or(() -> remainingReference), word);
    }
}
