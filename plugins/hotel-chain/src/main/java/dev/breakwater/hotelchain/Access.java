package dev.breakwater.hotelchain;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.Traveller;
import dev.breakwater.plugin.WireRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an order tells about how its itinerary is read. The supplier shows an itinerary only to those who know the address it
 * was booked with, or hold the token of its booking.
 *
 * @param bookedAt when it was booked
 */
record Access(
        Optional<String> token, Optional<String> email, Optional<String> ownReference, Optional<Instant> bookedAt) {
    private static final String EMAIL = "email";
    private static final String TOKEN = "token";
    private static final String BOOKED_AT = "bookedAt";

    /** How long a supplier may take to show a new booking. */
    private static final Duration FRESH = Duration.ofMinutes(15);

    static final List<Setting> ATTRIBUTES = List.of(
            new Setting(EMAIL, false, "The address the itinerary was booked with, if it is not the traveller's."),
            new Setting(
                    TOKEN,
                    false,
                    "The token of the retrieve link in the reply to the booking, in place of an address."),
            new Setting(
                    BOOKED_AT,
                    false,
                    "When it was booked, such as 2031-03-04T10:00:00Z: in the first 15 minutes a booking that is not found "
                            + "is looked for again."));

    /** @param fallback the address if the order tells none */
    static Access of(BookingReference booking, Optional<String> fallback) {
        Optional<String> email = Stream.of(
                        Optional.ofNullable(booking.attributes().get(EMAIL)),
                        booking.traveller().map(Traveller::email),
                        fallback)
                .flatMap(Optional::stream)
                .map(String::strip)
                .filter(Access::isEmail)
                .findFirst();
        return new Access(
                Optional.ofNullable(booking.attributes().get(TOKEN))
                        .map(String::strip)
                        .filter(Access::fitsAQuery),
                email,
                booking.ownReference().map(String::strip).filter(Access::canBeOwn),
                Optional.ofNullable(booking.attributes().get(BOOKED_AT)).flatMap(Access::time));
    }

    static boolean isEmail(String text) {
        return text.matches("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+") && text.length() <= 320;
    }

    /** The query that opens an itinerary; empty if the order tells neither token nor address. */
    Optional<String> query() {
        return token.map(value -> "token=" + WireRequest.segment(value)).or(this::emailQuery);
    }

    Optional<String> emailQuery() {
        return email.map(value -> "email=" + WireRequest.segment(value));
    }

    /** Whether the supplier may not show the booking yet. */
    boolean isFresh(Instant now) {
        return bookedAt.filter(at -> now.isBefore(at.plus(FRESH))).isPresent();
    }

    private static boolean fitsAQuery(String text) {
        return text.matches("[!-~]{3,4000}");
    }

    /** The supplier keeps references of 3 to 28 characters. */
    private static boolean canBeOwn(String text) {
        return text.length() >= 3 && text.length() <= 28;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
