package dev.breakwater.hotelchain;

import java.time.LocalDate;
import java.util.Optional;

/** Days at the property, both ends included. */
record DateRange(LocalDate start, LocalDate end) {
    static Optional<DateRange> read(JsonView json) {
        return json.date("start")
                .flatMap(start ->
                        json.date("end").filter(end -> !end.isBefore(start)).map(end -> new DateRange(start, end)));
    }

    boolean contains(LocalDate day) {
        return !day.isBefore(start) && !day.isAfter(end);
    }
}
