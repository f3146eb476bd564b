-- A meeting of the team: this period's losses and lessons, in groups of three or four.
create table meetings (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null,
  title text not null check (title <> ''),
  period_from date not null,
  period_to date not null,
  planned_for timestamptz(3) not null,
  lead_id uuid,
  state text not null default 'planned' check (state in ('planned', 'running', 'worksheet', 'ended', 'cancelled')),
  -- The rounds, each with its length in seconds; as planned, and as changed while it runs.
  rounds jsonb not null,
  -- Which round runs, from 0; null: none yet, or all are over.
  round integer,
  -- A running round ends then; a halted one has so much left.
  round_ends_at timestamptz(3),
  round_left_ms integer,
  votes_each smallint not null default 3 check (votes_each between 1 and 20),
  -- The last event told of it.
  last_event bigint not null default 0,
  version integer not null default 1,
  made_by uuid,
  made_at timestamptz(3) not null,
  started_at timestamptz(3),
  ended_at timestamptz(3),
  -- What was decided, as it was mailed.
  record jsonb,
  primary key (workspace_id, id),
  foreign key (workspace_id, lead_id) references members (workspace_id, id) on delete set null (lead_id),
  foreign key (workspace_id, made_by) references members (workspace_id, id) on delete set null (made_by),
  check (period_from <= period_to)
);
create index meetings_newest on meetings (workspace_id, planned_for desc, id desc);

create table meeting_people (
  workspace_id uuid not null,
  meeting_id uuid not null,
  member_id uuid not null,
  -- From 1; null: not drawn yet, or invited after the draw.
  group_number integer,
  joined_at timestamptz(3),
  worksheet_done_at timestamptz(3),
  primary key (workspace_id, meeting_id, member_id),
  foreign key (workspace_id, meeting_id) references meetings (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);
create index meeting_people_member on meeting_people (workspace_id, member_id);

-- The agenda: losses, lessons, recommendations of customers, or a question of one's own.
create table meeting_topics (
  workspace_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('loss', 'lesson', 'recommendation', 'question')),
  words text not null check (words <> ''),
  deal_id uuid,
  source_id uuid,
  reason_id uuid,
  position integer not null,
  primary key (workspace_id, meeting_id, id),
  foreign key (workspace_id, meeting_id) references meetings (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete set null (deal_id),
  foreign key (workspace_id, reason_id) references reasons (workspace_id, id) on delete set null (reason_id)
);

create table meeting_ideas (
  workspace_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  topic_id uuid,
  -- Who began it. Ideas are the meeting's: no list is by person.
  member_id uuid,
  group_number integer,
  words text not null default '',
  -- What all its writers typed, so that two at once lose nothing.
  written bytea,
  -- Into which idea it went.
  merged_into uuid,
  removed_at timestamptz(3),
  practice_id uuid,
  begun_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, meeting_id, id),
  foreign key (workspace_id, meeting_id) references meetings (workspace_id, id) on delete cascade,
  foreign key (workspace_id, meeting_id, topic_id) references meeting_topics (workspace_id, meeting_id, id)
    on delete set null (topic_id),
  foreign key (workspace_id, meeting_id, merged_into) references meeting_ideas (workspace_id, meeting_id, id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete set null (member_id),
  foreign key (workspace_id, practice_id) references practices (workspace_id, id) on delete set null (practice_id)
);

create table meeting_votes (
  workspace_id uuid not null,
  meeting_id uuid not null,
  idea_id uuid not null,
  member_id uuid not null,
  primary key (workspace_id, meeting_id, idea_id, member_id),
  foreign key (workspace_id, meeting_id, idea_id) references meeting_ideas (workspace_id, meeting_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);

-- What happened in a meeting, in order: whoever was away catches up from the last they saw.
create table meeting_events (
  workspace_id uuid not null,
  meeting_id uuid not null,
  number bigint not null,
  kind text not null,
  detail jsonb not null,
  at timestamptz(3) not null,
  primary key (workspace_id, meeting_id, number),
  foreign key (workspace_id, meeting_id) references meetings (workspace_id, id) on delete cascade
);

alter table practice_uses add foreign key (workspace_id, meeting_id) references meetings (workspace_id, id)
  on delete set null (meeting_id);

-- What a debrief shares with colleagues who don't see its deal's seller as their own: everything, its reasons and steps
-- without the words, or nothing. Whoever leads the seller reads it all.
alter table workspaces add column debriefs_share text not null default 'everything'
  check (debriefs_share in ('everything', 'reasons', 'nothing'));
