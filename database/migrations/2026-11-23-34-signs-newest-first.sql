-- The deals of a finding are read newest first, from here alone, and only as many as a page shows.
create index deal_signs_newest on deal_signs (workspace_id, newest_at desc, deal_id desc) include (shown, judged);
