package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What cancelling a unit came to. When two readings are possible, the more cautious one is right: {@link Unknown} before
 * {@link Refused} or {@link Busy}.
 */
public sealed interface CancelResult {
    /** What the supplier itself said. */
    SupplierWord word();

    /**
     * The whole unit is cancelled.
     *
     * @param aliases further references of this booking that the reply told
     */
    record Cancelled(Refund refund, Set<BookingKey> aliases, SupplierWord word) implements CancelResult {
        public Cancelled {
            requireNonNull(refund, "refund");
            requireNonNull(word, "word");
            aliases = Set.copyOf(aliases);
        }
    }

    /**
     * Only a part of the unit is cancelled.
     *
     * @param cancelled the items that are cancelled, at least one
     * @param remaining the items that are not, at least one, by the references they have now
     * @param remainingReference the reference of what remains, if it got a new one
     */
    record PartlyCancelled(
            List<ScopeItem> cancelled,
            List<ScopeItem> remaining,
            Optional<String> remainingReference,
            Refund refund,
            SupplierWord word)
            implements CancelResult {
        public PartlyCancelled {
            cancelled = List.copyOf(cancelled);
            remaining = List.copyOf(remaining);
            requireNonNull(remainingReference, "remainingReference");
            requireNonNull(refund, "refund");
            requireNonNull(word, "word");
            if (cancelled.isEmpty() || remaining.isEmpty()) {
                throw new IllegalArgumentException("partly means that something is cancelled and something is not");
            }
        }
    }

    /** Accepted; the supplier will finish it, and a look-up will tell. */
    record Pending(SupplierWord word) implements CancelResult {
        public Pending {
            requireNonNull(word, "word");
        }
    }

    /** Refused, for certain: this call changed nothing. */
    record Refused(RefusalCode code, SupplierWord word) implements CancelResult {
        public Refused {
            requireNonNull(code, "code");
            requireNonNull(word, "word");
        }
    }

    /** Not now, for certain: this call changed nothing. The gateway reads {@code Retry-After} itself. */
    record Busy(SupplierWord word) implements CancelResult {
        public Busy {
            requireNonNull(word, "word");
        }
    }

    /** What the quote carried is dead, for certain: nothing changed, and a new quote is needed. */
    record QuoteExpired(SupplierWord word) implements CancelResult {
        public QuoteExpired {
            requireNonNull(word, "word");
        }
    }

    /** Nobody can tell from the reply whether it happened. It puts the unit in doubt. */
    record Unknown(SupplierWord word) implements CancelResult {
        public Unknown {
            requireNonNull(word, "word");
        }
    }
}
