-- A file a partner dropped. The claim is the name its claimed copy has on the partner's server, so that a file that is read again
-- after a crash is told from the same content dropped once more. RECEIVED until every row was taken in, VALIDATED until every
-- accepted row is final; REFUSED as a whole; DUPLICATE of a file with the same content.
create table partner_file (
    id          uuid primary key,
    partner     text        not null,
    caller      text        not null,
    claim       text        not null,
    name        text        not null,
    answer_base text        not null,
    answer_name text        not null,
    sha256      text        not null,
    state       text        not null,
    row_count   bigint      not null,
    detail      text        not null,
    received_at timestamptz not null,
    unique (partner, claim, sha256),
    unique (partner, answer_name)
);
create unique index partner_file_content on partner_file (partner, sha256) where state not in ('REFUSED', 'DUPLICATE');
create index partner_file_answer_base on partner_file (partner, answer_base);
create index partner_file_open on partner_file (partner, received_at) where state in ('RECEIVED', 'VALIDATED');

-- One row of a file: what came of it at the door, and, once its cancellation is final, how that ended.
create table partner_row (
    file_id         uuid   not null references partner_file,
    line            bigint not null,
    row_id          text   not null,
    code            text   not null,
    text            text   not null,
    cancellation_id uuid,
    status          text,
    status_reason   text,
    refund          text,
    currency        text,
    supplier_code   text,
    primary key (file_id, line)
);
create index partner_row_open on partner_row (file_id, line) where cancellation_id is not null and status is null;

-- A file for the partner: ACK, VAL or RES, written anew from the tables whenever it is sent. The number tells names apart where
-- the partner's folder has the first one already.
create table partner_answer (
    seq          bigint generated always as identity primary key,
    file_id      uuid        not null references partner_file,
    kind         text        not null,
    number       int         not null default 1,
    sender       text,
    due_at       timestamptz not null,
    delivered_at timestamptz,
    unique (file_id, kind)
);
create index partner_answer_due on partner_answer (seq) where delivered_at is null;
