create table pipelines (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  position integer not null default 0,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create unique index pipelines_name on pipelines (workspace_id, lower(name)) where archived_at is null;

create table stages (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  pipeline_id uuid not null,
  name text not null,
  type text not null check (type in ('open', 'won', 'lost')),
  position integer not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, pipeline_id, id),
  foreign key (workspace_id, pipeline_id) references pipelines (workspace_id, id) on delete cascade
);
create unique index stages_name on stages (workspace_id, pipeline_id, lower(name)) where archived_at is null;

-- What our process wants done. A step without a deadline in a pipeline is due before the deal closes.
create table sales_steps (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  key text,
  name text not null,
  question text not null,
  hint text not null default '',
  template text,
  position integer not null default 0,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create unique index sales_steps_key on sales_steps (workspace_id, key);

create table step_deadlines (
  workspace_id uuid not null,
  step_id uuid not null,
  pipeline_id uuid not null,
  before_stage_id uuid not null,
  primary key (workspace_id, step_id, pipeline_id),
  foreign key (workspace_id, step_id) references sales_steps (workspace_id, id) on delete cascade,
  foreign key (workspace_id, pipeline_id) references pipelines (workspace_id, id) on delete cascade,
  foreign key (workspace_id, before_stage_id) references stages (workspace_id, id) on delete cascade
);
