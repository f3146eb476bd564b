-- What a person's calendar said as a whole, and since when: an entry that is gone is seen by nothing else.
create table calendar_feeds (
  workspace_id uuid not null,
  member_id uuid not null,
  content_hash bytea not null,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);
