-- What our ideal customer is like, learnt by a job from won and lost deals: one line for each team. The last whole result stays
-- while a newer one is made.
create table ideal_customers (
  workspace_id uuid primary key references workspaces (workspace_id) on delete cascade,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  asked_at timestamptz not null,
  -- Together with the result or not at all. Nothing that became known after data_until is in it.
  method_version integer,
  data_until timestamptz,
  made_at timestamptz,
  result jsonb,
  check ((result is null) = (made_at is null)),
  check (num_nulls(method_version, data_until, made_at) in (0, 3))
);

-- How a deal answers the scorecard: a bit for each of its rows, shown and known, and the points that come to.
create table deal_fits (
  workspace_id uuid not null,
  deal_id uuid not null,
  points integer not null,
  shown integer not null,
  known integer not null,
  -- Whether it was open when the scorecard was learnt, and where it stands in a list.
  open boolean not null,
  newest_at timestamptz(3) not null,
  primary key (workspace_id, deal_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
create index deal_fits_open on deal_fits (workspace_id, points, deal_id) where open;
-- The closed deals behind a row are read newest first, as many as a page shows.
create index deal_fits_closed on deal_fits (workspace_id, newest_at desc, deal_id desc) where not open;
