import { sql } from "kysely";
import type { BulkLoad } from "../bulk-load/store.ts";
import { matchOurIds, type Staging } from "../staging/store.ts";

/** What a staged deal holds; the order is the reader's. */
export const stagedDeal = `source_key text, new_id uuid, name text, account_key text, account text, owner integer,
  stage integer, status text, loss_kind text, amount_cents bigint, currency text, created_at timestamptz,
  expected_close_on date, closed_at timestamptz, pitched_on date, offered_term_months integer, competitor text,
  lead_source text, crm_reason text, since timestamptz, entered text, attributes jsonb,
  won_back_from text, call_on date`;

export type Merged = { inserted: number; updated: number; unchanged: number };

/**
 * A row with what its names stand for. `crm_said` holds one hash per group of fields a person may also change here:
 * details, owner, standing, amount, expected close, the rest. Null: the file says nothing of that group.
 */
const resolved = sql`
  select s.*, m.id as owner_id, a.id as account_id, p."pipelineId" as pipeline_id,
    case when s.status = p.type then p."stageId"
      when s.status = 'won' then p."wonId" when s.status = 'lost' then p."lostId" else p."openId" end as stage_id,
    array[
      hash_record(row(s.name, s.account_key, s.pitched_on, s.offered_term_months, s.competitor, s.lead_source)),
      case when m.id is not null then hash_record(row(m.id)) end,
      hash_record(row(p."stageId", s.status, s.closed_at)),
      case when s.amount_cents is not null then hash_record(row(s.amount_cents, s.currency)) end,
      case when s.expected_close_on is not null then hash_record(row(s.expected_close_on)) end,
      hash_record(row(s.created_at, s.crm_reason, s.loss_kind, s.attributes, s.since, s.entered))
    ] as said
  from staged s
  left join staged_members m on m.number = s.owner
  left join staged_accounts a on a.account_key = s.account_key
  left join staged_stages p on p.number = s.stage
  where s.refusal is null`;

/** What the reader saw in the file, so that no row is looked through for what none has. */
type Seen = { mayHoldOurIds: boolean; tellsHistory: boolean; tellsComebacks: boolean };

export async function mergeDeals(
  staging: Staging,
  bulkLoad: BulkLoad,
  knownAt: Date,
  now: Date,
  seen: Seen,
): Promise<Merged> {
  const { tx, workspace } = staging;
  if (seen.mayHoldOurIds) await matchOurIds(staging, "deals");
  await matchDeals(staging, now);
  const { rows } = await sql<{ valid: number; matched: number }>`
    select count(*) as valid, count(d.id) as matched from staged s
    left join deals d on d.workspace_id = ${workspace} and d.source_key = s.source_key
    where s.refusal is null`.execute(tx);
  const { valid = 0, matched = 0 } = rows[0] ?? {};
  const insert = () => insertDeals(staging, knownAt, now, matched === 0);
  const inserted = matched < valid ? await bulkLoad("deals", valid - matched, insert) : 0;
  const updated = await updateDeals(staging, now);
  if (seen.tellsComebacks) await insertComebacks(staging, now);
  const told = seen.tellsHistory ? await insertHistory(staging, now) : 0;
  return { inserted, updated: updated + told, unchanged: valid - inserted - updated - told };
}

/** The deals that are here already and of which the CRM says something it did not say last time. */
async function matchDeals({ tx, workspace }: Staging, now: Date): Promise<void> {
  const news = (group: number) => sql`(r.said[${sql.raw(String(group))}] is not null
    and r.said[${sql.raw(String(group))}] is distinct from d.crm_said[${sql.raw(String(group))}])`;
  const either = (group: number, column: string) => {
    const name = sql.raw(column);
    return sql`case when ${news(group)} then coalesce(r.${name}, d.${name}) else d.${name} end as ${name}`;
  };
  const details = ["name", "account_id", "pitched_on", "offered_term_months", "competitor", "lead_source"];
  await sql`
    create temporary table matched on commit drop as
    select r.line, d.id, d.recorded_at, d.status as old_status, d.stage_id as old_stage_id, d.loss_kind as old_loss_kind,
      d.closed_at as old_closed_at, d.amount_cents as old_amount_cents, d.currency as old_currency,
      d.expected_close_on as old_expected_close_on,
      ${sql.join(details.map((column) => either(1, column)))},
      ${either(2, "owner_id")}, ${either(4, "amount_cents")}, ${either(4, "currency")}, ${either(5, "expected_close_on")},
      ${either(6, "created_at")}, ${either(6, "crm_reason")},
      case when ${news(6)} then d.attributes || r.attributes else d.attributes end as attributes,
      case when ${news(3)} then r.pipeline_id else d.pipeline_id end as pipeline_id,
      case when ${news(3)} then r.stage_id else d.stage_id end as stage_id,
      case when ${news(3)} then r.status else d.status end as status,
      r.loss_kind as told_loss_kind,
      case
        when not ${news(3)} then d.closed_at
        when r.status = 'open' then null
        -- A day to come is when somebody expected it; the deal is closed already.
        when r.closed_at is null or r.closed_at > ${now}
          then case when d.status = r.status then d.closed_at else ${now}::timestamptz end
        else r.closed_at
      end as closed_at,
      false as differs,
      array(select coalesce(r.said[i], d.crm_said[i]) from generate_series(1, 6) i order by i) as crm_said
    from (${resolved}) r
    join deals d on d.workspace_id = ${workspace} and d.source_key = r.source_key
    where r.said is distinct from d.crm_said
    for update of d`.execute(tx);
  await sql`
    update matched n set differs = true from deals d
    where d.workspace_id = ${workspace} and d.id = n.id and (
      row(n.name, n.account_id, n.owner_id, n.pipeline_id, n.stage_id, n.status, n.amount_cents, n.currency, n.created_at,
        n.expected_close_on, n.closed_at, n.pitched_on, n.offered_term_months, n.competitor, n.lead_source, n.crm_reason,
        n.attributes)
      is distinct from
      row(d.name, d.account_id, d.owner_id, d.pipeline_id, d.stage_id, d.status, d.amount_cents, d.currency, d.created_at,
        d.expected_close_on, d.closed_at, d.pitched_on, d.offered_term_months, d.competitor, d.lead_source, d.crm_reason,
        d.attributes))`.execute(tx);
}

async function insertDeals({ tx, workspace }: Staging, knownAt: Date, now: Date, areAllNew: boolean): Promise<number> {
  // Without an index to look them up by, a table full of deleted deals would be gone through once for each row.
  const isNew = areAllNew
    ? sql`true`
    : sql`not exists (select from deals d where d.workspace_id = ${workspace} and d.source_key = r.source_key)`;
  const result = await sql`
    insert into deals (workspace_id, id, source_key, name, account_id, owner_id, pipeline_id, stage_id, status, loss_kind,
      amount_cents, currency, created_at, expected_close_on, closed_at, pitched_on, offered_term_months, competitor,
      lead_source, crm_reason, attributes, recorded_at, changed_at, crm_said)
    select ${workspace}::uuid, r.new_id, r.source_key, r.name, r.account_id, r.owner_id, r.pipeline_id, r.stage_id, r.status,
      r.loss_kind, r.amount_cents, r.currency, r.created_at, r.expected_close_on, case when r.status <> 'open' and r.closed_at is not null then least(r.closed_at, ${now}::timestamptz) end, r.pitched_on,
      r.offered_term_months, r.competitor, r.lead_source, r.crm_reason, r.attributes,
      ${knownAt}::timestamptz, ${now}::timestamptz, r.said
    from (${resolved}) r where ${isNew}`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

/** Writes what changed, and beside it what it was before: that a date was moved is what a flag is read from. */
async function updateDeals(staging: Staging, now: Date): Promise<number> {
  const { tx, workspace } = staging;
  await insertEarlierOutcomes(staging, now);
  await insertStandings(staging, now);
  await insertDealChanges(staging, now);
  await sql`
    update deals d set name = n.name, account_id = n.account_id, owner_id = n.owner_id, pipeline_id = n.pipeline_id,
      stage_id = n.stage_id, status = n.status,
      -- What a person said of the loss stays; the CRM's words are only a guess.
      loss_kind = case when n.status = 'lost' then
        coalesce(case when n.old_status = 'lost' then n.old_loss_kind end, n.told_loss_kind) end,
      amount_cents = n.amount_cents, currency = n.currency, created_at = n.created_at,
      expected_close_on = n.expected_close_on, closed_at = n.closed_at, pitched_on = n.pitched_on,
      offered_term_months = n.offered_term_months, competitor = n.competitor, lead_source = n.lead_source,
      crm_reason = n.crm_reason, attributes = n.attributes, crm_said = n.crm_said,
      changed_at = case when n.differs then ${now}::timestamptz else d.changed_at end
    from matched n where d.workspace_id = ${workspace} and d.id = n.id`.execute(tx);
  const { rows } = await sql<{ differ: number }>`select count(*) as differ from matched where differs`.execute(tx);
  return rows[0]?.differ ?? 0;
}

async function insertEarlierOutcomes({ tx, workspace }: Staging, now: Date): Promise<void> {
  await sql`
    insert into earlier_outcomes (workspace_id, id, deal_id, status, loss_kind, closed_at, reopened_at)
    select ${workspace}::uuid, gen_random_uuid(), n.id, n.old_status, n.old_loss_kind,
      coalesce(n.old_closed_at, n.recorded_at), ${now}
    from matched n where n.old_status <> 'open' and n.status <> n.old_status`.execute(tx);
}

/** The stage a deal moved to since the last import; before it, the stage it had arrived with, if nothing says so yet. */
async function insertStandings({ tx, workspace }: Staging, now: Date): Promise<void> {
  await sql`
    insert into stage_changes (workspace_id, deal_id, stage_id, entered_at, known_at)
    select ${workspace}::uuid, n.id, n.old_stage_id, n.recorded_at, n.recorded_at
    from matched n
    where n.stage_id <> n.old_stage_id and n.old_status = 'open' and not exists (
      select from stage_changes c
      where c.workspace_id = ${workspace} and c.deal_id = n.id and c.stage_id = n.old_stage_id)
    on conflict do nothing`.execute(tx);
  await sql`
    insert into stage_changes (workspace_id, deal_id, stage_id, entered_at, known_at)
    select ${workspace}::uuid, n.id, n.stage_id, coalesce(n.closed_at, ${now}::timestamptz), ${now}::timestamptz
    from matched n join staged s on s.line = n.line
    left join staged_stages p on p.number = s.stage
    where n.stage_id <> n.old_stage_id
      -- Where the file itself says when this stage was entered, that is taken instead.
      and not (p."stageId" = n.stage_id and (s.since is not null
        or exists (select from json_array_elements(s.entered::json) e where (e ->> 0)::integer = s.stage)))
    on conflict do nothing`.execute(tx);
}

async function insertDealChanges({ tx, workspace }: Staging, now: Date): Promise<void> {
  const changed = sql`(n.amount_cents, n.currency) is distinct from (n.old_amount_cents, n.old_currency)`;
  const moved = sql`n.expected_close_on is distinct from n.old_expected_close_on`;
  const first = (field: string) => sql`not exists (select from deal_changes c
    where c.workspace_id = ${workspace} and c.deal_id = n.id and c.field = ${field})`;
  const columns = sql`(workspace_id, deal_id, field, changed_at, known_at, amount_cents, currency, expected_close_on)`;
  await sql`
    insert into deal_changes ${columns}
    select ${workspace}::uuid, n.id, 'amount', n.recorded_at, n.recorded_at, n.old_amount_cents, n.old_currency, null
    from matched n where ${changed} and n.old_amount_cents is not null and ${first("amount")}
    union all
    select ${workspace}::uuid, n.id, 'expected-close', n.recorded_at, n.recorded_at, null, null, n.old_expected_close_on
    from matched n where ${moved} and n.old_expected_close_on is not null and ${first("expected-close")}
    on conflict do nothing`.execute(tx);
  await sql`
    insert into deal_changes ${columns}
    select ${workspace}::uuid, n.id, 'amount', ${now}::timestamptz, ${now}::timestamptz, n.amount_cents, n.currency, null
    from matched n where ${changed}
    union all
    select ${workspace}::uuid, n.id, 'expected-close', ${now}::timestamptz, ${now}::timestamptz, null, null, n.expected_close_on
    from matched n where ${moved}
    on conflict do nothing`.execute(tx);
}

/** Which loss a deal follows, and the day a file names for the call to a lost customer. What is known already stays. */
async function insertComebacks({ tx, workspace }: Staging, now: Date): Promise<void> {
  await sql`
    insert into win_backs (workspace_id, deal_id, earlier_deal_id, linked_at)
    select ${workspace}::uuid, d.id, e.id, coalesce(d.created_at, ${now}::timestamptz)
    from staged s
    join deals d on d.workspace_id = ${workspace} and d.source_key = s.source_key
    join deals e on e.workspace_id = ${workspace} and e.source_key = 'id:' || s.won_back_from and e.id <> d.id
    where s.refusal is null
    on conflict do nothing`.execute(tx);
  await sql`
    update deals d set call_told_on = s.call_on from staged s
    where s.refusal is null and s.call_on is not null and d.workspace_id = ${workspace} and d.source_key = s.source_key
      and d.call_told_on is distinct from s.call_on`.execute(tx);
}

/**
 * The stages the file says a deal entered, and when. Returns how many deals learned something here alone.
 */
async function insertHistory({ tx, workspace }: Staging, now: Date): Promise<number> {
  const { rows } = await sql<{ told: number }>`
    with said as (
      select s.source_key, p."stageId" as stage_id, s.since as entered_at
      from staged s join staged_stages p on p.number = s.stage
      where s.refusal is null and s.since <= ${now}
      union
      select s.source_key, p."stageId", (e ->> 1)::timestamptz
      from staged s cross join json_array_elements(s.entered::json) e
      join staged_stages p on p.number = (e ->> 0)::integer
      where s.refusal is null and s.entered is not null and (e ->> 1)::timestamptz <= ${now}
    ), added as (
      insert into stage_changes (workspace_id, deal_id, stage_id, entered_at, known_at)
      select ${workspace}::uuid, d.id, said.stage_id, said.entered_at, said.entered_at
      from said join deals d on d.workspace_id = ${workspace} and d.source_key = said.source_key
      on conflict do nothing
      returning deal_id
    ), told as (
      select distinct deal_id from added
      where deal_id not in (select id from matched where differs)
        and deal_id not in (select new_id from staged where new_id is not null)
    ), touched as (
      update deals d set changed_at = ${now}::timestamptz from told
      where d.workspace_id = ${workspace} and d.id = told.deal_id returning d.id
    )
    select count(*) as told from touched`.execute(tx);
  return rows[0]?.told ?? 0;
}
