-- A planned talk with a lost customer stands in the calendar of whoever leads it, and of the seller who listens.
alter table calendar_entries drop constraint calendar_entries_kind_check;
alter table calendar_entries add constraint calendar_entries_kind_check
  check (kind in ('check-up', 'repair', 'block', 'breather', 'talk'));
