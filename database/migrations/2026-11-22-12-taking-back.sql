-- How the deal stood before its last close or move made here, and what that wrote: taken back at once, it leaves no trace.
alter table deals add column last_standing jsonb;

-- Whom they chose, as the debrief was told: the deal itself may be opened again, and lost to somebody else.
alter table debriefs add column competitor text not null default '';
