package dev.breakwater.sandbox.stage;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the answers to a partner's file say, by the names of their columns.
 *
 * @param name of the file
 * @param acknowledgement the one line of {@code .ack.csv}
 * @param validated whether {@code .val.csv} is there
 * @param ended whether {@code .res.csv} is there
 * @param rows each row that was sent
 */
public record PartnerAnswers(
        String name, Optional<Map<String, String>> acknowledgement, boolean validated, boolean ended, List<Row> rows) {

    public PartnerAnswers {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(acknowledgement, "acknowledgement");
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param validations its lines in {@code .val.csv}, of which there ought to be one
     * @param results its lines in {@code .res.csv}, of which there ought to be one if it was accepted
     */
    public record Row(Booking booking, List<Map<String, String>> validations, List<Map<String, String>> results) {

        public Row {
            Objects.requireNonNull(booking, "booking");
            validations = List.copyOf(validations);
            results = List.copyOf(results);
        }

        /** The cancellation it was accepted as. */
        public Optional<String> id() {
            return validations.stream()
                    .filter(line -> line.get("status").equals("ACCEPTED"))
                    .map(line -> line.get("cancellation_id"))
                    .findFirst();
        }
    }
}
