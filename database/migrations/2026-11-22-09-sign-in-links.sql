-- A way in for one person, handed over by whoever looks after the team: for the first time, or with a new password. One
-- link a person; a newer one replaces it, and using it removes it.
create table sign_in_links (
  workspace_id uuid not null,
  member_id uuid not null,
  -- SHA-256 of a 256-bit random secret; the secret itself is shown once and never stored.
  secret_hash bytea not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);
