-- Suppliers that the gateway itself has stopped talking to, because they fail or asked for it. One probe at a time finds out
-- whether they are well again; whoever moves next_probe_at may send it.
create table parked (
    supplier      text primary key,
    cause         text        not null,
    since         timestamptz not null,
    next_probe_at timestamptz not null
);

-- What was taken from a supplier's daily quota, by the hour, in small lots that members spend within that hour.
create table quota_hour (
    supplier text        not null,
    hour     timestamptz not null,
    taken    int         not null,
    primary key (supplier, hour)
);
