-- The deals that a job was asked about and has not looked at yet: however many change, one job waits for a team. Rows are only
-- added, so that nobody waits here for somebody else; the job takes them away in the transaction in which it does what they ask
-- for, so that one that fails leaves them.
create table asked_deals (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  job text not null,
  id bigint generated always as identity,
  -- It may be gone by the time it is looked at.
  deal_id uuid not null,
  asked_at timestamptz not null,
  primary key (workspace_id, job, id)
);
