package dev.breakwater.hotelchain;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The id of an itinerary without what does not tell itineraries apart.
 *
 * @param text full-width characters folded, blanks at the ends removed, case as it was written: the form that is sent
 */
record ItineraryReference(String text) {
    private static final int LONGEST = 200;

    /** @throws IllegalArgumentException if no itinerary can be called so; the message is fit for the caller */
    static ItineraryReference of(BookingReference booking) {
        return of(booking.reference());
    }

    /** Empty if no itinerary can be called so. */
    static Optional<ItineraryReference> read(String reference) {
        try {
            return Optional.of(of(reference));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ItineraryReference of(String reference) {
        if (reference.codePoints().anyMatch(ItineraryReference::isInvisible)) {
            throw new IllegalArgumentException("an itinerary's id must not contain control or invisible characters");
        }
        String text = Normalizer.normalize(reference, Normalizer.Form.NFKC).strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException("an itinerary's id has 1 to " + LONGEST + " characters");
        }
        if (text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("an itinerary's id must be more than dots");
        }
        ItineraryReference itinerary = new ItineraryReference(text);
        if (itinerary.folded().length() > LONGEST) {
            throw new IllegalArgumentException("an itinerary's id has 1 to " + LONGEST + " characters");
        }
        return itinerary;
    }

    BookingKey key() {
        return new BookingKey(folded());
    }

    /** Longer than the text where one small letter is two capital ones. */
    private String folded() {
        return Normalizer.normalize(text.toUpperCase(Locale.ROOT), Normalizer.Form.NFKC);
    }

    /** This as a further name of the booking that was ordered by another. */
    Set<BookingKey> aliasesOf(ItineraryReference ordered) {
        return isSame(ordered) ? Set.of() : Set.of(key());
    }

    boolean isSame(ItineraryReference other) {
        return key().equals(other.key());
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
