package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a unit stands now. */
public sealed interface LookupResult {
    /** What the supplier itself said. */
    SupplierWord word();

    /** Who cancelled, as far as the reply tells. */
    enum Author {
        /** It bears a mark that only our commit can have left, or happened after our commit left. */
        US,
        /** It happened before our commit could have. */
        OTHERS,
        /** The reply does not tell. */
        UNKNOWN
    }

    /** Not cancelled. */
    record Active(SupplierWord word) implements LookupResult {
        public Active {
            requireNonNull(word, "word");
        }
    }

    /**
     * Cancelled.
     *
     * @param aliases further references of this booking that the reply told
     */
    record Cancelled(Author author, Refund refund, Set<BookingKey> aliases, SupplierWord word) implements LookupResult {
        public Cancelled {
            requireNonNull(author, "author");
            requireNonNull(refund, "refund");
            requireNonNull(word, "word");
            aliases = Set.copyOf(aliases);
        }
    }

    /**
     * Some items of the unit are cancelled, some are not.
     *
     * @param author who cancelled those that are
     * @param cancelled the items that are cancelled, at least one
     * @param remaining the items that are not, at least one, by the references they have now
     * @param remainingReference the reference of what remains, if it got a new one
     */
    record PartlyCancelled(
            Author author,
            List<ScopeItem> cancelled,
            List<ScopeItem> remaining,
            Optional<String> remainingReference,
            Refund refund,
            SupplierWord word)
            implements LookupResult {
        public PartlyCancelled {
            requireNonNull(author, "author");
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

    /** A cancellation is under way at the supplier. */
    record Pending(SupplierWord word) implements LookupResult {
        public Pending {
            requireNonNull(word, "word");
        }
    }

    /** It was not cancelled and cannot be any more: used, exchanged, expired. */
    record Gone(RefusalCode code, SupplierWord word) implements LookupResult {
        public Gone {
            requireNonNull(code, "code");
            requireNonNull(word, "word");
        }
    }

    /** The supplier does not know the booking. */
    record NotFound(SupplierWord word) implements LookupResult {
        public NotFound {
            requireNonNull(word, "word");
        }
    }

    /** Not now. */
    record Busy(SupplierWord word) implements LookupResult {
        public Busy {
            requireNonNull(word, "word");
        }
    }

    /** The reply cannot be understood, or our credentials do not allow to look. */
    record Unknown(SupplierWord word) implements LookupResult {
        public Unknown {
            requireNonNull(word, "word");
        }
    }
}
