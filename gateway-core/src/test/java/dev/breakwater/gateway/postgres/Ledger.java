package dev.breakwater.gateway.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** What the tests commit: entries in a table whose constraint refuses values below zero. */
final class Ledger implements GroupCommit.Batch<Ledger.Entry, Long> {
    static final String TABLE = """
            CREATE TABLE IF NOT EXISTS entry (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              account text NOT NULL,
              value int NOT NULL CHECK (value >= 0),
              backend int NOT NULL DEFAULT pg_backend_pid());
            CREATE TABLE IF NOT EXISTS once (value int UNIQUE DEFERRABLE INITIALLY DEFERRED);
            TRUNCATE entry, once""";

    private final List<List<Entry>> applied = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch entered = new CountDownLatch(0);
    private volatile Failing before = (connection, attempt) -> {};

    record Entry(String account, int value) {}

    /** Something that goes wrong inside of the transaction. */
    interface Failing {
        void happen(Connection connection, int attempt) throws SQLException;
    }

    /** The next batch, and all after it, wait inside of their transaction until {@link #open()}. */
    void shut() {
        entered = new CountDownLatch(1);
        gate = new CountDownLatch(1);
    }

    void awaitEntered() throws InterruptedException {
        entered.await();
    }

    void open() {
        gate.countDown();
    }

    void beforeCommit(Failing failing) {
        before = failing;
    }

    /** Every call, in order, also of attempts that were rolled back. */
    List<List<Entry>> applied() {
        return applied;
    }

    @Override
    public List<Long> apply(Connection connection, List<Entry> entries) throws SQLException {
        applied.add(List.copyOf(entries));
        entered.countDown();
        awaitGate();
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO entry (account, value) SELECT * FROM unnest(?::text[], ?::int[]) RETURNING id")) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "text", entries.stream().map(Entry::account).toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "int4", entries.stream().map(Entry::value).toArray()));
            try (ResultSet inserted = insert.executeQuery()) {
                while (inserted.next()) {
                    ids.add(inserted.getLong(1));
                }
            }
        }
        before.happen(connection, applied.size());
        return ids;
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
