create table check_ups (
  workspace_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  due_on date not null,
  -- Where the date came from: ¾ of the offered term, of the workspace's usual term, or the person's own choice.
  basis text not null check (basis in ('offered-term', 'usual-term', 'chosen')),
  note text not null default '',
  outcome text check (outcome in ('reopened', 'later', 'never')),
  created_by uuid,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, created_by) references members (workspace_id, id)
);
create unique index check_ups_one_waiting on check_ups (workspace_id, deal_id) where done_at is null;
create index check_ups_due on check_ups (workspace_id, due_on) where done_at is null;

create table debriefs (
  workspace_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  -- The close it is about, in whole milliseconds: a deal that is reopened and closed again gets a debrief of its own.
  closed_at timestamptz not null,
  outcome text not null check (outcome in ('won', 'lost')),
  state text not null check (state in ('draft', 'recorded')),
  version integer not null default 1,
  loss_kind text check (loss_kind in ('competitor', 'no-decision', 'disqualified', 'unknown')),
  clean_loss boolean not null default false,
  own_part text not null default '',
  turning_point_at timestamptz,
  turning_point_note text not null default '',
  what_worked text not null default '',
  do_differently text not null default '',
  check_up_on date,
  -- What the writer has chosen so far; a draft only. Recorded choices stand in the tables below.
  draft jsonb,
  started_by uuid,
  started_at timestamptz not null,
  recorded_by uuid,
  recorded_at timestamptz,
  seconds_spent integer,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, started_by) references members (workspace_id, id),
  foreign key (workspace_id, recorded_by) references members (workspace_id, id)
);
create unique index debriefs_once on debriefs (workspace_id, deal_id, closed_at);
create index debriefs_recorded on debriefs (workspace_id, closed_at, deal_id) where state = 'recorded';
create index debriefs_begun on debriefs (workspace_id, outcome, deal_id) where state = 'draft';

create table debrief_reasons (
  workspace_id uuid not null,
  debrief_id uuid not null,
  reason_id uuid not null,
  product_scope text check (product_scope in ('inherent', 'doable')),
  note text not null default '',
  position integer not null default 0,
  primary key (workspace_id, debrief_id, reason_id),
  foreign key (workspace_id, debrief_id) references debriefs (workspace_id, id) on delete cascade,
  foreign key (workspace_id, reason_id) references reasons (workspace_id, id)
);
create index debrief_reasons_reason on debrief_reasons (workspace_id, reason_id);
create index debrief_reasons_limits on debrief_reasons (workspace_id, debrief_id) where product_scope = 'inherent';

create table debrief_steps (
  workspace_id uuid not null,
  debrief_id uuid not null,
  step_id uuid not null,
  evidence text not null default '',
  position integer not null default 0,
  primary key (workspace_id, debrief_id, step_id),
  foreign key (workspace_id, debrief_id) references debriefs (workspace_id, id) on delete cascade,
  foreign key (workspace_id, step_id) references sales_steps (workspace_id, id)
);

create table commitments (
  workspace_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  -- The loss it was learned from. Not a foreign key to debriefs: commitments are known before debriefs are.
  deal_id uuid,
  flag_id uuid not null,
  repair_id uuid not null,
  wording text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete set null (deal_id),
  foreign key (workspace_id, flag_id) references red_flags (workspace_id, id),
  foreign key (workspace_id, repair_id) references repairs (workspace_id, id)
);
create index commitments_member on commitments (workspace_id, member_id) where ended_at is null;
create index commitments_deal on commitments (workspace_id, deal_id);

create table repair_tasks (
  workspace_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  flag_id uuid not null,
  repair_id uuid not null,
  commitment_id uuid,
  owner_id uuid,
  opening_line text not null,
  due_on date not null,
  state text not null check (state in ('open', 'done', 'dropped')),
  created_at timestamptz not null,
  created_by uuid,
  finished_at timestamptz,
  outcome_note text not null default '',
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, flag_id) references red_flags (workspace_id, id),
  foreign key (workspace_id, repair_id) references repairs (workspace_id, id),
  foreign key (workspace_id, commitment_id) references commitments (workspace_id, id) on delete set null (commitment_id),
  foreign key (workspace_id, owner_id) references members (workspace_id, id),
  foreign key (workspace_id, created_by) references members (workspace_id, id)
);
create unique index repair_tasks_one_open on repair_tasks (workspace_id, deal_id, flag_id, repair_id) where state = 'open';
create index repair_tasks_due on repair_tasks (workspace_id, owner_id, due_on) where state = 'open';
