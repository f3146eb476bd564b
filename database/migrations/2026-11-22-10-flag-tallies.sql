-- What today and the pipeline check count is kept counted: one row says how many open deals of one owner show this reading
-- of this flag, and the money of those that have an amount, where it is up. Resting deals are counted here, too.
-- Written with the readings, under their lock.
create table flag_tallies (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id bigint generated always as identity,
  flag_id uuid not null,
  kind text not null check (kind in ('up', 'down', 'unknown')),
  owner_id uuid,
  currency text,
  deals integer not null,
  amount_cents numeric not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, flag_id) references red_flags (workspace_id, id) on delete cascade
);
create unique index flag_tallies_once on flag_tallies (workspace_id, flag_id, kind, owner_id, currency) nulls not distinct;

-- The open deals whose flags were read, and as what they are counted in flag_tallies.
create table read_deals (
  workspace_id uuid not null,
  deal_id uuid not null,
  read_at timestamptz not null,
  owner_id uuid,
  currency text,
  amount_cents bigint,
  primary key (workspace_id, deal_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
create index read_deals_oldest on read_deals (workspace_id, read_at);

-- The deals that changed since: what is counted of them no longer holds. Rows are only added, so that nobody waits here
-- for somebody else; reading a deal takes its rows away.
create table changed_deals (
  workspace_id uuid not null,
  id bigint generated always as identity,
  deal_id uuid not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
create index changed_deals_deal on changed_deals (workspace_id, deal_id);

create function note_changed_deal() returns trigger language plpgsql as $$
begin
  insert into changed_deals (workspace_id, deal_id) values (new.workspace_id, new.id);
  return null;
end $$;
create trigger deals_changed after update of changed_at, status, owner_id, amount_cents, currency on deals
  for each row when (
    (old.status = 'open' or new.status = 'open')
    and (old.changed_at, old.status, old.owner_id, old.amount_cents, old.currency)
      is distinct from (new.changed_at, new.status, new.owner_id, new.amount_cents, new.currency)
  ) execute function note_changed_deal();
