-- source_key says which row of the CRM this is: 'id:…' by its source id, else a stated natural key.
-- A deal made here has its own id as its source id, so that our export finds it again; other rows made here have none.
create table accounts (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  source_key text,
  name text not null,
  attributes jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create unique index accounts_source_key on accounts (workspace_id, source_key);
create index accounts_name on accounts (workspace_id, lower(name));

create table contacts (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  source_key text,
  account_id uuid,
  name text not null,
  email text,
  phone text,
  job_title text,
  attributes jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id)
);
create unique index contacts_source_key on contacts (workspace_id, source_key);
create index contacts_account on contacts (workspace_id, account_id);

create table deals (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  source_key text,
  name text not null,
  account_id uuid,
  owner_id uuid,
  pipeline_id uuid not null,
  stage_id uuid not null,
  status text not null check (status in ('open', 'won', 'lost')),
  loss_kind text check (loss_kind in ('competitor', 'no-decision', 'disqualified', 'unknown')),
  amount_cents bigint,
  currency text,
  created_at timestamptz,
  expected_close_on date,
  -- Whole milliseconds, as the program reads instants: a debrief is of the close at exactly this one.
  closed_at timestamptz(3),
  pitched_on date,
  offered_term_months integer check (offered_term_months between 1 and 240),
  competitor text,
  lead_source text,
  crm_reason text,
  attributes jsonb not null default '{}',
  -- When this deal arrived here: what the CRM told without an instant became known then.
  recorded_at timestamptz(3) not null default now(),
  -- When a fact of this deal last changed here; a flag reading older than this is stale.
  changed_at timestamptz not null default now(),
  -- Where the deal stands in a list, newest first. In whole milliseconds, so that a page's cursor says it exactly.
  newest_at timestamptz(3) not null generated always as (coalesce(closed_at, created_at, recorded_at)) stored,
  -- What the CRM said at the last import, one hash per group of fields: an import changes only what the CRM says anew,
  -- so that what people changed here since stays.
  crm_said integer[],
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id),
  foreign key (workspace_id, owner_id) references members (workspace_id, id),
  -- One key for both: it also proves that the stage is of that pipeline.
  foreign key (workspace_id, pipeline_id, stage_id) references stages (workspace_id, pipeline_id, id),
  check (loss_kind is null or status = 'lost')
);
create unique index deals_source_key on deals (workspace_id, source_key);
create index deals_by_status on deals (workspace_id, status, newest_at desc, id desc);
create index deals_by_owner on deals (workspace_id, owner_id, status, newest_at desc, id desc);
create index deals_by_stage on deals (workspace_id, stage_id, status, newest_at desc, id desc);
create index deals_by_account on deals (workspace_id, account_id);
-- The pipeline check adds up every open deal, on every visit: from here, without looking at a single row.
create index deals_open on deals (workspace_id, owner_id, id) include (amount_cents, currency) where status = 'open';

-- Nobody looks for a row by what a CRM calls it beside our own fields, and to sample these takes most of an analysis.
alter table accounts alter column attributes set statistics 0;
alter table contacts alter column attributes set statistics 0;
alter table deals alter column attributes set statistics 0;

-- An outcome that was undone by reopening the deal. The current outcome stands in deals.
create table earlier_outcomes (
  workspace_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  status text not null check (status in ('won', 'lost')),
  loss_kind text,
  closed_at timestamptz(3) not null,
  reopened_at timestamptz(3) not null,
  reopened_by uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, reopened_by) references members (workspace_id, id)
);
create index earlier_outcomes_deal on earlier_outcomes (workspace_id, deal_id);

-- known_at: the instant this fact became known to the team. Readings at an earlier instant never see it.
create table stage_changes (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  deal_id uuid not null,
  stage_id uuid not null,
  entered_at timestamptz not null,
  known_at timestamptz not null,
  member_id uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, stage_id) references stages (workspace_id, id),
  foreign key (workspace_id, member_id) references members (workspace_id, id)
);
create unique index stage_changes_once on stage_changes (workspace_id, deal_id, entered_at, stage_id);

create table deal_changes (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  deal_id uuid not null,
  field text not null check (field in ('amount', 'expected-close')),
  changed_at timestamptz not null,
  known_at timestamptz not null,
  amount_cents bigint,
  currency text,
  expected_close_on date,
  -- Agreed with the buyer in a repair: pushes before it no longer count.
  agreed boolean not null default false,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
create unique index deal_changes_once on deal_changes (workspace_id, deal_id, field, changed_at);

create table buying_roles (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  deal_id uuid not null,
  contact_id uuid not null,
  role text not null check (role in ('decision-maker', 'champion', 'influencer', 'information-gatherer', 'blocker', 'unknown')),
  removed boolean not null default false,
  known_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
);
create unique index buying_roles_once on buying_roles (workspace_id, deal_id, contact_id, known_at);
create index buying_roles_contact on buying_roles (workspace_id, contact_id);

create table activities (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  source_key text,
  deal_id uuid not null,
  contact_id uuid,
  member_id uuid,
  kind text not null check (kind in ('call', 'email', 'meeting', 'note')),
  direction text check (direction in ('incoming', 'outgoing')),
  answered boolean,
  happened_at timestamptz not null,
  known_at timestamptz not null,
  subject text not null default '',
  body text not null default '',
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete set null (contact_id),
  foreign key (workspace_id, member_id) references members (workspace_id, id)
);
create unique index activities_source_key on activities (workspace_id, source_key);
create index activities_deal on activities (workspace_id, deal_id, happened_at);

-- An answer to a step's question on one deal, with its evidence: who said it, when. The latest known one counts.
create table step_answers (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  source_key text,
  deal_id uuid not null,
  step_id uuid not null,
  done boolean not null,
  answer text not null default '',
  said_by text not null default '',
  happened_at timestamptz not null,
  known_at timestamptz not null,
  member_id uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, step_id) references sales_steps (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references members (workspace_id, id)
);
create unique index step_answers_source_key on step_answers (workspace_id, source_key);
create index step_answers_deal on step_answers (workspace_id, deal_id);

create table snoozes (
  workspace_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  reason text not null,
  started_at timestamptz not null,
  until_on date not null,
  ended_at timestamptz,
  member_id uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references members (workspace_id, id)
);
create index snoozes_deal on snoozes (workspace_id, deal_id);

create table imports (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('deals', 'accounts', 'contacts', 'stages', 'activities', 'members', 'steps')),
  file_name text not null,
  byte_count bigint not null default 0,
  state text not null check (state in ('uploading', 'uploaded', 'queued', 'running', 'done', 'cancelled', 'failed')),
  mapping jsonb,
  rows_read integer not null default 0,
  rows_total integer,
  inserted integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  cancel_asked boolean not null default false,
  message text,
  created_by uuid,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, created_by) references members (workspace_id, id)
);

-- The uploaded file in pieces of about a megabyte, so that any process can run the import.
create table import_pieces (
  workspace_id uuid not null,
  import_id uuid not null,
  position integer not null,
  bytes bytea not null,
  primary key (workspace_id, import_id, position),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);
alter table import_pieces alter column bytes set storage external;

create table import_refusals (
  workspace_id uuid not null,
  import_id uuid not null,
  position integer not null,
  line integer not null,
  column_name text,
  value text,
  reason text not null,
  primary key (workspace_id, import_id, position),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);
