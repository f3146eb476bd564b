import { sql } from "kysely";
import type { Staging } from "../staging/store.ts";

const ofDeal = "deal_ref text, deal_name text";
export const stagedStageChange = `source_key text, ${ofDeal}, pipeline text, stage text, entered_at timestamptz,
  amount_cents bigint, currency text, expected_close_on date, member integer`;
export const stagedActivity = `source_key text, ${ofDeal}, kind text, happened_at timestamptz, direction text,
  answered boolean, subject text, body text, contact text, contact_email text, member integer`;
export const stagedStepAnswer = `source_key text, ${ofDeal}, step text, done boolean, answer text, said_by text,
  happened_at timestamptz, member integer`;

/** Each staged row with its deal. */
const told = sql`staged s join staged_deals f on f.deal_ref = s.deal_ref and f.deal_name = s.deal_name`;

/** Stages that rows name and their pipelines do not have yet, in the order of the file. */
export async function listMissingStages({ tx, workspace }: Staging): Promise<{ pipeline: string; stage: string }[]> {
  const { rows } = await sql<{ pipeline: string; stage: string }>`
    select coalesce(s.pipeline, p.name) as pipeline, s.stage
    from ${told} join deals d on d.workspace_id = ${workspace} and d.id = f.deal_id
    join pipelines p on p.workspace_id = ${workspace} and p.id = d.pipeline_id
    where s.refusal is null and not exists (
      select from stages known join pipelines home on home.workspace_id = known.workspace_id and home.id = known.pipeline_id
      where known.workspace_id = ${workspace} and lower(known.name) = lower(s.stage)
        and lower(home.name) = lower(coalesce(s.pipeline, p.name)))
    group by 1, 2 order by min(s.line) limit 1001`.execute(tx);
  return rows;
}

/** Stage changes are facts with an instant: those that are here already stay as they are. */
export async function mergeStageChanges({ tx, workspace }: Staging, now: Date) {
  const { rows } = await sql<{ inserted: number; valid: number }>`
    with told as (
      select d.id as deal_id, known.id as stage_id, s.entered_at, m.id as member_id,
        lag(known.id) over (partition by d.id order by s.entered_at, s.line) as came_from
      from ${told} join deals d on d.workspace_id = ${workspace} and d.id = f.deal_id
      join pipelines p on p.workspace_id = ${workspace} and p.id = d.pipeline_id
      left join pipelines home on home.workspace_id = ${workspace} and lower(home.name) = lower(s.pipeline)
      join stages known on known.workspace_id = ${workspace} and known.pipeline_id = coalesce(home.id, p.id)
        and lower(known.name) = lower(s.stage)
      left join staged_members m on m.number = s.member
      where s.refusal is null
    ), rows as (
      -- A history that also tells of amounts and dates repeats the stage the deal stands in; it was entered once.
      select distinct deal_id, stage_id, entered_at, member_id from told where stage_id is distinct from came_from
    ), added as (
      insert into stage_changes (workspace_id, deal_id, stage_id, entered_at, known_at, member_id)
      select ${workspace}::uuid, deal_id, stage_id, entered_at, entered_at, member_id from rows
      on conflict do nothing returning deal_id
    ), touched as (
      update deals d set changed_at = ${now}::timestamptz from (select distinct deal_id from added) a
      where d.workspace_id = ${workspace} and d.id = a.deal_id
    )
    select (select count(*) from added) as inserted,
      (select count(*) from staged where refusal is null) as valid`.execute(tx);
  await insertAmountsOfHistory({ tx, workspace });
  const { inserted = 0, valid = 0 } = rows[0] ?? {};
  return { inserted, updated: 0, unchanged: Math.max(0, valid - inserted) };
}

/** A history that also tells amounts and close dates tells when they were changed. */
async function insertAmountsOfHistory({ tx, workspace }: Pick<Staging, "tx" | "workspace">): Promise<void> {
  await sql`
    insert into deal_changes (workspace_id, deal_id, field, changed_at, known_at, amount_cents, currency)
    select ${workspace}::uuid, deal_id, 'amount', entered_at, entered_at, amount_cents, currency
    from (
      select f.deal_id, s.entered_at, s.amount_cents, s.currency,
        lag(s.amount_cents) over w as was_cents, lag(s.currency) over w as was_currency
      from ${told} where s.refusal is null and s.amount_cents is not null
      window w as (partition by f.deal_id order by s.entered_at, s.line)
    ) t
    where (amount_cents, currency) is distinct from (was_cents, was_currency)
    on conflict do nothing`.execute(tx);
  await sql`
    insert into deal_changes (workspace_id, deal_id, field, changed_at, known_at, expected_close_on)
    select ${workspace}::uuid, deal_id, 'expected-close', entered_at, entered_at, expected_close_on
    from (
      select f.deal_id, s.entered_at, s.expected_close_on, lag(s.expected_close_on) over w as was
      from ${told} where s.refusal is null and s.expected_close_on is not null
      window w as (partition by f.deal_id order by s.entered_at, s.line)
    ) t
    where expected_close_on is distinct from was
    on conflict do nothing`.execute(tx);
}

export async function mergeActivities({ tx, workspace }: Staging, now: Date) {
  await sql`
    create temporary table staged_facts on commit drop as
    select s.source_key, f.deal_id, s.kind, s.happened_at, s.direction, s.answered, coalesce(s.subject, '') as subject,
      coalesce(s.body, '') as body, m.id as member_id, coalesce(by_email.id, by_name.id) as contact_id
    from ${told} left join staged_members m on m.number = s.member
    left join (
      select distinct on (lower(email)) lower(email) as email, id from contacts
      where workspace_id = ${workspace} and email is not null order by lower(email), created_at, id
    ) by_email on by_email.email = lower(s.contact_email)
    left join (
      select distinct on (b.deal_id, lower(c.name)) b.deal_id, lower(c.name) as name, c.id
      from buying_roles b join contacts c on c.workspace_id = b.workspace_id and c.id = b.contact_id
      where b.workspace_id = ${workspace} order by b.deal_id, lower(c.name), c.created_at, c.id
    ) by_name on by_name.deal_id = f.deal_id and by_name.name = lower(s.contact)
    where s.refusal is null`.execute(tx);
  const { rows } = await sql<{ inserted: number; updated: number; valid: number }>`
    with changed as (
      update activities a set deal_id = t.deal_id, kind = t.kind, happened_at = t.happened_at, known_at = t.happened_at,
        direction = coalesce(t.direction, a.direction), answered = coalesce(t.answered, a.answered),
        subject = t.subject, body = t.body, member_id = coalesce(t.member_id, a.member_id),
        contact_id = coalesce(t.contact_id, a.contact_id)
      from staged_facts t
      where a.workspace_id = ${workspace} and a.source_key = t.source_key and (
        row(a.deal_id, a.kind, a.happened_at, a.direction, a.answered, a.subject, a.body, a.member_id, a.contact_id)
        is distinct from
        row(t.deal_id, t.kind, t.happened_at, coalesce(t.direction, a.direction), coalesce(t.answered, a.answered),
          t.subject, t.body, coalesce(t.member_id, a.member_id), coalesce(t.contact_id, a.contact_id)))
      returning a.deal_id
    ), added as (
      insert into activities (workspace_id, source_key, deal_id, contact_id, member_id, kind, direction, answered,
        happened_at, known_at, subject, body)
      select ${workspace}::uuid, t.source_key, t.deal_id, t.contact_id, t.member_id, t.kind, t.direction, t.answered,
        t.happened_at, t.happened_at, t.subject, t.body
      from staged_facts t
      where not exists (
        select from activities a where a.workspace_id = ${workspace} and a.source_key = t.source_key)
      returning deal_id
    ), touched as (
      update deals d set changed_at = ${now}::timestamptz from (select deal_id from added union select deal_id from changed) a
      where d.workspace_id = ${workspace} and d.id = a.deal_id
    )
    select (select count(*) from added) as inserted, (select count(*) from changed) as updated,
      (select count(*) from staged_facts) as valid`.execute(tx);
  const { inserted = 0, updated = 0, valid = 0 } = rows[0] ?? {};
  return { inserted, updated, unchanged: valid - inserted - updated };
}

/** Answers to steps of our process, found by the step's key, name or question. */
export async function mergeStepAnswers({ tx, workspace }: Staging, heading: string, now: Date) {
  await sql`
    create temporary table staged_steps on commit drop as
    select named.step, (
      select id from sales_steps k
      where k.workspace_id = ${workspace} and k.archived_at is null
        and lower(named.step) in (lower(k.key), lower(k.name), lower(k.question))
      order by k.position, k.id limit 1) as step_id
    from (select distinct step from staged where refusal is null) named`.execute(tx);
  await sql`
    update staged s set refusal = json_build_object('column', ${heading}::text, 'value', s.step,
      'reason', 'There is no step of this name in your sales process.')::text
    from staged_steps k where s.refusal is null and k.step = s.step and k.step_id is null`.execute(tx);
  const { rows } = await sql<{ inserted: number; updated: number; valid: number }>`
    with rows as (
      select s.source_key, f.deal_id, k.step_id, s.done, coalesce(s.answer, '') as answer,
        coalesce(s.said_by, '') as said_by, s.happened_at, m.id as member_id
      from ${told} join staged_steps k on k.step = s.step
      left join staged_members m on m.number = s.member
      where s.refusal is null
    ), changed as (
      update step_answers a set deal_id = t.deal_id, step_id = t.step_id, done = t.done, answer = t.answer,
        said_by = t.said_by, happened_at = t.happened_at, known_at = t.happened_at,
        member_id = coalesce(t.member_id, a.member_id)
      from rows t
      where a.workspace_id = ${workspace} and a.source_key = t.source_key and
        row(a.deal_id, a.step_id, a.done, a.answer, a.said_by, a.happened_at, a.member_id) is distinct from
        row(t.deal_id, t.step_id, t.done, t.answer, t.said_by, t.happened_at, coalesce(t.member_id, a.member_id))
      returning a.deal_id
    ), added as (
      insert into step_answers (workspace_id, source_key, deal_id, step_id, done, answer, said_by, happened_at, known_at,
        member_id)
      select ${workspace}::uuid, source_key, deal_id, step_id, done, answer, said_by, happened_at, happened_at, member_id
      from rows t
      where not exists (
        select from step_answers a where a.workspace_id = ${workspace} and a.source_key = t.source_key)
      returning deal_id
    ), touched as (
      update deals d set changed_at = ${now}::timestamptz from (select deal_id from added union select deal_id from changed) a
      where d.workspace_id = ${workspace} and d.id = a.deal_id
    )
    select (select count(*) from added) as inserted, (select count(*) from changed) as updated,
      (select count(*) from rows) as valid`.execute(tx);
  const { inserted = 0, updated = 0, valid = 0 } = rows[0] ?? {};
  return { inserted, updated, unchanged: valid - inserted - updated };
}
