package dev.breakwater.attraction;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was booked, and for when.
 *
 * @param start an {@link OffsetDateTime} or {@link LocalDateTime}; empty for an open date
 * @param anyTime whether the booking is for a day and not for a time
 * @param hours when the venue is open on that day
 * @param rule the cut-off, if the booking tells
 * @param product the product, if the booking holds it
 */
record Visit(
        String productId,
        String optionId,
        Optional<TemporalAccessor> start,
        boolean anyTime,
        List<Hours> hours,
        Optional<CutoffRule> rule,
        Optional<JsonView> product) {

    /** When the venue opens and closes; it closes after midnight if that is not later. */
    record Hours(LocalTime from, LocalTime to) {
        private static Stream<Hours> read(JsonView json) {
            try {
                String to = json.text("to").orElse("").replaceFirst("^24:00.*", "00:00");
                return Stream.of(new Hours(LocalTime.parse(json.text("from").orElse("")), LocalTime.parse(to)));
            } catch (DateTimeParseException e) {
                return Stream.empty();
            }
        }

        private LocalDateTime closing(LocalDateTime day) {
            return day.toLocalDate().atTime(to).plusDays(to.isAfter(from) ? 0 : 1);
        }
    }

    static Visit read(JsonView booking) {
        Optional<JsonView> availability = booking.object("availability");
        List<JsonView> hours = availability.map(a -> a.objects("openingHours")).orElse(List.of());
        List<Hours> readable = hours.stream().flatMap(Hours::read).toList();
        return new Visit(
                booking.text("productId").orElse(""),
                booking.text("optionId").orElse(""),
                availability.flatMap(a -> a.time("localDateTimeStart")),
                availability.flatMap(a -> a.bool("allDay")).orElse(false),
                readable.size() == hours.size() ? readable : List.of(),
                booking.object("option").flatMap(CutoffRule::read),
                booking.object("product"));
    }

    /** Whether cut-offs are counted from a moment that is the same in every zone. */
    boolean isMoment() {
        return !anyTime && start.filter(OffsetDateTime.class::isInstance).isPresent();
    }

    /**
     * The moment cut-offs are counted from: the start, or the closing time if the booking is for a day.
     *
     * @param venue the zone of the venue; the booking's own offset outranks it where they differ
     */
    Optional<ZonedDateTime> anchor(ZoneId venue) {
        return start.flatMap(time -> {
            LocalDateTime local = LocalDateTime.from(time);
            ZoneId zone = time instanceof OffsetDateTime offset ? zoneOf(offset, venue) : venue;
            return anyTime
                    ? hours.stream()
                            .map(h -> h.closing(local))
                            .max(Comparator.naturalOrder())
                            .map(closing -> VenueTime.earliest(closing, zone))
                    : Optional.of(startIn(zone, time, local));
        });
    }

    private static ZonedDateTime startIn(ZoneId zone, TemporalAccessor time, LocalDateTime local) {
        return time instanceof OffsetDateTime offset ? offset.atZoneSameInstant(zone) : VenueTime.earliest(local, zone);
    }

    private static ZoneId zoneOf(OffsetDateTime time, ZoneId venue) {
        return venue.getRules().isValidOffset(time.toLocalDateTime(), time.getOffset()) ? venue : time.getOffset();
    }
}
