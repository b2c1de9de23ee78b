package dev.breakwater.gateway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.breakwater.gateway.postgres.GroupCommit.Counters;
import dev.breakwater.gateway.postgres.Ledger.Entry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GroupCommitTest {
    @TempDir
    private static Path temporary;

    private static LocalPostgres postgres;
    private static HikariDataSource pool;

    private final Ledger ledger = new Ledger();
    private final List<GroupCommit<?, ?>> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        postgres = PostgresForTests.start(temporary.resolve("postgres"));
        pool = PostgresForTests.pool(postgres);
    }

    @AfterAll
    static void stop() {
        pool.close();
        postgres.close();
    }

    @BeforeEach
    void emptyTables() throws SQLException {
        PostgresForTests.execute(postgres, Ledger.TABLE);
    }

    @AfterEach
    void close() {
        ledger.open();
        opened.forEach(GroupCommit::close);
    }

    @Test
    void commitsWhatQueuesUpDuringOneCommitTogetherInTheNext() throws Exception {
        GroupCommit<Entry, Long> commits = commits(settings());
        CompletableFuture<Long> first = submitAndHold(commits, new Entry("first", 1));
        List<CompletableFuture<Long>> others = submitAll(commits, IntStream.range(0, 40));
        assertThat(commits.waiting()).isEqualTo(40);
        ledger.open();

        assertThat(first.get()).isPositive();
        for (CompletableFuture<Long> other : others) {
            assertThat(other.get()).isPositive();
        }
        assertThat(ledger.applied()).extracting(List::size).containsExactly(1, 40);
        Counters counters = commits.counters();
        assertThat(counters).isEqualTo(new Counters(2, 41, 40, counters.spent()));
        assertThat(counters.spent()).isPositive();
        assertThat(commits.waiting()).isZero();
        assertThat(committed()).isEqualTo("41");
    }

    @Test
    void handsEachSubmitterItsOwnResult() throws Exception {
        GroupCommit<Entry, Long> commits = commits(settings());
        submitAndHold(commits, new Entry("first", 1));
        List<CompletableFuture<Long>> others = submitAll(commits, IntStream.of(7, 3, 5));
        ledger.open();
        for (int value : new int[] {7, 3, 5}) {
            long id = others.get(List.of(7, 3, 5).indexOf(value)).get();
            assertThat(PostgresForTests.ask(pool, "SELECT value FROM entry WHERE id = " + id))
                    .isEqualTo(Integer.toString(value));
        }
    }

    @Test
    void sortsABatchByKeyAndKeepsItWithinItsLimit() throws Exception {
        GroupCommit<Entry, Long> commits = commits(settings().withLargestBatch(3));
        submitAndHold(commits, new Entry("first", 1));
        List<CompletableFuture<Long>> others = new ArrayList<>();
        for (String account : List.of("d", "b", "e", "a", "c")) {
            others.add(commits.submit(new Entry(account, 1)));
        }
        ledger.open();
        awaitAll(others);
        assertThat(accountsApplied()).containsExactly("first", "bde", "ac");
    }

    @Test
    void keepsTheOrderOfOperationsOnOneKey() throws Exception {
        GroupCommit<Entry, Long> commits = commits(settings());
        submitAndHold(commits, new Entry("first", 1));
        List<CompletableFuture<Long>> others = new ArrayList<>();
        for (int value = 0; value < 5; value++) {
            others.add(commits.submit(new Entry("same", value)));
        }
        others.add(commits.submit(new Entry("other", 9)));
        ledger.open();
        awaitAll(others);

        assertThat(PostgresForTests.ask(
                        pool, "SELECT string_agg(value::text, '' ORDER BY id) FROM entry WHERE account = 'same'"))
                .isEqualTo("01234");
        assertThat(ledger.applied()).extracting(List::size).containsExactly(1, 2, 1, 1, 1, 1);
    }

    @Test
    void letsNoOperationOvertakeOneThatWaitsForAKeyOfBoth() throws Exception {
        GroupCommit<String, String> commits = register(new GroupCommit<>(
                pool,
                names -> List.of(names.split("")),
                (connection, batch) -> {
                    ledger.apply(
                            connection,
                            batch.stream().map(names -> new Entry(names, 1)).toList());
                    return batch;
                },
                settings()));
        ledger.shut();
        commits.submit("x");
        ledger.awaitEntered();
        List<CompletableFuture<String>> others = new ArrayList<>();
        for (String names : List.of("a", "ab", "b", "cc")) {
            others.add(commits.submit(names));
        }
        ledger.open();
        awaitAll(others);
        assertThat(accountsApplied()).containsExactly("x", "acc", "ab", "b");
    }

    @Test
    void failsOnlyTheGuiltyOperationAndCommitsTheOthers() throws Exception {
        GroupCommit<Entry, Long> commits = commits(settings());
        submitAndHold(commits, new Entry("first", 1));
        List<CompletableFuture<Long>> others = submitAll(commits, IntStream.of(1, 2, -3, 4, 5, 6, 7));
        ledger.open();

        assertThatThrownBy(() -> others.get(2).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SQLException.class)
                .hasMessageContaining("entry_value_check");
        others.remove(2);
        awaitAll(others);
        assertThat(committed()).isEqualTo("7");
        assertThat(commits.counters().operations()).isEqualTo(7);
    }

    @Test
    void failsOnlyTheGuiltyOperationWhenCommitItselfIsRefused() throws Exception {
        GroupCommit<Integer, Integer> commits = register(new GroupCommit<>(
                pool,
                value -> List.of(),
                (connection, values) -> {
                    try (Statement statement = connection.createStatement()) {
                        for (int value : values) {
                            statement.execute("INSERT INTO once VALUES (" + value + ")");
                        }
                    }
                    return values;
                },
                settings()));
        assertThat(commits.submit(1).get()).isEqualTo(1);
        assertThatThrownBy(() -> commits.submit(1).get()).hasMessageContaining("once_value_key");
        assertThat(commits.submit(2).get()).isEqualTo(2);
    }

    @Test
    void survivesWhateverABatchThrows() throws Exception {
        GroupCommit<Integer, Integer> commits = register(new GroupCommit<>(
                pool,
                value -> List.of(),
                (connection, values) -> {
                    if (values.contains(13)) {
                        throw new StackOverflowError("thrown by the test");
                    }
                    return values.contains(14) ? List.of() : values;
                },
                settings()));
        assertThatThrownBy(() -> commits.submit(13).get()).hasCauseInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> commits.submit(14).get()).hasMessageContaining("0 results for 1 operations");
        assertThat(commits.submit(15).get()).isEqualTo(15);
    }

    @Test
    void repeatsABatchThatCollidedWithAnotherTransaction() throws Exception {
        GroupCommit<Entry, Long> commits = commits(settings());
        ledger.beforeCommit((connection, attempt) -> {
            if (attempt <= 2) {
                throw new SQLException("could not serialize", attempt == 1 ? "40001" : "40P01");
            }
        });
        assertThat(commits.submit(new Entry("a", 1)).get()).isPositive();
        assertThat(ledger.applied()).hasSize(3);
        assertThat(committed()).isEqualTo("1");
    }

    @Test
    void stopsRepeatingABatchThatKeepsColliding() {
        GroupCommit<Entry, Long> commits = commits(settings().withAttempts(3, Duration.ofMillis(1)));
        ledger.beforeCommit((connection, attempt) -> {
            throw new SQLException("could not serialize", "40001");
        });
        assertThatThrownBy(() -> commits.submit(new Entry("a", 1)).get()).hasMessageContaining("could not serialize");
        assertThat(ledger.applied()).hasSize(3);
    }

    @Test
    void goesOnWithAFreshConnectionWhenOneIsTerminatedBeforeCommit() throws Exception {
        GroupCommit<Entry, Long> commits = commits(settings());
        ledger.beforeCommit((connection, attempt) -> {
            if (attempt == 1) {
                terminate(connection);
                connection.createStatement().execute("SELECT 1");
            }
        });
        assertThat(commits.submit(new Entry("a", 1)).get()).isPositive();
        assertThat(ledger.applied()).hasSize(2);
        assertThat(committed()).isEqualTo("1");
    }

    @Test
    void saysNotCommittedWhenTheDatabaseStaysAway() throws Exception {
        FaultyDataSource faulty = new FaultyDataSource(pool).refuseConnections(3);
        GroupCommit<Entry, Long> commits =
                commits(faulty.dataSource(), settings().withAttempts(3, Duration.ofMillis(1)));
        assertThatThrownBy(() -> commits.submit(new Entry("a", 1)).get()).hasCauseInstanceOf(NotCommitted.class);
        assertThat(ledger.applied()).isEmpty();

        assertThat(commits.submit(new Entry("a", 1)).get()).isPositive();
    }

    @Test
    void saysCommitUnknownToTheWholeBatchWhenTheAnswerToCommitIsLost() throws Exception {
        FaultyDataSource faulty = new FaultyDataSource(pool);
        GroupCommit<Entry, Long> commits = commits(faulty.dataSource(), settings());
        submitAndHold(commits, new Entry("first", 1)).cancel(false);
        List<CompletableFuture<Long>> others = submitAll(commits, IntStream.range(0, 3));
        ledger.beforeCommit((connection, attempt) -> {
            if (attempt == 2) {
                faulty.loseCommitAnswers(1);
            }
        });
        ledger.open();
        for (CompletableFuture<Long> other : others) {
            assertThatThrownBy(other::get).hasCauseInstanceOf(CommitUnknown.class);
        }
        assertThat(committed()).isEqualTo("4");
        assertThat(commits.counters().operations()).isEqualTo(1);
    }

    @Test
    void saysCommitUnknownAndDoesNotRepeatWhenCommitItselfIsLost() throws Exception {
        FaultyDataSource faulty = new FaultyDataSource(pool).loseCommitRequests(1);
        GroupCommit<Entry, Long> commits = commits(faulty.dataSource(), settings());
        assertThatThrownBy(() -> commits.submit(new Entry("a", 1)).get()).hasCauseInstanceOf(CommitUnknown.class);
        assertThat(committed()).isEqualTo("0");
        assertThat(ledger.applied()).hasSize(1);
    }

    @Test
    void saysCommitUnknownWhenTheServerEndsTheSessionAtCommit() {
        GroupCommit<Entry, Long> commits = commits(settings());
        ledger.beforeCommit((connection, attempt) -> terminate(connection));
        assertThatThrownBy(() -> commits.submit(new Entry("a", 1)).get()).hasCauseInstanceOf(CommitUnknown.class);
        assertThat(ledger.applied()).hasSize(1);
    }

    @Test
    void refusesAtOnceWhenTooManyWait() throws Exception {
        GroupCommit<Entry, Long> commits = commits(settings().withCapacity(2));
        CompletableFuture<Long> first = submitAndHold(commits, new Entry("first", 1));
        List<CompletableFuture<Long>> accepted = submitAll(commits, IntStream.of(1, 2));
        CompletableFuture<Long> refused = commits.submit(new Entry("c", 3));
        assertThat(refused).isCompletedExceptionally();
        assertThatThrownBy(refused::get).hasCauseInstanceOf(Overloaded.class);
        ledger.open();
        first.get();
        awaitAll(accepted);
        assertThat(committed()).isEqualTo("3");
    }

    @Test
    void commitsEverythingSubmittedBeforeItIsClosedAndRefusesTheRest() throws Exception {
        GroupCommit<Entry, Long> commits = commits(settings());
        CompletableFuture<Long> first = submitAndHold(commits, new Entry("first", 1));
        List<CompletableFuture<Long>> others = submitAll(commits, IntStream.range(0, 10));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(commits::close);
        ledger.open();
        closing.get();
        assertThat(first).isCompleted();
        assertThat(others).allMatch(CompletableFuture::isDone);
        awaitAll(others);
        assertThat(committed()).isEqualTo("11");
        assertThatThrownBy(() -> commits.submit(new Entry("late", 1)).get()).hasCauseInstanceOf(NotCommitted.class);
    }

    @Test
    void saysNotCommittedToWhatItCouldNotBeginBeforeItsTimeToDrainRanOut() throws Exception {
        GroupCommit<Entry, Long> commits = commits(settings().withDrain(Duration.ofMillis(50)));
        CompletableFuture<Long> first = submitAndHold(commits, new Entry("first", 1));
        List<CompletableFuture<Long>> others = submitAll(commits, IntStream.range(0, 3));
        commits.close();
        assertThat(first).isNotDone();
        ledger.open();
        assertThat(first.get(10, TimeUnit.SECONDS)).isPositive();
        for (CompletableFuture<Long> other : others) {
            assertThatThrownBy(() -> other.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(NotCommitted.class);
        }
        assertThat(committed()).isEqualTo("1");
    }

    @Test
    void losesNothingUnderManySubmitters() throws Exception {
        GroupCommit<Entry, Long> commits = commits(settings());
        List<CompletableFuture<Void>> submitters = new ArrayList<>();
        for (int submitter = 0; submitter < 32; submitter++) {
            String account = "account " + submitter % 20;
            submitters.add(CompletableFuture.runAsync(
                    () -> IntStream.range(0, 100)
                            .forEach(value ->
                                    commits.submit(new Entry(account, value)).join()),
                    task -> new Thread(task).start()));
        }
        awaitAll(submitters);
        assertThat(committed()).isEqualTo("3200");
        assertThat(commits.counters().operations()).isEqualTo(3200);
        assertThat(commits.counters().batches()).isLessThan(3200);
    }

    private GroupCommitSettings settings() {
        return GroupCommitSettings.named("test").withAttempts(4, Duration.ofMillis(1));
    }

    private GroupCommit<Entry, Long> commits(GroupCommitSettings settings) {
        return commits(pool, settings);
    }

    private GroupCommit<Entry, Long> commits(DataSource dataSource, GroupCommitSettings settings) {
        return register(new GroupCommit<>(dataSource, entry -> List.of(entry.account()), ledger, settings));
    }

    private <O, R> GroupCommit<O, R> register(GroupCommit<O, R> commits) {
        opened.add(commits);
        return commits;
    }

    /** Submits one and returns when the worker is inside of its transaction, where it stays until the ledger opens. */
    private CompletableFuture<Long> submitAndHold(GroupCommit<Entry, Long> commits, Entry entry)
            throws InterruptedException {
        ledger.shut();
        CompletableFuture<Long> submitted = commits.submit(entry);
        ledger.awaitEntered();
        return submitted;
    }

    private static List<CompletableFuture<Long>> submitAll(GroupCommit<Entry, Long> commits, IntStream values) {
        List<CompletableFuture<Long>> submitted = new ArrayList<>();
        values.forEach(value -> submitted.add(commits.submit(new Entry("account " + value, value))));
        return submitted;
    }

    private static <R> void awaitAll(List<CompletableFuture<R>> futures) throws Exception {
        for (CompletableFuture<R> future : futures) {
            future.get();
        }
    }

    private List<String> accountsApplied() {
        return ledger.applied().stream()
                .map(batch -> String.join("", batch.stream().map(Entry::account).toList()))
                .toList();
    }

    private static String committed() throws SQLException {
        return PostgresForTests.ask(pool, "SELECT count(*) FROM entry");
    }

    private static void terminate(Connection connection) throws SQLException {
        long backend = connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        PostgresForTests.execute(postgres, "SELECT pg_terminate_backend(" + backend + ", 5000)");
    }
}
