-- Whom we aim at, and with what: personas, and campaigns with the message they carry.
create table aims (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('persona', 'campaign')),
  name text not null check (name <> ''),
  words text not null default '',
  -- Of a campaign: what it says, the source its deals come from, and its days; null: any.
  message text not null default '',
  source text,
  starts_on date,
  ends_on date,
  -- What else must hold of a deal to be taken for this one's: a list of conditions, each of which must hold.
  rule jsonb not null default '[]',
  -- Of several that fit a deal, the first counts.
  position integer not null default 0,
  version integer not null default 1,
  made_by uuid,
  changed_by uuid,
  changed_at timestamptz(3) not null,
  archived_at timestamptz(3),
  primary key (workspace_id, id),
  -- So that a deal's persona is one, and its campaign too.
  unique (workspace_id, kind, id),
  foreign key (workspace_id, made_by) references members (workspace_id, id) on delete set null (made_by),
  foreign key (workspace_id, changed_by) references members (workspace_id, id) on delete set null (changed_by)
);
create unique index aims_name on aims (workspace_id, kind, lower(name)) where archived_at is null;

-- Which persona a deal is of, and which campaign brought it. aim_id null: somebody said it is none of them.
create table deal_aims (
  workspace_id uuid not null,
  deal_id uuid not null,
  kind text not null check (kind in ('persona', 'campaign')),
  aim_id uuid,
  -- What is said by hand stays; the CRM's own word comes before a rule.
  told_by text not null check (told_by in ('hand', 'column', 'rule')),
  said_by uuid,
  said_at timestamptz(3),
  primary key (workspace_id, deal_id, kind),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, kind, aim_id) references aims (workspace_id, kind, id) on delete cascade,
  foreign key (workspace_id, said_by) references members (workspace_id, id) on delete set null (said_by),
  check (aim_id is not null or told_by = 'hand')
);
create index deal_aims_aim on deal_aims (workspace_id, kind, aim_id, deal_id);

-- The columns of the CRM that name a deal's persona, campaign, message and segment; null: none does.
create table audience_settings (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  persona_column text,
  campaign_column text,
  message_column text,
  segment_column text,
  version integer not null default 1,
  changed_by uuid,
  changed_at timestamptz(3) not null,
  primary key (workspace_id),
  foreign key (workspace_id, changed_by) references members (workspace_id, id) on delete set null (changed_by)
);

-- The last stage of a pipeline that counts as early; a pipeline without one has its usual first stages.
create table early_stages (
  workspace_id uuid not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  primary key (workspace_id, pipeline_id),
  foreign key (workspace_id, pipeline_id, stage_id) references stages (workspace_id, pipeline_id, id) on delete cascade
);
