-- A list as somebody filtered it, under a name. `search` is what its address says beyond the place.
create table saved_views (
  workspace_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  place text not null,
  name text not null,
  search text not null,
  is_shared boolean not null default false,
  made_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members (workspace_id, id) on delete cascade
);
create unique index saved_views_name on saved_views (workspace_id, member_id, place, lower(name));
create index saved_views_shared on saved_views (workspace_id, place) where is_shared;
