-- A workspace's key for what only one person may read, itself sealed with the installation's key, which lies outside the
-- database. A newer version seals from then on; the older ones still open what they sealed.
create table workspace_keys (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  key_version integer not null check (key_version > 0),
  wrapped bytea not null,
  -- The name of the installation's key that opens it.
  wrapped_by text not null,
  primary key (workspace_id, key_version)
);

-- How somebody felt about a close: sealed, for the writer alone. Neither the step of the scale nor a word is told here.
create table feelings (
  workspace_id uuid not null,
  member_id uuid not null,
  deal_id uuid not null,
  closed_at timestamptz not null,
  version integer not null default 1,
  sealed bytea not null,
  primary key (workspace_id, member_id, deal_id, closed_at),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);

-- What somebody writes and has not told yet: sealed, and without a word of whose it is, for it may be told without a name.
create table story_drafts (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null,
  writer_mark bytea not null,
  sealed bytea not null,
  version integer not null default 1,
  primary key (workspace_id, id)
);

-- "The one that got away". Told with a name it has its teller; told without, it has a mark by which the program knows
-- the teller again and nobody else does. Days only, and no order within a day: an instant would give the teller away.
create table stories (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null,
  title text not null,
  happened text not null,
  moved_on text not null,
  is_anonymous boolean not null,
  member_id uuid,
  author_mark bytea,
  deal_id uuid,
  told_on date not null,
  version integer not null default 1,
  taken_down_on date,
  taken_down_why text not null default '',
  words tsvector not null generated always as
    (to_tsvector('simple'::regconfig, title || ' ' || happened || ' ' || moved_on)) stored,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete set null (member_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete set null (deal_id),
  check (is_anonymous = (author_mark is not null)),
  check (not is_anonymous or (member_id is null and deal_id is null))
);
create index stories_newest on stories (workspace_id, told_on desc, id);
create index stories_words on stories using gin (words);

create table story_reasons (
  workspace_id uuid not null,
  story_id uuid not null,
  reason_id uuid not null,
  position integer not null default 0,
  primary key (workspace_id, story_id, reason_id),
  foreign key (workspace_id, story_id) references stories (workspace_id, id) on delete cascade,
  foreign key (workspace_id, reason_id) references reasons (workspace_id, id)
);
create index story_reasons_reason on story_reasons (workspace_id, reason_id);

create table story_comments (
  workspace_id uuid not null,
  story_id uuid not null,
  id uuid not null,
  -- The order of the conversation, which everybody reads.
  position integer not null,
  body text not null,
  is_anonymous boolean not null,
  member_id uuid,
  author_mark bytea,
  -- By whoever told the story.
  by_teller boolean not null,
  written_on date not null,
  version integer not null default 1,
  taken_down_on date,
  taken_down_why text not null default '',
  primary key (workspace_id, story_id, id),
  foreign key (workspace_id, story_id) references stories (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete set null (member_id),
  check (is_anonymous = (author_mark is not null)),
  check (not is_anonymous or member_id is null)
);

-- "This helped": a mark a person, so that it counts once and tells nobody who.
create table story_helped (
  workspace_id uuid not null,
  story_id uuid not null,
  mark bytea not null,
  primary key (workspace_id, story_id, mark),
  foreign key (workspace_id, story_id) references stories (workspace_id, id) on delete cascade
);
