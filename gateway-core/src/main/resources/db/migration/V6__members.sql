-- What tells this database from every other, so that gateways on different ones never form a cluster.
create table installation (
    id uuid primary key
);
insert into installation values (gen_random_uuid());

-- The processes that work on this database. Who was not seen for three seconds is dead, and its claims are taken over; the row
-- stays for a while, because a paused one may wake up and claim once more before it notices.
create table member (
    owner   text primary key,
    address text        not null,
    gone    boolean     not null default false,
    seen_at timestamptz not null
);

-- Only what is being worked on is in it.
create index cancellation_claimed on cancellation (claimed_by) where claimed_by is not null;

-- While it lasts, every commit is preceded by a look-up: the database was restored, and may not know of commits that were sent.
create table after_restore (
    one   boolean primary key default true check (one),
    until timestamptz not null
);
