-- By what name a customer's sentence may be repeated, as they wrote it; empty: the one they were written to by.
alter table customer_answers add column quote_name text not null default '';
