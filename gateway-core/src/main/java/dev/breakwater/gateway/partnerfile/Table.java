package dev.breakwater.gateway.partnerfile;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of a partner's file, one after the other. */
final class Table implements Closeable {
    private static final int LONGEST_RECORD = 1 << 20;
    private static final int LONGEST_ECHO = 200;

    private final StrictText text;
    private final Charset charset;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final Map<Column, Integer> columns = new EnumMap<>(Column.class);
    private final int width;
    private final List<String> unused;
    private Optional<CsvRecord> ahead;
    private int malformed;
    private long line = 1;

    /**
     * One row.
     *
     * @param line where it begins, counted from 1; the header is a line too
     * @param cells without blanks at their ends; empty ones are left out
     * @param problem why it cannot be used
     */
    record Row(long line, Map<Column, String> cells, Optional<String> problem) {
        Row {
            cells = Map.copyOf(cells);
        }

        /** What the row says in a column. */
        Optional<String> cell(Column column) {
            return Optional.ofNullable(cells.get(column));
        }
    }

    /** Opens a file and reads its header. */
    static Table open(Path file, Profile profile) throws IOException, FileProblem {
        StrictText text = new StrictText(Files.newInputStream(file), profile.charset());
        try {
            return new Table(text, profile);
        } catch (IOException | FileProblem | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    private Table(StrictText text, Profile profile) throws IOException, FileProblem {
        this.text = text;
        this.charset = profile.charset();
        this.reader = CsvReader.builder()
                .fieldSeparator(profile.delimiter())
                .commentStrategy(CommentStrategy.NONE)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .maxBufferSize(LONGEST_RECORD)
                .ofCsvRecord(text);
        this.records = reader.iterator();
        CsvRecord header = record().orElseThrow(() -> new FileProblem("The file is empty."));
        this.width = header.getFieldCount();
        this.unused = header(header, profile);
        this.ahead = record();
    }

    /** Columns of the file that mean nothing to the gateway. */
    List<String> unused() {
        return unused;
    }

    /**
     * The next row.
     *
     * @throws FileProblem if the file cannot be read to its end
     */
    Optional<Row> next() throws IOException, FileProblem {
        if (ahead.isEmpty()) {
            return Optional.empty();
        }
        CsvRecord record = ahead.get();
        ahead = record();
        int count = record.getFieldCount();
        if (ahead.isEmpty() && count < width && !text.endsWithLineEnd()) {
            throw new FileProblem("The file is cut off in line " + record.getStartingLineNumber()
                    + ": its last line has " + count + " of " + width + " columns and no line end.");
        }
        return Optional.of(new Row(record.getStartingLineNumber(), cells(record), problem(record)));
    }

    private Optional<CsvRecord> record() throws IOException, FileProblem {
        CsvRecord record = read();
        if (record.getFields().equals(List.of(String.valueOf(StrictText.END)))) {
            return Optional.empty();
        }
        if (record.getFields().stream().anyMatch(field -> field.indexOf(StrictText.END) >= 0)) {
            throw new FileProblem("The file is cut off within a quoted cell of the row that begins in line "
                    + record.getStartingLineNumber() + ", or a quote was not closed there.");
        }
        line = record.getStartingLineNumber();
        return Optional.of(record);
    }

    private CsvRecord read() throws IOException, FileProblem {
        try {
            return records.next();
        } catch (UncheckedIOException | CsvParseException e) {
            if (e.getCause() instanceof StrictText.NotText notText) {
                throw new FileProblem("The file " + notText.getMessage() + ".");
            }
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new FileProblem("The file cannot be read as CSV behind line " + line
                    + ": a closing quote is followed by something else than the delimiter, or a quote was not closed.");
        }
    }

    private List<String> header(CsvRecord header, Profile profile) throws FileProblem {
        Optional<String> problem = problem(header);
        if (problem.isPresent()) {
            throw new FileProblem("The header " + problem.get() + "; is the file in another charset?");
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < header.getFieldCount(); i++) {
            String name = header.getField(i).strip();
            if (!name.isEmpty() && places.putIfAbsent(name, i) != null) {
                throw new FileProblem("The header has the column " + shortened(name) + " twice.");
            }
        }
        String found = shortened(String.join(", ", places.keySet()));
        for (Column column : Column.values()) {
            Integer place = places.remove(profile.header(column));
            if (place != null) {
                columns.put(column, place);
            }
        }
        requireEnough(profile, found);
        return List.copyOf(places.keySet());
    }

    private void requireEnough(Profile profile, String found) throws FileProblem {
        require(profile, found, Set.of(Column.BOOKING_REFERENCE), false);
        require(
                profile,
                found,
                Set.of(Column.SUPPLIER),
                profile.defaults().supplier().isPresent());
        require(
                profile,
                found,
                Set.of(Column.MAX_PENALTY, Column.ACCEPT_ANY_PENALTY),
                profile.defaults().limit().isPresent());
    }

    private void require(Profile profile, String found, Set<Column> anyOf, boolean hasDefault) throws FileProblem {
        if (!hasDefault && columns.keySet().stream().noneMatch(anyOf::contains)) {
            List<String> names = anyOf.stream().sorted().map(profile::header).toList();
            throw new FileProblem("The column " + String.join(" or ", names) + " is missing; found: " + found + ".");
        }
    }

    private Map<Column, String> cells(CsvRecord record) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        columns.forEach((column, place) -> {
            if (place < record.getFieldCount() && !record.getField(place).isBlank()) {
                cells.put(column, record.getField(place).strip());
            }
        });
        return cells;
    }

    private Optional<String> problem(CsvRecord record) {
        int before = malformed;
        for (String field : record.getFields()) {
            malformed +=
                    (int) field.chars().filter(c -> c == StrictText.MALFORMED).count();
        }
        if (malformed > before) {
            return Optional.of("has a byte that is no " + charset.name() + ", at offset " + text.malformedAt(before)
                    + " of the file (counted from 0)");
        }
        if (record.getFields().stream().anyMatch(field -> field.indexOf('\0') >= 0)) {
            // Text in another charset often has it, and PostgreSQL keeps none.
            return Optional.of("has a NUL character");
        }
        return record.getFieldCount() == width
                ? Optional.empty()
                : Optional.of("has " + record.getFieldCount() + " columns instead of " + width);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
    }

    @Override
    public void close() throws IOException {
        records.close();
        reader.close();
    }
}
