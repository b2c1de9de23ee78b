package dev.breakwater.gateway.cancellation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One exchange as evidence, without bodies and headers, which hold personal data.
 *
 * @param delivery NOT_SENT, ANSWERED or LOST
 * @param detail why, if it was not answered
 * @param status the HTTP status, if it was
 * @param intent the intent it went out with, if it is a commit
 */
public record ExchangeSummary(
        String operation,
        String kind,
        String method,
        String path,
        String delivery,
        String detail,
        Optional<Integer> status,
        Instant sentAt,
        long tookMillis,
        Optional<UUID> intent) {

    static ExchangeSummary of(ResultSet row) throws SQLException {
        return new ExchangeSummary(
                row.getString("operation"),
                row.getString("kind"),
                row.getString("method"),
                row.getString("path"),
                row.getString("delivery"),
                row.getString("detail"),
                Optional.ofNullable(row.getObject("reply_status", Integer.class)),
                Rows.instant(row, "sent_at"),
                row.getLong("took_ms"),
                Optional.ofNullable(row.getObject("intent_id", UUID.class)));
    }
}
