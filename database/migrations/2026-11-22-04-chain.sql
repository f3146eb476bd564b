-- A red flag a team watches: a kind of reading with its thresholds, and the step or stage it is about.
create table red_flags (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  key text,
  kind text not null check (kind in ('no-decision-maker', 'step-missed', 'single-contact', 'gone-quiet', 'close-date-slipped', 'too-long-in-stage', 'unanswered-message')),
  name text not null,
  thresholds jsonb not null default '{}',
  step_id uuid,
  -- Costly flags are checked on every open deal of the team, without a personal commitment.
  costly boolean not null default false,
  position integer not null default 0,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, step_id) references sales_steps (workspace_id, id) on delete cascade,
  check ((kind = 'step-missed') = (step_id is not null))
);
create unique index red_flags_key on red_flags (workspace_id, key);

-- The last reading of every flag on every open deal, for the screens. Always equals a fresh one at read_at.
create table flag_readings (
  workspace_id uuid not null,
  deal_id uuid not null,
  flag_id uuid not null,
  kind text not null check (kind in ('up', 'down', 'unknown')),
  -- How far up: past the first threshold (warn) or the second (bad).
  level text check (level in ('warn', 'bad')),
  since timestamptz,
  evidence jsonb not null,
  read_at timestamptz not null,
  -- When it may change within the day although nothing new is recorded; null when only the next day changes it.
  holds_until timestamptz,
  primary key (workspace_id, deal_id, flag_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, flag_id) references red_flags (workspace_id, id) on delete cascade,
  check ((kind = 'up') = (level is not null))
);
create index flag_readings_by_flag on flag_readings (workspace_id, flag_id, kind, deal_id);

create index flag_readings_held on flag_readings (workspace_id, holds_until) where holds_until is not null;

create table flag_changes (
  workspace_id uuid not null,
  id bigint generated always as identity,
  deal_id uuid not null,
  flag_id uuid not null,
  was text,
  became text not null,
  at timestamptz not null,
  evidence jsonb not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, flag_id) references red_flags (workspace_id, id) on delete cascade
);
create index flag_changes_deal on flag_changes (workspace_id, deal_id, at);

-- How long the team's won deals stood in each open stage, as known at the beginning of a day; readings of that day are
-- held against it, so that a single deal can be read again without reading the whole history.
create table stage_norms (
  workspace_id uuid not null,
  stage_id uuid not null,
  known_on date not null,
  average_ms bigint,
  won_deals integer not null,
  primary key (workspace_id, stage_id),
  foreign key (workspace_id, stage_id) references stages (workspace_id, id) on delete cascade,
  check ((average_ms is null) = (won_deals = 0))
);

create table repairs (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  key text,
  name text not null,
  opening_line text not null default '',
  due_in_days integer not null default 2 check (due_in_days between 0 and 365),
  position integer not null default 0,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create unique index repairs_key on repairs (workspace_id, key);

create table flag_repairs (
  workspace_id uuid not null,
  flag_id uuid not null,
  repair_id uuid not null,
  position integer not null default 0,
  primary key (workspace_id, flag_id, repair_id),
  foreign key (workspace_id, flag_id) references red_flags (workspace_id, id) on delete cascade,
  foreign key (workspace_id, repair_id) references repairs (workspace_id, id) on delete cascade
);

create table reasons (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  key text,
  name text not null,
  applies_to text not null check (applies_to in ('lost', 'won')),
  -- One of the role questions a rep answers about their own part.
  role_question text,
  control text not null check (control in ('ours', 'shared', 'theirs')),
  lever text not null default '',
  about_product boolean not null default false,
  step_id uuid,
  flag_id uuid,
  position integer not null default 0,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, step_id) references sales_steps (workspace_id, id) on delete set null (step_id),
  foreign key (workspace_id, flag_id) references red_flags (workspace_id, id) on delete set null (flag_id),
  check (control = 'ours' or lever <> '')
);
create unique index reasons_key on reasons (workspace_id, key);
