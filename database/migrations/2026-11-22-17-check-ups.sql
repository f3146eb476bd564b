-- A new deal with a customer who was lost: the deal it follows. The earlier loss stays the loss it was.
create table win_backs (
  workspace_id uuid not null,
  deal_id uuid not null,
  earlier_deal_id uuid not null,
  linked_at timestamptz(3) not null,
  -- Null: an import said so.
  linked_by uuid,
  primary key (workspace_id, deal_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, earlier_deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, linked_by) references members (workspace_id, id) on delete set null (linked_by),
  check (deal_id <> earlier_deal_id)
);
create index win_backs_earlier on win_backs (workspace_id, earlier_deal_id);

-- The day a file names for the call to a lost customer; a call that is set from it is a chosen one.
alter table deals add column call_told_on date;

alter table check_ups
  -- Whether somebody of theirs was spoken to; null while the call waits.
  add column reached boolean,
  add column done_by uuid,
  -- The new deal that came of it.
  add column reopened_as uuid,
  -- The call in which this one was asked for.
  add column follows uuid,
  add foreign key (workspace_id, done_by) references members (workspace_id, id) on delete set null (done_by),
  add foreign key (workspace_id, reopened_as) references deals (workspace_id, id) on delete set null (reopened_as),
  add foreign key (workspace_id, follows) references check_ups (workspace_id, id) on delete set null (follows);
update check_ups set reached = true where done_at is not null;
alter table check_ups add check ((done_at is null) = (reached is null));
create index check_ups_deal on check_ups (workspace_id, deal_id);
create index check_ups_reopened on check_ups (workspace_id, reopened_as) where reopened_as is not null;
create index check_ups_follows on check_ups (workspace_id, follows) where follows is not null;

-- What we offer otherwise than before, and from which day: news for customers who were lost earlier.
create table offer_changes (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('price', 'product', 'terms', 'other')),
  from_on date not null,
  words text not null check (words <> ''),
  created_by uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, created_by) references members (workspace_id, id) on delete set null (created_by)
);
create index offer_changes_from on offer_changes (workspace_id, from_on desc, id desc) where removed_at is null;

-- The reasons for a loss that a change of the offer answers.
create table offer_change_reasons (
  workspace_id uuid not null,
  offer_change_id uuid not null,
  reason_id uuid not null,
  primary key (workspace_id, offer_change_id, reason_id),
  foreign key (workspace_id, offer_change_id) references offer_changes (workspace_id, id) on delete cascade,
  foreign key (workspace_id, reason_id) references reasons (workspace_id, id) on delete cascade
);

-- What the product could not do, and what became of it. Each way it was worded in debriefs belongs to one limit.
create table product_limits (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null,
  reason_id uuid not null,
  name text not null check (name <> ''),
  status text not null default 'open' check (status in ('open', 'planned', 'resolved')),
  -- The day it is planned for, or was resolved on.
  status_on date,
  note text not null default '',
  created_at timestamptz not null,
  changed_at timestamptz,
  changed_by uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, reason_id) references reasons (workspace_id, id),
  foreign key (workspace_id, changed_by) references members (workspace_id, id) on delete set null (changed_by),
  check (status <> 'resolved' or status_on is not null)
);

-- A note as it counts: the same words in other letters, with other spaces or a full stop are the same wording.
alter table debrief_reasons add column wording text not null
  generated always as (left(lower(btrim(regexp_replace(note, '\s+', ' ', 'g'), ' .,;:!?')), 300)) stored;
create index debrief_reasons_wording on debrief_reasons (workspace_id, reason_id, wording)
  where product_scope = 'inherent';

create table limit_wordings (
  workspace_id uuid not null,
  reason_id uuid not null,
  wording text not null,
  limit_id uuid not null,
  primary key (workspace_id, reason_id, wording),
  foreign key (workspace_id, reason_id) references reasons (workspace_id, id),
  foreign key (workspace_id, limit_id) references product_limits (workspace_id, id) on delete cascade
);
create index limit_wordings_limit on limit_wordings (workspace_id, limit_id);

-- What debriefs have called inherent to the product so far: a limit for each reason and wording.
with named as (
  select n.workspace_id, n.reason_id, n.wording, gen_random_uuid() as limit_id, min(b.recorded_at) as named_at,
    (array_agg(n.note order by b.recorded_at, b.id))[1] as words, min(r.name) as reason
  from debrief_reasons n
  join debriefs b on b.workspace_id = n.workspace_id and b.id = n.debrief_id
  join reasons r on r.workspace_id = n.workspace_id and r.id = n.reason_id
  where n.product_scope = 'inherent' and b.state = 'recorded' and b.outcome = 'lost'
  group by n.workspace_id, n.reason_id, n.wording
), limits as (
  insert into product_limits (workspace_id, id, reason_id, name, created_at)
  select workspace_id, limit_id, reason_id, case when wording = '' then reason else words end, named_at from named
)
insert into limit_wordings (workspace_id, reason_id, wording, limit_id)
select workspace_id, reason_id, wording, limit_id from named;
