package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Rows.setArray;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An exchange and what it belongs to.
 *
 * @param subject the cancellation or the quote
 * @param intent the intent it went out with, if it is a commit
 * @param ledTo the intent of the commit it led to, if one followed
 */
record ExchangeRow(UUID subject, Optional<UUID> intent, Optional<UUID> ledTo, Exchange exchange) {
    /** What {@link #read} needs. */
    static final String COLUMNS =
            "operation, kind, request, request_body, reply_status, reply_headers, reply_body, sent_at, took_ms";

    /** One that led to nothing yet. */
    static ExchangeRow of(UUID subject, Optional<UUID> intent, Exchange exchange) {
        return new ExchangeRow(
                subject, exchange.request().kind().mayCommit() ? intent : Optional.empty(), Optional.empty(), exchange);
    }

    ExchangeRow ledTo(Optional<UUID> commit) {
        return new ExchangeRow(subject, intent, commit, exchange);
    }

    static void insert(Connection connection, List<ExchangeRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into exchange (subject_id, intent_id, led_to, operation, kind, request, request_body, delivery, detail,
                    reply_status, reply_headers, reply_body, sent_at, took_ms)
                select subject, intent, led_to, operation, kind, request::json, request_body, delivery, detail, status,
                    headers::json, reply_body, to_timestamp(sent_at / 1000.0), took
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as t(subject, intent, led_to, operation, kind, request,
                    request_body, delivery, detail, status, headers, reply_body, sent_at, took)""")) {
            setArray(statement, 1, "uuid", rows, ExchangeRow::subject);
            setArray(statement, 2, "uuid", rows, row -> row.intent().orElse(null));
            setArray(statement, 3, "uuid", rows, row -> row.ledTo().orElse(null));
            setArray(
                    statement,
                    4,
                    "text",
                    rows,
                    row -> row.exchange().operation().name());
            setArray(statement, 5, "text", rows, row -> row.request().kind().name());
            setArray(statement, 6, "text", rows, row -> requestJson(row.request()));
            setArray(statement, 7, "bytea", rows, row -> row.request().body().toByteArray());
            setArray(statement, 8, "text", rows, ExchangeRow::delivery);
            setArray(statement, 9, "text", rows, ExchangeRow::detail);
            setArray(
                    statement,
                    10,
                    "int",
                    rows,
                    row -> row.reply().map(WireReply::status).orElse(null));
            setArray(
                    statement,
                    11,
                    "text",
                    rows,
                    row -> row.reply().map(reply -> Json.write(reply.headers())).orElse(null));
            setArray(
                    statement,
                    12,
                    "bytea",
                    rows,
                    row -> row.reply().map(reply -> reply.body().toByteArray()).orElse(null));
            setArray(
                    statement,
                    13,
                    "bigint",
                    rows,
                    row -> row.exchange().sentAt().toEpochMilli());
            setArray(statement, 14, "bigint", rows, row -> row.exchange().took().toMillis());
            statement.executeUpdate();
        }
    }

    static String requestJson(WireRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("method", request.method());
        json.put("path", request.path());
        json.put("headers", request.headers());
        json.put("contentType", request.contentType());
        return Json.write(json);
    }

    /** What {@link #requestJson} wrote. */
    private record Head(String method, String path, Map<String, String> headers, String contentType) {}

    /** The request as it was sent, byte for byte. */
    static WireRequest request(RequestKind kind, ResultSet row) throws SQLException {
        Head head = Json.read(row.getString("request"), Head.class);
        return new WireRequest(
                kind,
                head.method(),
                head.path(),
                head.headers(),
                head.contentType(),
                Bytes.of(row.getBytes("request_body")));
    }

    /** One that was answered. */
    static Exchange read(ResultSet row) throws SQLException {
        WireReply reply = new WireReply(
                row.getInt("reply_status"),
                Json.readMap(row.getString("reply_headers")),
                Bytes.of(row.getBytes("reply_body")));
        return new Exchange(
                Operation.valueOf(row.getString("operation")),
                request(RequestKind.valueOf(row.getString("kind")), row),
                Rows.instant(row, "sent_at"),
                Duration.ofMillis(row.getLong("took_ms")),
                new Delivery.Answered(reply, false));
    }

    private WireRequest request() {
        return exchange.request();
    }

    private Optional<WireReply> reply() {
        return exchange.delivery() instanceof Delivery.Answered answered
                ? Optional.of(answered.reply())
                : Optional.empty();
    }

    private String delivery() {
        if (exchange.delivery() instanceof Delivery.NotSent) {
            return "NOT_SENT";
        }
        return exchange.delivery() instanceof Delivery.Lost ? "LOST" : "ANSWERED";
    }

    private String detail() {
        if (exchange.delivery() instanceof Delivery.NotSent notSent) {
            return notSent.cause();
        }
        return exchange.delivery() instanceof Delivery.Lost lost ? lost.cause() : "";
    }
}
