-- From when until when the team works on its working days, by the clock of its time zone.
alter table workspaces
  add column working_from time not null default '09:00',
  add column working_until time not null default '17:00',
  add constraint workspaces_working_hours check (working_from < working_until);

-- What they wrote and when they rang, of every deal, by when: response times and missed calls of a period begin here.
create index activities_incoming on activities (workspace_id, happened_at)
  where direction = 'incoming' and kind in ('call', 'email');
