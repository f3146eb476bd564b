-- Sign-in: better-auth's own tables. They belong to a person, not to a workspace.
create table sign_in_users (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create table sign_in_sessions (
  id text primary key,
  token text not null unique,
  "userId" text not null references sign_in_users (id) on delete cascade,
  "expiresAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index sign_in_sessions_user on sign_in_sessions ("userId");
create table sign_in_accounts (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references sign_in_users (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index sign_in_accounts_user on sign_in_accounts ("userId");
create table sign_in_verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create table sign_in_rate_limits (
  id text primary key,
  key text not null unique,
  count integer not null,
  "lastRequest" bigint not null
);

-- One row: what all processes of one installation share. The secret signs session cookies.
create table installation (
  only_row boolean primary key default true check (only_row),
  cookie_secret text not null
);

create table workspaces (
  workspace_id uuid primary key,
  name text not null,
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- The check-up falls at three quarters of this term when no term was offered.
  default_term_months integer not null default 12 check (default_term_months between 1 and 120),
  is_demo boolean not null default false,
  created_at timestamptz not null default now()
);

-- A member is a person of the team. Without user_id they were named in an export and have no sign-in yet.
create table members (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  source_key text,
  name text not null,
  email text,
  role text not null check (role in ('rep', 'manager', 'marketing', 'admin')),
  is_owner boolean not null default false,
  manager_id uuid,
  user_id text references sign_in_users (id) on delete set null,
  created_at timestamptz not null default now(),
  deactivated_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, manager_id) references members (workspace_id, id)
);
create unique index members_source_key on members (workspace_id, source_key);
create unique index members_email on members (workspace_id, lower(email));
create index members_name on members (workspace_id, lower(name));
create index members_user on members (user_id);
create index members_manager on members (workspace_id, manager_id);

create table api_keys (
  workspace_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  name text not null,
  -- SHA-256 of a 256-bit random secret; the secret itself is shown once and never stored.
  secret_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);

create table audit_entries (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id bigint generated always as identity,
  at timestamptz not null default now(),
  member_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id uuid,
  detail jsonb not null default '{}',
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members (workspace_id, id)
);
