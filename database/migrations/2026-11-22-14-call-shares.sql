-- Of each person's calls on deals, how many gave a meeting: counted by a job, so that a page need not look through everybody's.
create table call_shares (
  workspace_id uuid not null,
  member_id uuid not null,
  calls integer not null check (calls >= 0),
  meetings integer not null check (meetings between 0 and calls),
  counted_at timestamptz not null,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);
