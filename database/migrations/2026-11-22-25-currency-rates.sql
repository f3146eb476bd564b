-- From this day on one unit of a currency is worth so many units of another: the workspace's own, as it was when this was entered.
create table currency_rates (
  workspace_id uuid not null references workspaces (workspace_id) on delete cascade,
  into_currency text not null check (into_currency ~ '^[A-Z]{3}$'),
  currency text not null check (currency ~ '^[A-Z]{3}$' and currency <> into_currency),
  from_on date not null,
  rate double precision not null check (rate > 0 and rate < 'infinity'),
  primary key (workspace_id, into_currency, currency, from_on)
);

-- Deals begun in a period, without reading all there ever were.
create index deals_by_creation on deals (workspace_id, created_at) include (status, closed_at, owner_id, pipeline_id);
