-- Where this person's own day begins; null: where the workspace's does.
alter table members add column time_zone text;

-- Every mail there is to be, from the moment it is due: nothing is sent that does not stand here.
create table mails (
  workspace_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('reminder', 'digest', 'test')),
  -- What it is about, once and for all: a second mail about the same thing is none.
  dedupe_key text not null,
  subject text not null,
  -- Its parts; text and HTML are made of them when it is sent or looked at.
  content jsonb not null,
  -- Nobody but its reader may know even what it is about.
  is_private boolean not null,
  -- Where it went, or is to go: the person's address when it was last taken.
  address text,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'kept')),
  attempts integer not null default 0,
  -- How often it was handed over without our learning what became of it.
  doubts integer not null default 0,
  -- While it waits: not before. Whoever takes it puts this off for as long as they hold it.
  try_at timestamptz(3) not null,
  sending_since timestamptz(3),
  -- The same at each attempt, so that a mail that comes twice is known to be one.
  message_id text,
  settled_at timestamptz(3),
  last_error text,
  made_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, dedupe_key),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);
create index mails_due on mails (try_at) where state = 'waiting';
create index mails_sending on mails (sending_since) where state = 'sending';
create index mails_of_member on mails (workspace_id, member_id, made_at desc, id desc);
create index mails_of_workspace on mails (workspace_id, made_at desc, id desc);
create index mails_unsettled on mails (workspace_id, state, member_id) where state in ('waiting', 'failed', 'kept');
create index mails_old on mails (made_at);

-- What somebody wants to be written about, and when. Whoever can sign in gets a row with what is usual.
create table mail_preferences (
  workspace_id uuid not null,
  member_id uuid not null,
  digest text not null default 'weekly' check (digest in ('daily', 'weekly', 'off')),
  -- Of a weekly digest: Monday is 1.
  weekday smallint not null default 1 check (weekday between 1 and 7),
  -- At their own hour.
  hour smallint not null default 8 check (hour between 0 and 23),
  reminders boolean not null default true,
  -- When it is their turn to be looked at again.
  next_at timestamptz(3) not null default 'epoch',
  -- Up to when a digest has told what was due.
  digest_at timestamptz(3) not null,
  -- The last day whose check-ups they were told of; null: none yet.
  reminded_on date,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);
create index mail_preferences_turn on mail_preferences (next_at);
