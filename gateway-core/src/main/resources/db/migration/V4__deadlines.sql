-- What an open order saves by being done before deadline_at: stake in its currency, and per call of the supplier as worth. Null
-- if it is not known to get more expensive, and from the moment on when a commit may have been sent.
alter table cancellation
    add column deadline_at    timestamptz,
    add column stake          numeric,
    add column stake_currency text,
    add column worth          float8;
create index cancellation_deadline on cancellation (supplier, deadline_at, worth)
    where due_at is not null and deadline_at is not null;
