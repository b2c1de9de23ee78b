package dev.breakwater.airline;

import static java.util.Locale.ROOT;

import dev.breakwater.plugin.BookingKey;
import java.text.Normalizer;

/** References of orders: the form they are sent in and the form they are compared in. */
final class References {
    private References() {}

    /**
     * Full-width and other compatibility characters folded, blanks at the ends removed, upper case.
     *
     * @throws IllegalArgumentException if it is empty, too long, or holds what no order id can hold
     */
    static BookingKey canonical(String reference) {
        String folded = folded(reference);
        if (folded.codePoints().anyMatch(c -> Character.isWhitespace(c) || isInvisible(c))) {
            throw new IllegalArgumentException("an order id must not hold blanks, control or invisible characters");
        }
        return new BookingKey(Normalizer.normalize(folded.toUpperCase(ROOT), Normalizer.Form.NFKC));
    }

    /** As the airline is asked for it: like the canonical form, but in the case it was written in. */
    static String folded(String reference) {
        return Normalizer.normalize(reference, Normalizer.Form.NFKC).strip();
    }

    /** Whether two texts are the same reference. */
    static boolean same(String one, String other) {
        return folded(one).equalsIgnoreCase(folded(other));
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
