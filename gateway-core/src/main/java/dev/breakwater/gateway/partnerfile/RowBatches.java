package dev.breakwater.gateway.partnerfile;

import dev.breakwater.gateway.partnerfile.Table.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Takes the rows of a file in, many at a time, and keeps what came of them in the order of the file. */
final class RowBatches {
    private static final int BATCH = 1_000;
    private static final Duration WITHOUT_PLUGIN = Duration.ofSeconds(30);

    private final RowIntake intake;
    private final FileStore store;
    private final Executor workers;
    private final InstantSource clock;

    /** @param workers how many rows are taken in at a time */
    RowBatches(RowIntake intake, FileStore store, Executor workers, InstantSource clock) {
        this.intake = intake;
        this.store = store;
        this.workers = workers;
        this.clock = clock;
    }

    /** Goes on behind the last row whose verdict is kept. */
    void take(Profile profile, PartnerFile file, Path content) throws IOException, SQLException {
        OptionalLong done = store.lastLine(file.id());
        Patience patience = new Patience(clock, WITHOUT_PLUGIN);
        try (Table table = Table.open(content, profile)) {
            List<CompletableFuture<Verdict>> batch = new ArrayList<>();
            for (Optional<Row> next = table.next(); next.isPresent(); next = table.next()) {
                Row row = next.get();
                if (done.isPresent() && row.line() <= done.getAsLong()) {
                    continue;
                }
                batch.add(CompletableFuture.supplyAsync(
                        () -> intake.take(profile, file.caller(), row, file.key(row.line()), patience), workers));
                if (batch.size() == BATCH) {
                    keep(file, batch);
                }
            }
            keep(file, batch);
        } catch (FileProblem problem) {
            // The profile has changed since the file was surveyed.
            throw new IOException(problem.getMessage(), problem);
        }
    }

    private void keep(PartnerFile file, List<CompletableFuture<Verdict>> batch) throws SQLException {
        try {
            CompletableFuture.allOf(batch.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
        store.keep(file.id(), batch.stream().map(CompletableFuture::join).toList());
        batch.clear();
    }
}
