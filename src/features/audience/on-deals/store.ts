import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import { addDays, startOfDay } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { AimCondition, AimFits, AimKind } from "../aims/contract.ts";
import type { AimOnDeal } from "./contract.ts";

type Reads = (column: string) => RawBuilder<string | null>;

/** A deal `d` of which this is true may be taken for a persona's or a campaign's; `reads` says what a column says of it. */
function isFitting({ source, startsOn, endsOn, rule }: AimFits, timeZone: string, reads: Reads): RawBuilder<SqlBool> {
  const asked = [
    source !== null && sql`lower(btrim(d.lead_source)) = lower(${source})`,
    startsOn !== null && sql`d.created_at >= ${new Date(startOfDay(startsOn, timeZone))}`,
    endsOn !== null && sql`d.created_at < ${new Date(startOfDay(addDays(endsOn, 1), timeZone))}`,
    ...rule.map((condition) => holds(condition, reads)),
  ].filter((one) => one !== false);
  return sql<SqlBool>`(${sql.join([sql`true`, ...asked], sql` and `)})`;
}

const lowered = (values: readonly string[]): string[] => values.map((value) => value.toLowerCase());

function holds(condition: AimCondition, reads: Reads): RawBuilder<SqlBool> {
  switch (condition.of) {
    case "column":
      return sql`${reads(condition.column)} = any(${lowered(condition.values)}::text[])`;
    case "source":
      return sql`lower(btrim(d.lead_source)) = any(${lowered(condition.values)}::text[])`;
    case "contact-title": {
      // Whoever joins later says more of deals that came further: only the beginning can be held against the end.
      const wanted = lowered(condition.values).map((word) => `%${word.replaceAll(/[\\%_]/g, "\\$&")}%`);
      return sql`exists (
        select from buying_roles b
        join contacts c on c.workspace_id = b.workspace_id and c.id = b.contact_id
        where b.workspace_id = d.workspace_id and b.deal_id = d.id and lower(c.job_title) like any(${wanted}::text[])
          and not exists (
            select from buying_roles earlier
            where earlier.workspace_id = b.workspace_id and earlier.deal_id = b.deal_id
              and earlier.known_at < b.known_at))`;
    }
  }
}

/** What each of these columns says of a deal `d` or of its account `a`, in small letters, read once. */
function columnsRead(columns: readonly string[]): { reads: Reads; from: RawBuilder<unknown> } {
  const names = columns.map((_, place) => `c${place}`);
  const reads: Reads = (column) => sql.ref(`said.${names[columns.indexOf(column)] ?? ""}`);
  const each = columns.map(
    (column, place) => sql`lower(coalesce(nullif(btrim(d.attributes ->> ${column}), ''),
      nullif(btrim(a.attributes ->> ${column}), ''))) as ${sql.ref(names[place] ?? "")}`,
  );
  // Without the offset each mention of a column would read it anew.
  const from = sql`cross join lateral (select ${sql.join([sql`1 as one`, ...each])} offset 0) said`;
  return { reads, from };
}

/** Just these, or all. */
export type WhichDeals = readonly string[] | undefined;

const among = (which: WhichDeals, dealId: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  which === undefined ? sql`true` : sql`${dealId} = any(${which}::uuid[])`;

/** Two that set many deals at once would wait for each other's. */
export async function lockSetting(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`set aims ${workspace}`}, 0))`.execute(tx);
  // Nobody waits for this on a screen, and a million deals take their time.
  await sql`set local statement_timeout = 0`.execute(tx);
}

/** In the order in which they are looked at, those that take no deal by themselves left out. */
export type Fitting = AimFits & { id: string };

/**
 * Sets the persona, or the campaign, of every deal of which nobody has said it by hand: the one that the CRM's column names,
 * else the first that fits. Writes only what changes; gives how many deals did.
 */
export async function setAims(
  tx: Tx,
  workspace: WorkspaceId,
  which: WhichDeals,
  {
    kind,
    column,
    fitting,
    timeZone,
  }: { kind: AimKind; column: string | null; fitting: readonly Fitting[]; timeZone: string },
): Promise<number> {
  const asked = fitting.flatMap(({ rule }) => rule.flatMap((each) => (each.of === "column" ? each.column : [])));
  const { reads, from } = columnsRead([...new Set([...(column === null ? [] : [column]), ...asked])]);
  const cases = fitting.map((aim) => sql`when ${isFitting(aim, timeZone, reads)} then ${aim.id}::uuid`);
  const first = cases.length === 0 ? sql`null::uuid` : sql`case ${sql.join(cases, sql` `)} end`;
  // A column says the name of one that is kept, or it says nothing.
  const named =
    column === null
      ? sql`(select null::uuid as id) n on true`
      : sql`aims n on n.workspace_id = d.workspace_id and n.kind = ${kind} and n.archived_at is null
          and lower(n.name) = ${reads(column)}`;
  const { rows } = await sql<{ changed: number }>`
    with told as materialized (
      select d.id as deal_id, coalesce(n.id, ${first}) as aim_id, case when n.id is not null then 'column' else 'rule' end as told_by
      from deals d
      left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
      ${from}
      left join ${named}
      where d.workspace_id = ${workspace} and ${among(which, sql`d.id`)}
    ),
    gone as (
      delete from deal_aims x using told t
      where x.workspace_id = ${workspace} and x.kind = ${kind} and x.told_by <> 'hand' and t.deal_id = x.deal_id
        and t.aim_id is null
      returning 1
    ),
    came as (
      insert into deal_aims (workspace_id, deal_id, kind, aim_id, told_by)
      select ${workspace}::uuid, t.deal_id, ${kind}, t.aim_id, t.told_by
      from told t
      left join deal_aims x on x.workspace_id = ${workspace} and x.kind = ${kind} and x.deal_id = t.deal_id
      where t.aim_id is not null and (
        x.deal_id is null or (x.told_by <> 'hand' and (x.aim_id, x.told_by) is distinct from (t.aim_id, t.told_by)))
      on conflict (workspace_id, deal_id, kind) do update set aim_id = excluded.aim_id, told_by = excluded.told_by
      where deal_aims.told_by <> 'hand'
      returning 1
    )
    select (select count(*) from gone) + (select count(*) from came) as changed`.execute(tx);
  return rows[0]?.changed ?? 0;
}

type OnDeal = Omit<AimOnDeal, "aim" | "saidAt"> & {
  kind: AimKind;
  id: string | null;
  name: string | null;
  saidAt: Date | null;
};

/** What is known of one deal, by kind. */
export async function listAimsOnDeal(db: Db, workspace: WorkspaceId, dealId: string): Promise<OnDeal[]> {
  const { rows } = await sql<OnDeal>`
    select x.kind, a.id, a.name, x.told_by as "toldBy", m.name as "saidByName", x.said_at as "saidAt"
    from deal_aims x
    left join aims a on a.workspace_id = x.workspace_id and a.id = x.aim_id
    left join members m on m.workspace_id = x.workspace_id and m.id = x.said_by
    where x.workspace_id = ${workspace} and x.deal_id = ${dealId}`.execute(db);
  return rows;
}

/** Of a deal `d`: what a column says of its message, else what its campaign says. */
export const messageOf = (column: string | null): RawBuilder<string | null> => sql`coalesce(
  ${column === null ? sql`null` : sql`nullif(btrim(d.attributes ->> ${column}), '')`}, (
    select nullif(a.message, '') from deal_aims x join aims a on a.workspace_id = x.workspace_id and a.id = x.aim_id
    where x.workspace_id = d.workspace_id and x.deal_id = d.id and x.kind = 'campaign'))`;

export async function findMessage(
  db: Db,
  workspace: WorkspaceId,
  dealId: string,
  column: string | null,
): Promise<string | null> {
  const { rows } = await sql<{ message: string | null }>`
    select ${messageOf(column)} as message from deals d
    where d.workspace_id = ${workspace} and d.id = ${dealId}`.execute(db);
  return rows[0]?.message ?? null;
}

type Said = { dealId: string; kind: AimKind; aimId: string | null; memberId: string; at: Date };

/** Somebody's own word; a null id says that it is none. Said again, it keeps who said it first. */
export async function upsertSaid(tx: Tx, workspace: WorkspaceId, { dealId, kind, aimId, memberId, at }: Said) {
  await sql`
    insert into deal_aims (workspace_id, deal_id, kind, aim_id, told_by, said_by, said_at)
    values (${workspace}, ${dealId}, ${kind}, ${aimId}, 'hand', ${memberId}, ${at})
    on conflict (workspace_id, deal_id, kind) do update
    set aim_id = excluded.aim_id, told_by = 'hand', said_by = excluded.said_by, said_at = excluded.said_at
    where deal_aims.told_by <> 'hand' or deal_aims.aim_id is distinct from excluded.aim_id`.execute(tx);
}

export async function deleteSaid(tx: Tx, workspace: WorkspaceId, dealId: string, kind: AimKind): Promise<void> {
  await sql`
    delete from deal_aims
    where workspace_id = ${workspace} and deal_id = ${dealId} and kind = ${kind} and told_by = 'hand'`.execute(tx);
}
