package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a push says, and how the protocol wants it acknowledged.
 *
 * @param notices what it tells; empty if it is about nothing that matters here
 * @param contentType the media type of the acknowledgement, empty for one without a body
 * @param acknowledgement the body of the reply, which has the status 200, or 204 without a body
 */
public record Pushed(List<Notice> notices, String contentType, Bytes acknowledgement) {
    public Pushed {
        notices = List.copyOf(notices);
        requireNonNull(contentType, "contentType");
        requireNonNull(acknowledgement, "acknowledgement");
        if (contentType.isEmpty() != acknowledgement.isEmpty()) {
            throw new IllegalArgumentException("a body needs a content type, and a content type a body");
        }
    }

    /** Acknowledged by the status alone. */
    public static Pushed of(List<Notice> notices) {
        return new Pushed(notices, "", Bytes.EMPTY);
    }

    /**
     * Something may have changed about a booking.
     *
     * @param id names this message at this supplier, the same when it is delivered again; 1 to 200 characters
     * @param booking the booking as {@link SupplierProtocol#canonical} knows it
     * @param word what the supplier said about it
     */
    public record Notice(String id, BookingKey booking, SupplierWord word) {
        public Notice {
            requireNonNull(booking, "booking");
            requireNonNull(word, "word");
            if (id.isBlank() || id.length() > 200) {
                throw new IllegalArgumentException("a notice's id has 1 to 200 characters");
            }
        }
    }
}
