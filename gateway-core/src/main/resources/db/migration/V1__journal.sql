-- A booking at one supplier, under every reference it is known by. The row is locked by whoever accepts an order for it or
-- writes an intent, so one order at a time talks to the supplier. same_as leads from an alias to the row that is locked.
create table booking (
    id       bigint generated always as identity primary key,
    supplier text not null,
    key      text not null,
    same_as  bigint references booking,
    unique (key, supplier)
);
create index booking_alias on booking (same_as) where same_as is not null;

-- One accepted order. due_at says when somebody has to look at it next: the next attempt or look-up while it waits, the end
-- of the lease while somebody works on it, null when it is final or waits for a person.
create table cancellation (
    id                uuid primary key,
    caller            text        not null,
    idempotency_key   text        not null,
    request_hash      text        not null,
    supplier          text        not null,
    booking_id        bigint      not null,
    booking_reference text        not null,
    own_reference     text,
    scope             json        not null,
    instruction       json        not null,
    status            text        not null,
    status_reason     text        not null,
    effect            text        not null,
    progress          json        not null,
    attempts          int         not null,
    lookups           int         not null,
    disputed          boolean     not null default false,
    claimed_by        text,
    due_at            timestamptz,
    version           int         not null,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    expires_at        timestamptz not null,
    unique (caller, idempotency_key)
);
create index cancellation_booking on cancellation (booking_id);
create index cancellation_due on cancellation (supplier, due_at) where due_at is not null;
create index cancellation_own_reference on cancellation (own_reference) where own_reference is not null;

-- What may leave: the exact commit of one unit, durable before the wire. OPEN until it is certain what it did.
create table intent (
    id              uuid primary key,
    cancellation_id uuid        not null,
    booking_id      bigint      not null,
    unit            text        not null,
    key             text        not null,
    request         json        not null,
    request_body    bytea       not null,
    state           text        not null,
    send_by         timestamptz not null,
    created_at      timestamptz not null,
    closed_at       timestamptz,
    proof           text
);
create index intent_open on intent (booking_id) where state = 'OPEN';
create index intent_cancellation on intent (cancellation_id);

-- What went over the wire for a cancellation or a quote. Append-only and never fenced: a late answer is evidence.
create table exchange (
    id              bigint generated always as identity primary key,
    subject_id      uuid        not null,
    intent_id       uuid,
    operation       text        not null,
    kind            text        not null,
    request         json        not null,
    request_body    bytea       not null,
    delivery        text        not null,
    detail          text        not null,
    reply_status    int,
    reply_headers   json,
    reply_body      bytea,
    sent_at         timestamptz not null,
    took_ms         bigint      not null
);
create index exchange_subject on exchange (subject_id);

-- Every transition: who, when, why, with what evidence. The sequence is the version the cancellation got by it.
create table event (
    cancellation_id uuid        not null,
    seq             int         not null,
    at              timestamptz not null,
    actor           text        not null,
    status          text        not null,
    reason          text        not null,
    evidence        json        not null,
    primary key (cancellation_id, seq)
);

create table quote (
    id                uuid primary key,
    caller            text        not null,
    supplier          text        not null,
    booking_reference text        not null,
    content           json        not null,
    created_at        timestamptz not null,
    expires_at        timestamptz
);

-- Suppliers a person has paused; '*' stands for all.
create table pause (
    supplier text primary key,
    actor    text        not null,
    at       timestamptz not null
);
