-- Reports that take too long to be reckoned while somebody waits: reckoned apart, and shown with their time.
create table kept_reports (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  -- Of the report, what was asked, the day, and whose deals whoever asked may see.
  key bytea not null,
  report text not null,
  asked jsonb not null,
  -- In whose name it is reckoned: one of those who see the very same.
  asked_by uuid not null,
  asked_at timestamptz(3) not null,
  -- Since when it is being reckoned, or reckoned anew; null: it is not.
  wanted_at timestamptz(3),
  made_at timestamptz(3),
  took_ms integer,
  -- As it was told; null: not yet.
  result jsonb,
  failed_at timestamptz(3),
  primary key (workspace_id, key),
  foreign key (workspace_id, asked_by) references members (workspace_id, id) on delete cascade
);
create index kept_reports_asked on kept_reports (workspace_id, asked_at);
