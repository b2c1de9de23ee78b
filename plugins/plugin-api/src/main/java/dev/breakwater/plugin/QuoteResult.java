package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a quote came to. Nothing was cancelled by it, unless it is {@link Unknown} after a request that may commit. */
public sealed interface QuoteResult {
    /** What the supplier itself said. */
    SupplierWord word();

    /**
     * Terms, unit by unit.
     *
     * @param units what would be committed one by one; together they are the order's scope, at least one
     * @param expiresAt until when the supplier keeps the offer; empty if it has no end; within the years 0
     *     to 10000
     * @param waiverApplied whether the reply shows that the order's waiver was applied
     */
    record Quoted(List<QuotedUnit> units, Optional<Instant> expiresAt, boolean waiverApplied, SupplierWord word)
            implements QuoteResult {
        public Quoted {
            units = List.copyOf(units);
            expiresAt.ifPresent(at -> Limits.time(at, "expiresAt"));
            requireNonNull(word, "word");
            if (units.isEmpty()
                    || units.stream().map(u -> u.unit().key()).distinct().count() != units.size()) {
                throw new IllegalArgumentException("a quote names at least one unit, each key once");
            }
        }
    }

    /** One unit and its terms. */
    record QuotedUnit(Unit unit, Terms terms) {
        public QuotedUnit {
            requireNonNull(unit, "unit");
            requireNonNull(terms, "terms");
        }
    }

    /** It cannot be cancelled, for certain. */
    record Refused(RefusalCode code, SupplierWord word) implements QuoteResult {
        public Refused {
            requireNonNull(code, "code");
            requireNonNull(word, "word");
        }
    }

    /** Not now. The gateway reads {@code Retry-After} itself. */
    record Busy(SupplierWord word) implements QuoteResult {
        public Busy {
            requireNonNull(word, "word");
        }
    }

    /** The reply cannot be understood. */
    record Unknown(SupplierWord word) implements QuoteResult {
        public Unknown {
            requireNonNull(word, "word");
        }
    }
}
