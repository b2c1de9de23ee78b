package dev.breakwater.gateway.partnerfile;

import dev.breakwater.gateway.cancellation.Ids;
import dev.breakwater.gateway.partnerfile.Answer.Kind;
import dev.breakwater.gateway.partnerfile.PartnerFile.State;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;

/** The files of partners in the database. */
final class FileStore {
    private static final String COLUMNS =
            "f.id, f.partner, f.caller, f.claim, f.name, f.answer_name, f.sha256, f.state, f.row_count, f.detail, f.received_at";

    private final Sql sql;

    FileStore(DataSource database) {
        this.sql = new Sql(database);
    }

    /**
     * A file that was read to its end.
     *
     * @param answerBase what the names of its answers shall begin with, unless another file has that
     * @param sha256 of its content, in hexadecimal; empty if it is too large to be read
     * @param refusal why it cannot be used as a whole
     * @param notes what else there is to say
     */
    record Arrival(
            String partner,
            String caller,
            String claim,
            String name,
            String answerBase,
            String sha256,
            long rows,
            Optional<String> refusal,
            String notes,
            Instant receivedAt) {}

    /** The file of this claim, whatever its content was when it was read last. */
    Optional<PartnerFile> find(String partner, String claim) throws SQLException {
        return sql.one(
                "select " + COLUMNS + " from partner_file f where f.partner = ? and f.claim = ?"
                        + " order by f.received_at desc limit 1",
                FileStore::file,
                partner,
                claim);
    }

    /**
     * Journals a file together with its acknowledgement, or finds it. It is a duplicate if another one of the same content was
     * not refused.
     */
    PartnerFile register(Arrival arrival) throws SQLException {
        return sql.transaction(connection -> {
            Optional<PartnerFile> known = byContent(connection, arrival);
            if (known.isPresent()) {
                return known.get();
            }
            finishSuperseded(connection, arrival);
            PartnerFile file = insert(connection, arrival);
            answer(connection, file.id(), Kind.ACK);
            return file;
        });
    }

    private static Optional<PartnerFile> byContent(Connection connection, Arrival arrival) throws SQLException {
        return Sql.one(
                connection,
                "select " + COLUMNS + " from partner_file f where f.partner = ? and f.claim = ? and f.sha256 = ?",
                FileStore::file,
                arrival.partner(),
                arrival.claim(),
                arrival.sha256());
    }

    /** Somebody wrote to a file after it was claimed: what was taken of its earlier content stands for itself. */
    private static void finishSuperseded(Connection connection, Arrival arrival) throws SQLException {
        List<UUID> earlier =
                Sql.all(connection, """
                update partner_file set state = 'VALIDATED', detail = 'The file was changed after it had been claimed.'
                where partner = ? and claim = ? and state = 'RECEIVED' returning id""", row -> row.getObject(1, UUID.class), arrival.partner(), arrival.claim());
        for (UUID id : earlier) {
            answer(connection, id, Kind.VAL);
        }
    }

    private static PartnerFile insert(Connection connection, Arrival arrival) throws SQLException {
        State state = arrival.refusal().isPresent() ? State.REFUSED : State.RECEIVED;
        String detail = arrival.refusal().orElse(arrival.notes());
        int number = taken(connection, arrival) + 1;
        while (true) {
            Optional<PartnerFile> inserted = tryInsert(connection, arrival, number, state, detail);
            if (inserted.isPresent()) {
                return inserted.get();
            }
            Optional<PartnerFile> known = byContent(connection, arrival);
            if (known.isPresent()) {
                // Another member reads this very file at the same time.
                return known.get();
            }
            Optional<PartnerFile> same = state == State.RECEIVED ? original(connection, arrival) : Optional.empty();
            if (same.isPresent()) {
                state = State.DUPLICATE;
                detail = "The same content was received as " + same.get().name() + " on "
                        + same.get().receivedAt() + "; see " + same.get().answerName() + ".*.csv.";
            } else {
                number++;
            }
        }
    }

    private static int taken(Connection connection, Arrival arrival) throws SQLException {
        return Sql.one(
                        connection,
                        "select count(*) from partner_file where partner = ? and answer_base = ?",
                        row -> row.getInt(1),
                        arrival.partner(),
                        arrival.answerBase())
                .orElseThrow();
    }

    private static Optional<PartnerFile> original(Connection connection, Arrival arrival) throws SQLException {
        return Sql.one(
                connection,
                "select " + COLUMNS + " from partner_file f where f.partner = ? and f.sha256 = ?"
                        + " and f.state not in ('REFUSED', 'DUPLICATE')",
                FileStore::file,
                arrival.partner(),
                arrival.sha256());
    }

    private static Optional<PartnerFile> tryInsert(
            Connection connection, Arrival arrival, int number, State state, String detail) throws SQLException {
        return Sql.one(
                connection,
                """
                insert into partner_file as f (id, partner, caller, claim, name, answer_base, answer_name, sha256, state,
                    row_count, detail, received_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning\s""" + COLUMNS,
                FileStore::file,
                Ids.next(),
                arrival.partner(),
                arrival.caller(),
                arrival.claim(),
                arrival.name(),
                arrival.answerBase(),
                arrival.answerBase() + (number == 1 ? "" : "." + number),
                arrival.sha256(),
                state.name(),
                arrival.rows(),
                detail,
                Timestamp.from(arrival.receivedAt()));
    }

    private static void answer(Connection connection, UUID file, Kind kind) throws SQLException {
        Sql.update(
                connection,
                "insert into partner_answer (file_id, kind, due_at) values (?, ?, clock_timestamp()) on conflict do nothing",
                file,
                kind.name());
    }

    /** The last line whose verdict is kept; those before it are kept too. */
    OptionalLong lastLine(UUID file) throws SQLException {
        return sql.one(
                        "select max(line) from partner_row where file_id = ?",
                        row -> row.getObject(1) == null ? OptionalLong.empty() : OptionalLong.of(row.getLong(1)),
                        file)
                .orElseThrow();
    }

    /** Keeps what came of rows at the door. */
    void keep(UUID file, List<Verdict> verdicts) throws SQLException {
        sql.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into partner_row (file_id, line, row_id, code, text, cancellation_id) values (?, ?, ?, ?, ?, ?)
                    on conflict do nothing""")) {
                for (Verdict verdict : verdicts) {
                    Sql.bind(
                            insert,
                            file,
                            verdict.line(),
                            verdict.rowId(),
                            verdict.code(),
                            verdict.text(),
                            verdict.cancellation().orElse(null));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return null;
        });
    }

    /** Every row of the file has its verdict. */
    void validated(UUID file) throws SQLException {
        sql.transaction(connection -> {
            Sql.update(
                    connection,
                    "update partner_file set state = 'VALIDATED' where id = ? and state = 'RECEIVED'",
                    file);
            answer(connection, file, Kind.VAL);
            return null;
        });
    }

    /** A row whose cancellation is not known to be final. */
    record OpenRow(UUID file, long line, UUID cancellation) {}

    /** How a row's cancellation ended. */
    record Outcome(OpenRow row, String status, String reason, String refund, String currency, String supplierCode) {}

    /** Open rows of a partner's validated files behind another one, in a stable order. */
    List<OpenRow> openRows(String partner, Optional<OpenRow> after, int limit) throws SQLException {
        return sql.all(
                """
                select r.file_id, r.line, r.cancellation_id from partner_file f join partner_row r on r.file_id = f.id
                where f.partner = ? and f.state = 'VALIDATED' and r.cancellation_id is not null and r.status is null
                    and (r.file_id, r.line) > (?, ?)
                order by r.file_id, r.line limit ?""",
                row -> new OpenRow(row.getObject(1, UUID.class), row.getLong(2), row.getObject(3, UUID.class)),
                partner,
                after.map(OpenRow::file).orElse(new UUID(0, 0)),
                after.map(OpenRow::line).orElse(0L),
                limit);
    }

    void settle(List<Outcome> outcomes) throws SQLException {
        sql.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update partner_row set status = ?, status_reason = ?, refund = ?, currency = ?, supplier_code = ?
                    where file_id = ? and line = ? and status is null""")) {
                for (Outcome outcome : outcomes) {
                    Sql.bind(
                            update,
                            outcome.status(),
                            outcome.reason(),
                            outcome.refund(),
                            outcome.currency(),
                            outcome.supplierCode(),
                            outcome.row().file(),
                            outcome.row().line());
                    update.addBatch();
                }
                update.executeBatch();
            }
            return null;
        });
    }

    /** Lets the results of those files be sent whose accepted rows are all final. */
    void finish(String partner) throws SQLException {
        sql.transaction(connection -> {
            List<UUID> done = Sql.all(connection, """
                    update partner_file f set state = 'DONE' where partner = ? and state = 'VALIDATED' and not exists (
                        select 1 from partner_row r
                        where r.file_id = f.id and r.cancellation_id is not null and r.status is null)
                    returning f.id""", row -> row.getObject(1, UUID.class), partner);
            for (UUID file : done) {
                answer(connection, file, Kind.RES);
            }
            return null;
        });
    }

    /** The next answer to be sent; for ten minutes nobody else gets it. */
    Optional<Answer> nextAnswer(String partner, String sender) throws SQLException {
        return sql.one(
                """
                update partner_answer a set due_at = clock_timestamp() + interval '10 minutes', sender = ? from partner_file f
                where f.id = a.file_id and a.seq = (
                    select w.seq from partner_answer w join partner_file v on v.id = w.file_id
                    where v.partner = ? and w.delivered_at is null and w.due_at <= clock_timestamp()
                    order by w.seq limit 1 for update of w skip locked)
                returning a.seq, a.kind, a.number,\s""" + COLUMNS,
                row -> new Answer(
                        row.getLong("seq"), file(row), Kind.valueOf(row.getString("kind")), row.getInt("number")),
                sender,
                partner);
    }

    void delivered(Answer answer) throws SQLException {
        sql.update("update partner_answer set delivered_at = clock_timestamp() where seq = ?", answer.seq());
    }

    /** The answer could not be sent and waits again. */
    void waits(Answer answer) throws SQLException {
        sql.update("update partner_answer set due_at = clock_timestamp() where seq = ?", answer.seq());
    }

    /** The answer waits under its next name. */
    void renamed(Answer answer) throws SQLException {
        sql.update(
                "update partner_answer set number = ?, due_at = clock_timestamp() where seq = ?",
                answer.number() + 1,
                answer.seq());
    }

    /** What this sender had begun to send is due again. */
    void releaseAnswers(String partner, String sender) throws SQLException {
        sql.update("""
                update partner_answer a set due_at = clock_timestamp() from partner_file f
                where f.id = a.file_id and f.partner = ? and a.sender = ? and a.delivered_at is null""", partner, sender);
    }

    /** Told one row after the other. */
    interface RowReader {
        void read(ResultSet row) throws SQLException, IOException;
    }

    /** Reads a file's rows in order, without holding them. */
    void rows(UUID file, RowReader reader) throws SQLException, IOException {
        sql.each("select * from partner_row where file_id = ? order by line", reader, file);
    }

    private static PartnerFile file(ResultSet row) throws SQLException {
        return new PartnerFile(
                row.getObject("id", UUID.class),
                row.getString("partner"),
                row.getString("caller"),
                row.getString("claim"),
                row.getString("name"),
                row.getString("answer_name"),
                row.getString("sha256"),
                State.valueOf(row.getString("state")),
                row.getLong("row_count"),
                row.getString("detail"),
                row.getTimestamp("received_at").toInstant());
    }
}
