-- Which losses are major, said beforehand. All that a rule asks must be true of a loss; what is null is not asked.
create table major_loss_rules (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null,
  name text not null check (name <> ''),
  -- In the workspace's currency: a deal in another one is not told by this amount.
  min_amount_cents bigint check (min_amount_cents >= 0),
  -- Any of them; names that differ in case alone are one.
  competitors text[],
  -- A column of the CRM (of the deal, or of its account) and the values that count; both or neither.
  segment_field text,
  segment_values text[],
  -- The loss had reached this stage, or a later one of its pipeline.
  stage_id uuid,
  -- Losses that close from then on: history calls nobody.
  counts_from timestamptz(3) not null,
  position integer not null default 0,
  version integer not null default 1,
  changed_by uuid,
  changed_at timestamptz(3) not null,
  archived_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, stage_id) references stages (workspace_id, id) on delete cascade,
  foreign key (workspace_id, changed_by) references members (workspace_id, id) on delete set null (changed_by),
  check ((segment_field is null) = (segment_values is null))
);

-- A loss that is left out: of what is told about all losses together, or only of invitations to the customer.
create table loss_exclusions (
  workspace_id uuid not null,
  deal_id uuid not null,
  left_out_of text not null check (left_out_of in ('analysis', 'invitations')),
  why text not null default '',
  made_by uuid,
  made_at timestamptz(3) not null,
  primary key (workspace_id, deal_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, made_by) references members (workspace_id, id) on delete set null (made_by)
);

-- The conversation with a customer about one loss: one for each close.
create table post_mortems (
  workspace_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  closed_at timestamptz(3) not null,
  -- What made it major: a rule, or (null) somebody who asked for it.
  rule_id uuid,
  asked_by uuid,
  state text not null default 'due' check (state in ('due', 'planned', 'held', 'given-up')),
  mode text check (mode in ('manager-and-rep', 'neutral-colleague', 'form')),
  -- Who leads it: the seller's manager, until somebody else takes it.
  lead_id uuid,
  contact_id uuid,
  opening_line text not null default '',
  rep_invited_at timestamptz(3),
  planned_for timestamptz(3),
  held_at timestamptz(3),
  given_up_why text not null default '',
  version integer not null default 1,
  made_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  changed_by uuid,
  primary key (workspace_id, id),
  unique (workspace_id, deal_id, closed_at),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, rule_id) references major_loss_rules (workspace_id, id) on delete set null (rule_id),
  foreign key (workspace_id, asked_by) references members (workspace_id, id) on delete set null (asked_by),
  foreign key (workspace_id, lead_id) references members (workspace_id, id) on delete set null (lead_id),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete set null (contact_id),
  foreign key (workspace_id, changed_by) references members (workspace_id, id) on delete set null (changed_by),
  check ((state = 'held') = (held_at is not null))
);
create index post_mortems_by_state on post_mortems (workspace_id, state, closed_at desc, id desc);
create index post_mortems_lead on post_mortems (workspace_id, lead_id, state);

-- What customers decide by; the form and the conversation ask about these, and a customer may name others.
create table priorities (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  key text,
  name text not null check (name <> ''),
  position integer not null default 0,
  archived_at timestamptz(3),
  primary key (workspace_id, id)
);
create unique index priorities_key on priorities (workspace_id, key);

-- What the customer says, once by form and once in a conversation; neither overwrites the other.
create table customer_answers (
  workspace_id uuid not null,
  id uuid not null,
  post_mortem_id uuid not null,
  source text not null check (source in ('conversation', 'form')),
  -- The five questions, and who decided and how.
  winner_better text not null default '',
  compared text not null default '',
  least_understood text not null default '',
  win_again text check (win_again in ('yes', 'maybe', 'no')),
  win_again_note text not null default '',
  who_decided text not null default '',
  -- What weighed in their decision besides the reasons ticked, in their own words.
  other_reason text not null default '',
  -- Their own sentence, and whether colleagues may read it beyond this deal.
  quote text not null default '',
  quote_consent text not null default 'no' check (quote_consent in ('no', 'unnamed', 'named')),
  -- BCP 47: what they answered in.
  language text,
  version integer not null default 1,
  begun_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  changed_by uuid,
  -- Null: still being written. Only what was sent, or held, is told anywhere.
  given_at timestamptz(3),
  primary key (workspace_id, id),
  unique (workspace_id, post_mortem_id, source),
  foreign key (workspace_id, post_mortem_id) references post_mortems (workspace_id, id) on delete cascade,
  foreign key (workspace_id, changed_by) references members (workspace_id, id) on delete set null (changed_by)
);
create index customer_answers_given on customer_answers (workspace_id, given_at desc, id desc) where given_at is not null;

create table customer_reasons (
  workspace_id uuid not null,
  answers_id uuid not null,
  reason_id uuid not null,
  note text not null default '',
  position integer not null default 0,
  primary key (workspace_id, answers_id, reason_id),
  foreign key (workspace_id, answers_id) references customer_answers (workspace_id, id) on delete cascade,
  foreign key (workspace_id, reason_id) references reasons (workspace_id, id)
);
create index customer_reasons_reason on customer_reasons (workspace_id, reason_id);

-- A priority of the customer's: how much it counted, and how we and the winner did; 1 (little, badly) to 5.
create table priority_ratings (
  workspace_id uuid not null,
  answers_id uuid not null,
  position integer not null,
  -- Null: one the customer named themselves.
  priority_id uuid,
  name text not null check (name <> ''),
  importance smallint check (importance between 1 and 5),
  us smallint check (us between 1 and 5),
  winner smallint check (winner between 1 and 5),
  primary key (workspace_id, answers_id, position),
  foreign key (workspace_id, answers_id) references customer_answers (workspace_id, id) on delete cascade,
  foreign key (workspace_id, priority_id) references priorities (workspace_id, id)
);
create unique index priority_ratings_once on priority_ratings (workspace_id, answers_id, priority_id);

-- One or two recommendations; each can become a practice.
create table recommendations (
  workspace_id uuid not null,
  id uuid not null,
  answers_id uuid not null,
  position integer not null,
  words text not null check (words <> ''),
  primary key (workspace_id, id),
  foreign key (workspace_id, answers_id) references customer_answers (workspace_id, id) on delete cascade
);
create index recommendations_answers on recommendations (workspace_id, answers_id);

-- The manager's own view of a close, in the same catalogue; the seller's is the debrief, the buyer's customer_answers.
create table manager_views (
  workspace_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  closed_at timestamptz(3) not null,
  member_id uuid not null,
  note text not null default '',
  version integer not null default 1,
  said_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, deal_id, closed_at, member_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);

create table manager_view_reasons (
  workspace_id uuid not null,
  view_id uuid not null,
  reason_id uuid not null,
  note text not null default '',
  position integer not null default 0,
  primary key (workspace_id, view_id, reason_id),
  foreign key (workspace_id, view_id) references manager_views (workspace_id, id) on delete cascade,
  foreign key (workspace_id, reason_id) references reasons (workspace_id, id)
);
create index manager_view_reasons_reason on manager_view_reasons (workspace_id, reason_id);

-- An invitation to a customer: by form (with a link of its own), or to a conversation.
create table customer_invitations (
  workspace_id uuid not null,
  id uuid not null,
  post_mortem_id uuid not null,
  kind text not null check (kind in ('form', 'conversation')),
  contact_id uuid,
  -- Whom and where it was written to: a contact may change.
  reader_name text not null,
  email text not null,
  language text not null,
  subject text not null,
  body text not null,
  state text not null default 'sent' check (state in ('sent', 'opened', 'answered', 'declined', 'opted-out', 'ended')),
  made_by uuid,
  sent_at timestamptz(3) not null,
  opened_at timestamptz(3),
  answered_at timestamptz(3),
  ended_at timestamptz(3),
  expires_at timestamptz(3) not null,
  reminders_sent smallint not null default 0,
  -- Null: none is due any more.
  next_reminder_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, post_mortem_id) references post_mortems (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete set null (contact_id),
  foreign key (workspace_id, made_by) references members (workspace_id, id) on delete set null (made_by)
);
create index customer_invitations_post_mortem on customer_invitations (workspace_id, post_mortem_id, sent_at desc);
create index customer_invitations_reminders on customer_invitations (next_reminder_at) where next_reminder_at is not null;

-- The secret of a form's link, as its holder shows it. Found before anybody knows which workspace it is of. Each mail
-- brings one of its own, made as it leaves: so none of them needs to be kept, and a reminder ends no earlier link.
create table form_links (
  workspace_id uuid not null,
  invitation_id uuid not null,
  -- SHA-256 of a 256-bit random secret; the secret itself is never stored.
  secret_hash bytea not null unique,
  expires_at timestamptz(3) not null,
  primary key (workspace_id, invitation_id, secret_hash),
  foreign key (workspace_id, invitation_id) references customer_invitations (workspace_id, id) on delete cascade
);

-- Who wants no mail about lost deals: kept as a hash of the address, so that this list is none of addresses.
create table customer_opt_outs (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  email_hash bytea not null,
  opted_out_at timestamptz(3) not null,
  primary key (workspace_id, email_hash)
);

-- A mail goes to a member, or to a customer.
alter table mails alter column member_id drop not null;
alter table mails add column invitation_id uuid;
alter table mails add foreign key (workspace_id, invitation_id)
  references customer_invitations (workspace_id, id) on delete cascade;
alter table mails drop constraint mails_kind_check;
alter table mails add constraint mails_kind_check
  check (kind in ('reminder', 'digest', 'test', 'invitation', 'meeting'));
alter table mails add check ((member_id is null) = (invitation_id is not null));
