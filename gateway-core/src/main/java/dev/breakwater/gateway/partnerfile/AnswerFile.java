package dev.breakwater.gateway.partnerfile;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.breakwater.gateway.partnerfile.PartnerFile.State;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;

/** Writes answers. What it writes depends on the tables alone, so the same answer is written the same again. */
final class AnswerFile {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final FileStore store;
    private final Profile profile;
    private final Cells cells;

    AnswerFile(FileStore store, Profile profile) {
        this.store = store;
        this.profile = profile;
        this.cells = new Cells(profile.charset());
    }

    /** Writes an answer to a file, which is on the disk when this returns. */
    void write(Answer answer, Path target) throws IOException, SQLException {
        try (FileChannel channel = FileChannel.open(
                        target,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                Writer text = new OutputStreamWriter(
                        new BufferedOutputStream(Channels.newOutputStream(channel)),
                        profile.charset().newEncoder())) {
            if (profile.charset().equals(StandardCharsets.UTF_8)) {
                text.write(BYTE_ORDER_MARK);
            }
            CsvWriter csv =
                    CsvWriter.builder().fieldSeparator(profile.delimiter()).build(text);
            write(answer, csv);
            csv.flush();
            channel.force(true);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(Answer answer, CsvWriter csv) throws IOException, SQLException {
        switch (answer.kind()) {
            case ACK -> acknowledgement(answer.file(), csv);
            case VAL -> validation(answer.file(), csv);
            case RES -> result(answer.file(), csv);
        }
    }

    private void acknowledgement(PartnerFile file, CsvWriter csv) {
        line(csv, "file", "received_at", "rows", "sha256", "status", "detail");
        line(
                csv,
                file.name(),
                file.receivedAt().truncatedTo(ChronoUnit.MILLIS).toString(),
                String.valueOf(file.rows()),
                file.sha256(),
                word(file.state()),
                file.detail());
    }

    private static String word(State state) {
        return switch (state) {
            case RECEIVED, VALIDATED, DONE -> "RECEIVED";
            case REFUSED -> "REFUSED";
            case DUPLICATE -> "DUPLICATE_OF";
        };
    }

    private void validation(PartnerFile file, CsvWriter csv) throws IOException, SQLException {
        line(csv, "line", "row_id", "status", "code", "text", "cancellation_id");
        store.rows(file.id(), row -> {
            String cancellation = row.getString("cancellation_id");
            line(
                    csv,
                    row.getString("line"),
                    row.getString("row_id"),
                    cancellation == null ? "REFUSED" : "ACCEPTED",
                    row.getString("code"),
                    row.getString("text"),
                    cancellation);
        });
    }

    private void result(PartnerFile file, CsvWriter csv) throws IOException, SQLException {
        line(
                csv,
                "line",
                "row_id",
                "cancellation_id",
                "status",
                "status_reason",
                "refund",
                "currency",
                "supplier_code");
        store.rows(file.id(), row -> {
            if (row.getString("cancellation_id") != null) {
                line(
                        csv,
                        row.getString("line"),
                        row.getString("row_id"),
                        row.getString("cancellation_id"),
                        row.getString("status"),
                        row.getString("status_reason"),
                        row.getString("refund"),
                        row.getString("currency"),
                        row.getString("supplier_code"));
            }
        });
    }

    private void line(CsvWriter csv, String... texts) {
        csv.writeRecord(Arrays.stream(texts)
                .map(text -> cells.safe(Objects.requireNonNullElse(text, "")))
                .toList());
    }
}
