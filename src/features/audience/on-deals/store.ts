import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import { addDays, startOfDay } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { segmentOf } from "../../post-mortems/segments/store.ts";
import type { AimCondition, AimFits, AimKind } from "../aims/contract.ts";
import type { AimOnDeal } from "./contract.ts";

/** A deal `d` of which this is true may be taken for a persona's or a campaign's. */
export function isFitting({ source, startsOn, endsOn, rule }: AimFits, timeZone: string): RawBuilder<SqlBool> {
  const asked = [
    source !== null && sql`lower(btrim(d.lead_source)) = lower(${source})`,
    startsOn !== null && sql`d.created_at >= ${new Date(startOfDay(startsOn, timeZone))}`,
    endsOn !== null && sql`d.created_at < ${new Date(startOfDay(addDays(endsOn, 1), timeZone))}`,
    ...rule.map(holds),
  ].filter((one) => one !== false);
  return sql<SqlBool>`(${sql.join([sql`true`, ...asked], sql` and `)})`;
}

const lowered = (values: readonly string[]): string[] => values.map((value) => value.toLowerCase());

function holds(condition: AimCondition): RawBuilder<SqlBool> {
  switch (condition.of) {
    case "column":
      return sql`lower(${segmentOf(condition.column)}) = any(${lowered(condition.values)}::text[])`;
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

/** Just these, or all. */
export type WhichDeals = readonly string[] | undefined;

const among = (which: WhichDeals, dealId: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  which === undefined ? sql`true` : sql`${dealId} = any(${which}::uuid[])`;

/** Two that set many deals at once would wait for each other's. */
export async function lockSetting(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`set aims ${workspace}`}, 0))`.execute(tx);
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
  { kind, column, fitting, timeZone }: { kind: AimKind; column: string | null; fitting: readonly Fitting[]; timeZone: string }, // biome-ignore format: one line
): Promise<number> {
  const named =
    column === null
      ? sql`null::uuid`
      : sql`(select a.id from aims a where a.workspace_id = d.workspace_id and a.kind = ${kind} and a.archived_at is null
          and lower(a.name) = lower(${segmentOf(column)}))`;
  const cases = fitting.map((aim) => sql`when ${isFitting(aim, timeZone)} then ${aim.id}::uuid`);
  const first = cases.length === 0 ? sql`null::uuid` : sql`case ${sql.join(cases, sql` `)} end`;
  const { rows } = await sql<{ changed: number }>`
    with told as materialized (
      select t.deal_id, coalesce(t.named, t.first) as aim_id,
        case when t.named is not null then 'column' else 'rule' end as told_by
      from (
        select d.id as deal_id, ${named} as named, ${first} as first
        from deals d where d.workspace_id = ${workspace} and ${among(which, sql`d.id`)}
      ) t where t.named is not null or t.first is not null
    ),
    gone as (
      delete from deal_aims x
      where x.workspace_id = ${workspace} and x.kind = ${kind} and x.told_by <> 'hand' and ${among(which, sql`x.deal_id`)}
        and not exists (select from told t where t.deal_id = x.deal_id)
      returning 1
    ),
    came as (
      insert into deal_aims (workspace_id, deal_id, kind, aim_id, told_by)
      select ${workspace}::uuid, t.deal_id, ${kind}, t.aim_id, t.told_by from told t
      on conflict (workspace_id, deal_id, kind) do update set aim_id = excluded.aim_id, told_by = excluded.told_by
      where deal_aims.told_by <> 'hand'
        and (deal_aims.aim_id, deal_aims.told_by) is distinct from (excluded.aim_id, excluded.told_by)
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
