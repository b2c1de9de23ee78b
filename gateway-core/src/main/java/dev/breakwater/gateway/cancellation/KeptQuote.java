package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.RefundLine;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A quote as it was given to a caller.
 *
 * @param units what would be committed, and each one's terms
 * @param expiresAt until when the supplier keeps the offer; empty if it has no end
 */
public record KeptQuote(
        UUID id,
        String caller,
        String supplier,
        BookingReference booking,
        List<ScopeItem> scope,
        CancellationReason reason,
        Optional<Waiver> waiver,
        List<Offer> units,
        boolean waiverApplied,
        Instant createdAt,
        Optional<Instant> expiresAt) {

    /** A unit and its terms. */
    public record Offer(Unit unit, Terms terms) {}

    public KeptQuote {
        requireNonNull(id, "id");
        requireNonNull(caller, "caller");
        requireNonNull(supplier, "supplier");
        requireNonNull(booking, "booking");
        requireNonNull(reason, "reason");
        requireNonNull(waiver, "waiver");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(expiresAt, "expiresAt");
        scope = List.copyOf(scope);
        units = List.copyOf(units);
    }

    /** What is lost over all units; empty if any of them is unknown or the currencies differ. */
    @JsonIgnore
    public Optional<Money> penalty() {
        return sum(Terms::penalty);
    }

    /** What comes back over all units; empty if any of them is unknown or the currencies differ. */
    @JsonIgnore
    public Optional<Money> refundable() {
        return sum(Terms::refundable);
    }

    private Optional<Money> sum(Function<Terms, Optional<Money>> part) {
        return Sums.of(units.stream().map(Offer::terms).map(part).toList());
    }

    @JsonIgnore
    public List<RefundLine> lines() {
        return units.stream().flatMap(offer -> offer.terms().lines().stream()).toList();
    }

    /** The least sure of all units. */
    @JsonIgnore
    public Confidence confidence() {
        return units.stream()
                .map(offer -> offer.terms().confidence())
                .max(Enum::compareTo)
                .orElse(Confidence.UNKNOWN);
    }
}
