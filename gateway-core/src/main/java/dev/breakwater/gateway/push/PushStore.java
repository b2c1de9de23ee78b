package dev.breakwater.gateway.push;

import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.Pushed.Notice;
import dev.breakwater.plugin.SupplierWord;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of what suppliers sent by themselves. */
final class PushStore {
    private final JdbcClient database;

    PushStore(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    /** One message about one booking. */
    record Open(String supplier, Notice notice) {}

    /** @return whether it was not known yet */
    boolean keep(String supplier, Notice notice) {
        return reached(() -> database.sql("""
                        insert into push_notice (supplier, id, booking, code, text) values (?, ?, ?, ?, ?)
                        on conflict do nothing""")
                        .params(
                                supplier,
                                notice.id(),
                                notice.booking().value(),
                                printable(notice.word().code()),
                                printable(notice.word().text()))
                        .update())
                == 1;
    }

    /** Some that nobody else sees to for a while. */
    List<Open> claim(int most, Duration lease) {
        return reached(() -> database.sql("""
                        update push_notice p set next_at = clock_timestamp() + ? * interval '1 ms'
                        from (
                            select supplier, id from push_notice where next_at <= clock_timestamp()
                            order by next_at limit ? for update skip locked) due
                        where p.supplier = due.supplier and p.id = due.id returning p.*""")
                .params(lease.toMillis(), most)
                .query((row, number) -> new Open(
                        row.getString("supplier"),
                        new Notice(
                                row.getString("id"),
                                new BookingKey(row.getString("booking")),
                                new SupplierWord(row.getString("code"), row.getString("text")))))
                .list());
    }

    void settle(Open open) {
        reached(() -> database.sql("update push_notice set next_at = null where supplier = ? and id = ?")
                .params(open.supplier(), open.notice().id())
                .update());
    }

    /** Forgets what is settled and older than this. */
    void forget(Duration age) {
        reached(() -> database.sql(
                        "delete from push_notice where next_at is null and received_at < now() - ? * interval '1 s'")
                .param(age.toSeconds())
                .update());
    }

    /** PostgreSQL keeps no NUL. */
    private static String printable(String text) {
        return text.replace('\0', ' ');
    }

    private static <T> T reached(Supplier<T> access) {
        try {
            return access.get();
        } catch (DataAccessException e) {
            throw e.getMostSpecificCause() instanceof SQLException cause ? new JournalUnavailable(cause) : e;
        }
    }
}
