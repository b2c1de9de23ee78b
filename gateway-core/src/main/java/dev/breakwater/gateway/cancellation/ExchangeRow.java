package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Rows.setArray;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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
 */
record ExchangeRow(UUID subject, Optional<UUID> intent, Exchange exchange) {

    static void insert(Connection connection, List<ExchangeRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into exchange (subject_id, intent_id, operation, kind, request, request_body, delivery, detail,
                    reply_status, reply_headers, reply_body, sent_at, took_ms)
                select subject, intent, operation, kind, request::json, request_body, delivery, detail, status,
                    headers::json, reply_body, to_timestamp(sent_at / 1000.0), took
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as t(subject, intent, operation, kind, request,
                    request_body, delivery, detail, status, headers, reply_body, sent_at, took)""")) {
            setArray(statement, 1, "uuid", rows, ExchangeRow::subject);
            setArray(statement, 2, "uuid", rows, row -> row.intent().orElse(null));
            setArray(
                    statement,
                    3,
                    "text",
                    rows,
                    row -> row.exchange().operation().name());
            setArray(statement, 4, "text", rows, row -> row.request().kind().name());
            setArray(statement, 5, "text", rows, row -> requestJson(row.request()));
            setArray(statement, 6, "bytea", rows, row -> row.request().body().toByteArray());
            setArray(statement, 7, "text", rows, ExchangeRow::delivery);
            setArray(statement, 8, "text", rows, ExchangeRow::detail);
            setArray(
                    statement,
                    9,
                    "int",
                    rows,
                    row -> row.reply().map(WireReply::status).orElse(null));
            setArray(
                    statement,
                    10,
                    "text",
                    rows,
                    row -> row.reply().map(reply -> Json.write(reply.headers())).orElse(null));
            setArray(
                    statement,
                    11,
                    "bytea",
                    rows,
                    row -> row.reply().map(reply -> reply.body().toByteArray()).orElse(null));
            setArray(
                    statement,
                    12,
                    "bigint",
                    rows,
                    row -> row.exchange().sentAt().toEpochMilli());
            setArray(statement, 13, "bigint", rows, row -> row.exchange().took().toMillis());
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
