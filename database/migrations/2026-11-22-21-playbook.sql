-- A best practice: what we now do differently, and why we believe it.
create table practices (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null,
  title text not null check (title <> ''),
  -- When it applies, and how it is done.
  applies_when text not null default '',
  how text not null default '',
  reason_id uuid,
  flag_id uuid,
  -- What a tick makes a task of; without it the practice itself is the task.
  repair_id uuid,
  state text not null default 'draft' check (state in ('draft', 'in-review', 'adopted', 'retired')),
  source text not null check (source in ('recommendation', 'lesson', 'idea', 'own')),
  -- Where it came from, each by its source; no foreign keys across: what it came from may go, the practice stays.
  source_deal_id uuid,
  source_id uuid,
  -- A debrief says two things one can learn from.
  lesson text check (lesson in ('do-differently', 'what-worked')),
  version integer not null default 1,
  made_by uuid,
  made_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  adopted_by uuid,
  adopted_at timestamptz(3),
  retired_at timestamptz(3),
  retired_why text not null default '',
  primary key (workspace_id, id),
  foreign key (workspace_id, reason_id) references reasons (workspace_id, id),
  foreign key (workspace_id, flag_id) references red_flags (workspace_id, id) on delete set null (flag_id),
  foreign key (workspace_id, repair_id) references repairs (workspace_id, id) on delete set null (repair_id),
  foreign key (workspace_id, source_deal_id) references deals (workspace_id, id) on delete set null (source_deal_id),
  foreign key (workspace_id, made_by) references members (workspace_id, id) on delete set null (made_by),
  foreign key (workspace_id, adopted_by) references members (workspace_id, id) on delete set null (adopted_by),
  check (state <> 'adopted' or adopted_at is not null),
  check ((source = 'lesson') = (lesson is not null)),
  check ((source = 'own') = (source_id is null))
);
create index practices_by_state on practices (workspace_id, state, changed_at desc, id desc);
-- One click twice is one practice.
create unique index practices_source on practices (workspace_id, source_id, source, coalesce(lesson, ''))
  where source_id is not null;
create index practices_reason on practices (workspace_id, reason_id) where state = 'adopted';

-- What a practice said, version by version, and who changed what became of it.
create table practice_changes (
  workspace_id uuid not null,
  practice_id uuid not null,
  version integer not null,
  state text not null,
  title text not null,
  applies_when text not null,
  how text not null,
  -- The flag that said then where it applies: its own, or its reason's. What came of a practice is told by these, so that
  -- nothing that was linked later decides which deals it applied to.
  flag_id uuid,
  note text not null default '',
  changed_by uuid,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, practice_id, version),
  foreign key (workspace_id, practice_id) references practices (workspace_id, id) on delete cascade,
  foreign key (workspace_id, changed_by) references members (workspace_id, id) on delete set null (changed_by)
);

-- A practice applied to a deal, or promised for it. With a repair's task it is done when that is; without, by itself.
create table practice_uses (
  workspace_id uuid not null,
  practice_id uuid not null,
  deal_id uuid not null,
  id uuid not null,
  member_id uuid,
  task_id uuid,
  meeting_id uuid,
  due_on date not null,
  planned_at timestamptz(3) not null,
  done_at timestamptz(3),
  dropped_at timestamptz(3),
  note text not null default '',
  primary key (workspace_id, id),
  unique (workspace_id, practice_id, deal_id),
  foreign key (workspace_id, practice_id) references practices (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, task_id) references repair_tasks (workspace_id, id) on delete set null (task_id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete set null (member_id)
);
create index practice_uses_deal on practice_uses (workspace_id, deal_id);
create index practice_uses_newest on practice_uses (workspace_id, practice_id, planned_at desc, id desc);
create index practice_uses_task on practice_uses (workspace_id, task_id) where task_id is not null;
create index practice_uses_waiting on practice_uses (workspace_id, due_on, id)
  where done_at is null and dropped_at is null;
