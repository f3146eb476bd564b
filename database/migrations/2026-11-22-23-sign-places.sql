-- Where a deal stands among those looked at together, newest first: a finding's deals are listed without asking each deal.
alter table deal_signs add column newest_at timestamptz(3);
update deal_signs s set newest_at = d.newest_at
  from deals d where d.workspace_id = s.workspace_id and d.id = s.deal_id;
alter table deal_signs alter column newest_at set not null;
