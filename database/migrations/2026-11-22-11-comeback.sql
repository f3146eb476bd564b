-- What follows a loss, as sums: of the whole team (no lead), and of everybody below a lead. Nothing of single people.
create table comeback_records (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  lead_id uuid,
  method integer not null,
  -- Nothing that became known after this instant is in it.
  data_until timestamptz(3) not null,
  made_at timestamptz(3) not null,
  record jsonb not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, lead_id) references members (workspace_id, id) on delete cascade
);
create unique index comeback_records_lead on comeback_records (workspace_id, lead_id) nulls not distinct;

-- The team's bulk edits as they were last recognised, by which one person's closes are marked.
create table bulk_marks (
  workspace_id uuid primary key references workspaces (workspace_id) on delete cascade,
  marks jsonb not null
);
