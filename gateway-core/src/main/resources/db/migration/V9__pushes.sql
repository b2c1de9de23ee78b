-- What suppliers said by themselves about bookings, each message once. Until it is settled, next_at says when somebody sees to
-- it; after that it is kept for a while, so that the same message is known when it comes again.
create table push_notice (
    supplier    text        not null,
    id          text        not null,
    booking     text        not null,
    code        text        not null,
    text        text        not null,
    received_at timestamptz not null default clock_timestamp(),
    next_at     timestamptz default clock_timestamp(),
    primary key (supplier, id)
);
create index push_notice_open on push_notice (next_at) where next_at is not null;
create index push_notice_received on push_notice (received_at);
