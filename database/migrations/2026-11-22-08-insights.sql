-- How a team wants to be told about its deals together. Without a row, the defaults hold.
create table insight_settings (
  workspace_id uuid primary key references workspaces (workspace_id) on delete cascade,
  -- Fewer closed deals on one side than this is too few for a finding, fewer won or lost than that for odds.
  fewest_a_side integer not null default 30 check (fewest_a_side between 10 and 1000),
  fewest_for_odds integer not null default 100 check (fewest_for_odds between 50 and 10000),
  -- Of what is shown as a finding, the share that chance alone may have made.
  false_discovery_rate double precision not null default 0.02 check (false_discovery_rate between 0.001 and 0.2),
  -- What an activity takes, with preparing and writing it down.
  call_minutes integer not null default 20 check (call_minutes between 0 and 1440),
  email_minutes integer not null default 10 check (email_minutes between 0 and 1440),
  meeting_minutes integer not null default 90 check (meeting_minutes between 0 and 1440),
  note_minutes integer not null default 5 check (note_minutes between 0 and 1440)
);

-- What a person said about a column of the CRM: known while the deal is open, or not to be used.
create table insight_fields (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  heading text not null,
  use text not null check (use in ('known-at-open', 'left-out')),
  decided_by uuid,
  decided_at timestamptz not null,
  primary key (workspace_id, heading),
  foreign key (workspace_id, decided_by) references members (workspace_id, id)
);

-- One line for each team: the latest time its deals were looked at together, or that this was asked for.
create table insight_runs (
  workspace_id uuid primary key references workspaces (workspace_id) on delete cascade,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  step text not null default '',
  progress real not null default 0 check (progress between 0 and 1),
  asked_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  cancel_asked boolean not null default false,
  message text
);

-- What was found, ready for the screens, each with the method and the data it is made of.
create table insight_results (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  kind text not null check (kind in ('findings', 'track-records', 'odds-model', 'same-mistake', 'backtest')),
  method_version integer not null,
  -- Nothing that became known after this instant is in it.
  data_until timestamptz not null,
  made_at timestamptz not null,
  result jsonb not null,
  primary key (workspace_id, kind)
);

-- Which of the judged signs a closed deal showed, and on which it was judged: a bit for each, by its number in the findings.
-- These are the deals behind a row; to look through all of a team's takes less time than an index takes to write.
create table deal_signs (
  workspace_id uuid not null,
  deal_id uuid not null,
  shown bytea not null,
  judged bytea not null,
  primary key (workspace_id, deal_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);

-- The odds of every open deal when they were last worked out, with the hours it took and may still take.
create table deal_odds (
  workspace_id uuid not null,
  deal_id uuid not null,
  probability double precision not null check (probability between 0 and 1),
  low double precision not null,
  high double precision not null,
  minutes_spent integer not null,
  minutes_needed integer,
  read_at timestamptz not null,
  primary key (workspace_id, deal_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
