-- An answer to this commit was written down by a member that no longer owned the cancellation, and nobody has looked since.
alter table intent add column late boolean not null default false;

-- The intent that a request before a commit led to: what is replayed when the commit is repeated.
alter table exchange add column led_to uuid;
