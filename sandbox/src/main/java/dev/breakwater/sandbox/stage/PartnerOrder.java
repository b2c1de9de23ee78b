package dev.breakwater.sandbox.stage;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A partner's file of cancellations, and the answers to it. */
public final class PartnerOrder {

    /**
     * How a partner writes its files.
     *
     * @param name of the file, without {@code .csv}
     * @param header row id, booking reference, traveller, reason and time, as the partner calls them
     * @param travellers names to choose from
     */
    record Style(String name, Charset charset, List<String> header, List<String> travellers) {

        Style {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(charset, "charset");
            header = List.copyOf(header);
            travellers = List.copyOf(travellers);
        }

        Style named(String suffix) {
            return new Style(name + suffix, charset, header, travellers);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(PartnerOrder.class);
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Style style;
    private final Dropbox dropbox;
    private final List<Booking> bookings;
    private Optional<List<NamedCsvRecord>> acknowledgement = Optional.empty();
    private Optional<List<NamedCsvRecord>> validation = Optional.empty();
    private Optional<List<NamedCsvRecord>> result = Optional.empty();

    PartnerOrder(Style style, Dropbox dropbox, List<Booking> bookings) {
        this.style = style;
        this.dropbox = dropbox;
        this.bookings = List.copyOf(bookings);
    }

    public void upload() throws IOException {
        dropbox.upload("/in/" + name(), csv().getBytes(style.charset()));
        log.info("{} is uploaded, {} rows in {}", name(), bookings.size(), style.charset());
    }

    /** The file's name. */
    public String name() {
        return style.name() + ".csv";
    }

    /** Fetches what is there by now; true when the results have come. */
    public boolean isAnswered() throws IOException {
        if (acknowledgement.isEmpty()) {
            acknowledgement = fetch("ack");
        }
        if (validation.isEmpty() && acknowledgement.isPresent()) {
            validation = fetch("val");
        }
        if (result.isEmpty() && validation.isPresent()) {
            result = fetch("res");
        }
        return isDone();
    }

    /** Whether the results have been fetched. */
    public boolean isDone() {
        return result.isPresent();
    }

    /** What the answers that have come say of each row. */
    public PartnerAnswers answers() {
        List<PartnerAnswers.Row> rows = new ArrayList<>();
        for (int i = 0; i < bookings.size(); i++) {
            String rowId = Integer.toString(i + 1);
            rows.add(new PartnerAnswers.Row(bookings.get(i), of(validation, rowId), of(result, rowId)));
        }
        return new PartnerAnswers(
                name(),
                acknowledgement.map(lines -> lines.get(0).getFieldsAsMap()),
                validation.isPresent(),
                result.isPresent(),
                rows);
    }

    private static List<Map<String, String>> of(Optional<List<NamedCsvRecord>> answer, String rowId) {
        return answer.orElse(List.of()).stream()
                .filter(line -> line.getField("row_id").equals(rowId))
                .map(NamedCsvRecord::getFieldsAsMap)
                .toList();
    }

    /** The rows the gateway has acknowledged as accepted. */
    public List<Accepted> accepted() {
        Map<String, Status> ends = result.orElse(List.of()).stream()
                .collect(Collectors.toMap(
                        row -> row.getField("line"), row -> Status.valueOf(row.getField("status")), (a, b) -> b));
        return validated("ACCEPTED").stream()
                .map(row -> new Accepted(
                        booking(row),
                        row.getField("cancellation_id"),
                        row.getField("line"),
                        Optional.of(name()),
                        Optional.ofNullable(ends.get(row.getField("line")))))
                .toList();
    }

    /** The rows the gateway did not take, with its reasons. */
    public List<String> rejected() {
        return validated("REFUSED").stream()
                .map(row -> name() + " line " + row.getField("line") + ": " + row.getField("text"))
                .toList();
    }

    private List<NamedCsvRecord> validated(String status) {
        return validation.orElse(List.of()).stream()
                .filter(row -> row.getField("status").equals(status))
                .toList();
    }

    private Booking booking(NamedCsvRecord row) {
        return bookings.get(Integer.parseInt(row.getField("row_id")) - 1);
    }

    private Optional<List<NamedCsvRecord>> fetch(String kind) throws IOException {
        return dropbox.download("/out/" + style.name() + "." + kind + ".csv").map(content -> {
            String text = new String(content, style.charset());
            return CsvReader.builder()
                    .ofNamedCsvRecord(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                    .stream()
                    .toList();
        });
    }

    private String csv() {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(style.header());
            for (int i = 0; i < bookings.size(); i++) {
                csv.writeRecord(
                        Integer.toString(i + 1),
                        bookings.get(i).reference(),
                        style.travellers().get(i % style.travellers().size()),
                        "EPIDEMIC",
                        "2020-01-27T09:%02d:00+08:00".formatted(i % 60));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
