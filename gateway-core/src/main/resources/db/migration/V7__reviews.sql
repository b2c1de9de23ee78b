-- Since when a cancellation waits for a person, and who sees to it. Kept by the database itself, so that it is true whichever
-- version of the gateway writes the status.
alter table cancellation add column review_since timestamptz;
alter table cancellation add column review_owner text;
update cancellation set review_since = updated_at where status = 'NEEDS_REVIEW';
create index cancellation_review on cancellation (review_since, id) where review_since is not null;

create function keep_review() returns trigger language plpgsql as $$
begin
    new.review_since := case when new.status = 'NEEDS_REVIEW' then now() end;
    new.review_owner := null;
    return new;
end $$;
create trigger cancellation_review before update of status on cancellation for each row
    when (old.status <> new.status and 'NEEDS_REVIEW' in (old.status, new.status)) execute function keep_review();

-- What is paused is a supplier's id, plugins/ID, or '*' for all.
alter table pause add column reason text not null default '';

-- What an operator wants done to many cancellations at once, and exactly which ones: those that a dry run found. Nothing happens
-- before it is confirmed with its token, of which only the SHA-256 is kept.
create table bulk (
    id           uuid primary key,
    actor        text        not null,
    action       text        not null,
    finding      text,
    reason       text        not null,
    evidence     text        not null,
    token        bytea       not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    confirmed_by text,
    confirmed_at timestamptz,
    ended_at     timestamptz
);
create index bulk_running on bulk (confirmed_at) where confirmed_at is not null and ended_at is null;

-- One of them, as the dry run saw it. The outcome is DONE or why it was skipped; claimed_until keeps members from each other's
-- items.
create table bulk_item (
    bulk_id         uuid not null references bulk on delete cascade,
    cancellation_id uuid not null,
    version         int  not null,
    claimed_until   timestamptz,
    outcome         text,
    primary key (bulk_id, cancellation_id)
);
create index bulk_item_open on bulk_item (bulk_id, cancellation_id) where outcome is null;
