package dev.breakwater.attraction;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A reference without what does not tell bookings apart.
 *
 * @param text full-width characters folded, blanks at the ends removed, case as the caller wrote it: the form that is sent
 */
record OctoReference(String text) {
    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    /** @throws IllegalArgumentException if no OCTO supplier can have such a reference; the message is fit for the caller */
    static OctoReference of(BookingReference booking) {
        return of(booking.reference());
    }

    static OctoReference of(String reference) {
        if (reference.codePoints().anyMatch(OctoReference::isInvisible)) {
            throw new IllegalArgumentException(
                    "a booking's reference must not contain control or invisible characters");
        }
        String text = Normalizer.normalize(reference, Normalizer.Form.NFKC).strip();
        if (text.isEmpty() || text.length() > 200) {
            throw new IllegalArgumentException("a booking's reference has 1 to 200 characters");
        }
        if (text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("a booking's reference must be more than dots");
        }
        return new OctoReference(text);
    }

    boolean isUuid() {
        return UUID.matcher(text).matches();
    }

    /** UUIDs are written in lower case, everything else is compared in upper case. */
    BookingKey key() {
        return new BookingKey(
                isUuid()
                        ? text.toLowerCase(Locale.ROOT)
                        : Normalizer.normalize(text.toUpperCase(Locale.ROOT), Normalizer.Form.NFKC));
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
