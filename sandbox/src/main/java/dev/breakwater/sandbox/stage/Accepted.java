package dev.breakwater.sandbox.stage;

import java.util.Objects;
import java.util.Optional;

/**
 * A promise to a caller: a 200, a 202, or a row acknowledged as accepted.
 *
 * @param id of the cancellation
 * @param key the order's Idempotency-Key; of a row, its line
 * @param file the file it came in; none for an order through the API
 * @param result the end that the file of results told
 */
public record Accepted(Booking booking, String id, String key, Optional<String> file, Optional<Status> result) {

    public Accepted {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(booking, "booking");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(result, "result");
    }

    public static Accepted throughApi(Booking booking, String id, String key) {
        return new Accepted(booking, id, key, Optional.empty(), Optional.empty());
    }
}
