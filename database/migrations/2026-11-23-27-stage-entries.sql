-- Stays in stages that began in a period, without reading every stage change there ever was.
create index stage_changes_by_entry on stage_changes (workspace_id, entered_at) include (deal_id, stage_id);
