-- On which days a team works: Monday is 1, Sunday 7.
alter table workspaces add column working_weekdays smallint[] not null default '{1,2,3,4,5}'
  check (cardinality(working_weekdays) between 1 and 7 and working_weekdays <@ '{1,2,3,4,5,6,7}'::smallint[]);

-- Days nobody works although their weekday is worked on.
create table holidays (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  held_on date not null,
  name text not null,
  primary key (workspace_id, held_on)
);

-- The one link under which a person's calendar may be read without signing in; a newer one takes its place.
create table feed_links (
  workspace_id uuid not null,
  member_id uuid not null,
  -- SHA-256 of a 256-bit random secret; the secret itself is shown once and never stored.
  secret_hash bytea not null unique,
  made_at timestamptz(3) not null,
  -- By whoever subscribed, noted every few minutes at most.
  last_read_at timestamptz(3),
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);

-- What a person's calendar last said of each thing in it. What is said anew is a newer edition with a later date, by which
-- calendars know what has changed.
create table calendar_entries (
  workspace_id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('check-up', 'repair', 'block', 'breather')),
  id uuid not null,
  content_hash bytea not null,
  edition integer not null,
  said_at timestamptz(3) not null,
  primary key (workspace_id, member_id, kind, id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);
