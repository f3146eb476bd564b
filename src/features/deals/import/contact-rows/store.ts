import { sql } from "kysely";
import type { Staging } from "../staging/store.ts";

export const stagedContact = `source_key text, name text, email text, phone text, job_title text, account_key text,
  account text, deal_ref text, deal_name text, role text, role_since timestamptz, attributes jsonb`;

/**
 * Contacts, and their buying roles on deals. A role is written when the file says one that was never known of this
 * contact on this deal: what a person has recorded since an earlier import stands.
 */
export async function mergeContacts({ tx, workspace }: Staging, knownAt: Date, now: Date) {
  await sql`
    create temporary table staged_contacts on commit drop as
    select w.*, coalesce(by_key.id, by_email.id) as id, coalesce(by_key.id, by_email.id) is null as is_new, false as differs
    from (
      select distinct on (s.source_key) s.source_key, s.name, s.email, s.phone, s.job_title, s.attributes, a.id as account_id
      from staged s left join staged_accounts a on a.account_key = s.account_key
      where s.refusal is null order by s.source_key, s.line
    ) w
    left join contacts by_key on by_key.workspace_id = ${workspace} and by_key.source_key = w.source_key
    left join (
      select distinct on (lower(email)) lower(email) as email, id from contacts
      where workspace_id = ${workspace} and email is not null order by lower(email), created_at, id
    ) by_email on by_key.id is null and by_email.email = lower(w.email)`.execute(tx);
  await sql`
    with made as (
      insert into contacts (workspace_id, source_key, account_id, name, email, phone, job_title, attributes)
      select ${workspace}::uuid, source_key, account_id, name, email, phone, job_title, attributes
      from staged_contacts where is_new
      returning id, source_key
    )
    update staged_contacts s set id = made.id from made where made.source_key = s.source_key`.execute(tx);
  await sql`
    with changed as (
      update contacts c set name = s.name, email = coalesce(s.email, c.email), phone = coalesce(s.phone, c.phone),
        job_title = coalesce(s.job_title, c.job_title), account_id = coalesce(s.account_id, c.account_id),
        source_key = coalesce(c.source_key, s.source_key),
        attributes = c.attributes || s.attributes
      from staged_contacts s
      where c.workspace_id = ${workspace} and c.id = s.id and not s.is_new and (
        row(c.name, c.email, c.phone, c.job_title, c.account_id, c.attributes) is distinct from
        row(s.name, coalesce(s.email, c.email), coalesce(s.phone, c.phone), coalesce(s.job_title, c.job_title),
          coalesce(s.account_id, c.account_id), c.attributes || s.attributes))
      returning c.id
    )
    update staged_contacts s set differs = true from changed where changed.id = s.id`.execute(tx);
  const { rows } = await sql<{ inserted: number; updated: number; valid: number }>`
    with told as (
      select s.line, c.is_new, c.differs, c.id as contact_id, d.deal_id, coalesce(s.role, 'unknown') as role,
        coalesce(s.role_since, ${knownAt}::timestamptz) as known_at
      from staged s join staged_contacts c on c.source_key = s.source_key
      left join staged_deals d on d.deal_ref = s.deal_ref and d.deal_name = s.deal_name
      where s.refusal is null
    ), added as (
      insert into buying_roles (workspace_id, deal_id, contact_id, role, known_at)
      select distinct on (deal_id, contact_id, known_at) ${workspace}::uuid, deal_id, contact_id, role, known_at
      from told
      where deal_id is not null and not exists (
        select from buying_roles b where b.workspace_id = ${workspace} and b.deal_id = told.deal_id
          and b.contact_id = told.contact_id and (told.role = 'unknown' or b.role = told.role))
      order by deal_id, contact_id, known_at, line
      on conflict (workspace_id, deal_id, contact_id, known_at) do nothing
      returning deal_id, contact_id, known_at
    ), touched as (
      update deals d set changed_at = ${now}::timestamptz from (select distinct deal_id from added) a
      where d.workspace_id = ${workspace} and d.id = a.deal_id
    )
    select count(*) as valid, count(*) filter (where t.is_new) as inserted,
      count(*) filter (where not t.is_new and (t.differs or a.deal_id is not null)) as updated
    from told t left join added a on a.deal_id = t.deal_id and a.contact_id = t.contact_id
      and a.known_at = t.known_at`.execute(tx);
  const { valid = 0, inserted = 0, updated = 0 } = rows[0] ?? {};
  return { inserted, updated, unchanged: valid - inserted - updated };
}
