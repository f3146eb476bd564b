-- More kinds of red flags: the same matter keeps coming back, something said about the deal is outside what we want, and
-- we let a deal lie.
alter table red_flags drop constraint red_flags_kind_check;
alter table red_flags add constraint red_flags_kind_check check (kind in ('no-decision-maker', 'step-missed', 'single-contact', 'gone-quiet', 'close-date-slipped', 'too-long-in-stage', 'unanswered-message', 'stuck-on-price', 'attribute', 'no-follow-up'));
