-- How filling a workspace with the demo team, or clearing it away, is going. One row a workspace that ever had it.
create table demo_loads (
  workspace_id uuid primary key references workspaces (workspace_id) on delete cascade,
  state text not null check (state in ('loading', 'loaded', 'clearing', 'none', 'failed')),
  -- Share done, 0 to 1.
  progress real not null default 0,
  message text not null default '',
  -- The people who came with the demo team, to be taken out with it.
  member_ids uuid[] not null default '{}',
  -- A load whose program was ended stops touching this, and may be begun again.
  touched_at timestamptz not null
);
