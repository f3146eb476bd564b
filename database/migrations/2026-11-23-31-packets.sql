-- What a lead asks of marketing, with the evidence as it was then. Marketing answers: accepted, declined or changed.
create table packets (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null,
  question text not null check (question <> ''),
  state text not null default 'waiting' check (state in ('waiting', 'promised', 'declined', 'done', 'withdrawn')),
  answer text check (answer in ('accepted', 'declined', 'changed')),
  -- By when it is to be done, or since when it is so.
  due_on date,
  asked_by uuid,
  -- When it was asked last: asked again, it waits anew.
  asked_at timestamptz(3) not null,
  answered_by uuid,
  answered_at timestamptz(3),
  -- Whoever asked knows what became of it; null while there is something new for them.
  noted_at timestamptz(3),
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, asked_by) references members (workspace_id, id) on delete set null (asked_by),
  foreign key (workspace_id, answered_by) references members (workspace_id, id) on delete set null (answered_by),
  check ((state = 'waiting') <= (answer is null)),
  check ((state = 'promised') <= (answer in ('accepted', 'changed') and due_on is not null))
);
create index packets_newest on packets (workspace_id, asked_at desc, id desc);
create index packets_going_on on packets (workspace_id, asked_at, id)
  where state in ('waiting', 'promised') or noted_at is null;

-- The words and numbers a packet was sent with; they stay as they were, whatever is found later.
create table packet_evidence (
  workspace_id uuid not null,
  packet_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('finding', 'reason', 'figure', 'deals', 'audience')),
  title text not null,
  words text not null,
  -- Where it can be looked up as it is now.
  href text not null,
  primary key (workspace_id, packet_id, position),
  foreign key (workspace_id, packet_id) references packets (workspace_id, id) on delete cascade
);

create table packet_deals (
  workspace_id uuid not null,
  packet_id uuid not null,
  position integer not null,
  place integer not null,
  deal_id uuid not null,
  name text not null,
  status text not null,
  amount_cents bigint,
  currency text,
  closed_at timestamptz(3),
  primary key (workspace_id, packet_id, position, place),
  foreign key (workspace_id, packet_id, position)
    references packet_evidence (workspace_id, packet_id, position) on delete cascade,
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
create index packet_deals_deal on packet_deals (workspace_id, deal_id);

-- Who said what on a packet, and when.
create table packet_entries (
  workspace_id uuid not null,
  packet_id uuid not null,
  id uuid not null,
  position integer not null,
  kind text not null check (kind in (
    'asked', 'accepted', 'declined', 'changed', 'said', 'asked-again', 'done', 'not-yet', 'withdrawn')),
  words text not null,
  due_on date,
  member_id uuid,
  at timestamptz(3) not null,
  primary key (workspace_id, packet_id, id),
  unique (workspace_id, packet_id, position),
  foreign key (workspace_id, packet_id) references packets (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete set null (member_id)
);
