package dev.breakwater.touroperator;

import static java.util.Locale.ROOT;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** References of bookings: the form they are sent in and the form they are compared in. */
final class References {
    private static final int LONGEST = 32;

    private References() {}

    /**
     * Full-width and other compatibility characters folded, blanks at the ends removed, upper case.
     *
     * @throws IllegalArgumentException if it holds invisible characters, is empty, or too long for {@code UniqueID/@ID}
     */
    static BookingKey canonical(String reference) {
        if (reference.strip().codePoints().anyMatch(References::isInvisible)) {
            throw new IllegalArgumentException("a booking's reference must not hold control or invisible characters");
        }
        String folded = folded(reference);
        if (folded.isEmpty() || folded.codePointCount(0, folded.length()) > LONGEST) {
            throw new IllegalArgumentException("a booking's reference has 1 to " + LONGEST + " characters");
        }
        return new BookingKey(Normalizer.normalize(folded.toUpperCase(ROOT), Normalizer.Form.NFKC));
    }

    /** As the supplier is asked for it: like the canonical form, but in the case it was written in. */
    static String folded(String reference) {
        return Normalizer.normalize(reference, Normalizer.Form.NFKC).strip();
    }

    /** Whether two texts are the same reference. */
    static boolean same(String one, String other) {
        return key(one).isPresent() && key(one).equals(key(other));
    }

    /** The keys of those ids that can be references, without the one the booking is known by. */
    static Set<BookingKey> aliases(BookingReference known, Collection<String> ids) {
        Optional<BookingKey> own = key(known.reference());
        return ids.stream()
                .flatMap(id -> key(id).stream())
                .filter(key -> own.isEmpty() || !own.get().equals(key))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<BookingKey> key(String text) {
        try {
            return Optional.of(canonical(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }
}
