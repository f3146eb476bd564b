-- What the deals of an imported file were, of those rows that could be read. Null: no file of deals.
alter table imports add column deals_won integer, add column deals_lost integer, add column deals_open integer;
