-- A loss somebody has put away: from that day on it stands in none of their lists. Nothing of the deal changes.
create table put_away_losses (
  workspace_id uuid not null,
  member_id uuid not null,
  deal_id uuid not null,
  from_on date not null,
  put_at timestamptz not null,
  primary key (workspace_id, member_id, deal_id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);

-- A pause after a loss, with an agreed return.
create table breathers (
  workspace_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  deal_id uuid,
  began_at timestamptz(3) not null,
  back_at timestamptz(3) not null,
  -- Came back, or called it off, before.
  ended_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete set null (deal_id),
  check (back_at > began_at)
);
create unique index breathers_one on breathers (workspace_id, member_id) where ended_at is null;
create index breathers_back on breathers (workspace_id, back_at) where ended_at is null;

-- What somebody takes from a loss before they leave it behind.
create table resets (
  workspace_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  deal_id uuid not null,
  lesson text not null,
  resets_on date not null,
  set_at timestamptz not null,
  undone_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
create unique index resets_one on resets (workspace_id, member_id, deal_id) where undone_at is null;

-- Two to three hours of referrals, calls and networking.
create table filling_blocks (
  workspace_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  -- The loss it answers, if it answers one.
  deal_id uuid,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  referrals_aim integer not null check (referrals_aim between 0 and 200),
  calls_aim integer not null check (calls_aim between 0 and 200),
  networking_aim integer not null check (networking_aim between 0 and 200),
  booked_at timestamptz not null,
  began_at timestamptz(3),
  finished_at timestamptz(3),
  dropped_at timestamptz(3),
  note text not null default '',
  -- Counted by whoever shows it in a calendar: each change is a newer edition.
  edition integer not null default 0,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete set null (deal_id),
  check (ends_at > starts_at)
);
create index filling_blocks_coming on filling_blocks (workspace_id, member_id, starts_at);
create index filling_blocks_due on filling_blocks (starts_at) where began_at is null and dropped_at is null;

-- What was done in a block and belongs to no deal yet; activities on deals count by themselves.
create table block_efforts (
  workspace_id uuid not null,
  block_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('referral', 'call', 'networking')),
  who text not null default '',
  result text not null check (result in ('tried', 'talked', 'meeting')),
  made_at timestamptz(3) not null,
  primary key (workspace_id, block_id, id),
  foreign key (workspace_id, block_id) references filling_blocks (workspace_id, id) on delete cascade
);

-- What somebody is to win in a period.
create table quotas (
  workspace_id uuid not null,
  member_id uuid not null,
  begins_on date not null,
  ends_on date not null,
  amount_cents bigint not null check (amount_cents > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  set_by uuid,
  set_at timestamptz not null,
  primary key (workspace_id, member_id, begins_on, ends_on),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade,
  foreign key (workspace_id, set_by) references members (workspace_id, id) on delete set null (set_by),
  check (ends_on > begins_on)
);

-- What somebody agreed to about their own losses; without a row, nothing.
create table recovery_settings (
  workspace_id uuid not null,
  member_id uuid not null,
  may_be_asked boolean not null default false,
  tell_manager boolean not null default false,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);
