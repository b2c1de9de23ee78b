package dev.breakwater.subjects.plain;

import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table. Every call is a transaction of its own. */
final class Cancellations {
    private final JdbcTemplate jdbc;

    Cancellations(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void createTable() {
        jdbc.execute("create schema if not exists plain");
        jdbc.execute("""
                create table if not exists plain.cancellation (
                    id uuid primary key,
                    idempotency_key text not null unique,
                    booking_reference text not null,
                    status text not null,
                    refund text,
                    amount numeric,
                    currency text,
                    created_at timestamptz not null default now(),
                    updated_at timestamptz not null default now())""");
    }

    /** @throws org.springframework.dao.DuplicateKeyException if there is an order with this key */
    void accept(UUID id, String key, String booking) {
        jdbc.update(
                "insert into plain.cancellation (id, idempotency_key, booking_reference, status)"
                        + " values (?, ?, ?, 'ACCEPTED')",
                id,
                key,
                booking);
    }

    void inFlight(UUID id) {
        jdbc.update("update plain.cancellation set status = 'IN_FLIGHT', updated_at = now() where id = ?", id);
    }

    void done(UUID id, Answer answer) {
        jdbc.update(
                "update plain.cancellation set status = ?, refund = ?, amount = ?, currency = ?, updated_at = now()"
                        + " where id = ?",
                answer.status(),
                answer.refund(),
                answer.amount(),
                answer.currency(),
                id);
    }
}
