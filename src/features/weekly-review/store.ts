import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { Day } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import type { VisibleOwners } from "../deals/access.ts";
import type { LossKind } from "../deals/contract.ts";
import type { DebriefReader } from "../deals/debrief-sharing/access.ts";
import { isShared } from "../deals/debrief-sharing/store.ts";
import { ownedByVisible } from "../deals/store.ts";
import type { Stretch } from "../insights/kpis/rules.ts";
import { closedIn } from "../insights/kpis/store.ts";
import type { NamedReason } from "./contract.ts";

/** Whose deals, and what of their debriefs. */
export type Reading = { workspace: WorkspaceId; visible: VisibleOwners; reader: DebriefReader; currency: string };

const within = ({ from, until }: Stretch, column: string) => {
  const at = sql.ref(column);
  return sql`(${at} >= ${new Date(from)} and ${at} < ${new Date(until)})`;
};

/** The debrief `b` of the close that a lost deal `d` stands by. */
const itsDebrief = sql`b.workspace_id = d.workspace_id and b.deal_id = d.id and b.state = 'recorded'
  and b.closed_at = date_trunc('milliseconds', coalesce(d.closed_at, d.recorded_at))`;

export type WeekLoss = {
  dealId: string;
  name: string;
  amountCents: number | null;
  currency: string | null;
  lossKind: LossKind | null;
  competitor: string | null;
  debriefed: boolean;
  shared: boolean;
  cleanLoss: boolean;
  reason: string | null;
  missedStep: string | null;
};

/** The week's largest losses, with what their debriefs share; and how many losses and debriefs there are in all. */
export async function listWeekLosses(
  db: Db,
  { workspace, visible, reader, currency }: Reading,
  week: Stretch,
  limit: number,
): Promise<{ count: number; debriefed: number; rows: WeekLoss[] }> {
  const { rows } = await sql<WeekLoss & { count: number; debriefs: number }>`
    with losses as (
      select d.id, d.name, d.amount_cents, d.currency, d.loss_kind, nullif(d.competitor, '') as competitor,
        b.id as debrief_id, b.id is not null and ${isShared(reader, "reasons")} as shared, coalesce(b.clean_loss, false) as clean_loss,
        count(*) over () as losses, count(b.id) over () as debriefs
      from deals d left join debriefs b on ${itsDebrief}
      where d.workspace_id = ${workspace} and d.status = 'lost' and ${ownedByVisible(visible)} and ${closedIn(week)}
      order by case when d.currency = ${currency} then d.amount_cents end desc nulls last, d.newest_at desc, d.id
      limit ${limit}
    )
    select l.id as "dealId", l.name, l.amount_cents as "amountCents", l.currency, l.loss_kind as "lossKind",
      l.competitor, l.debrief_id is not null as debriefed, l.shared, l.shared and l.clean_loss as "cleanLoss",
      case when l.shared then (select r.name from debrief_reasons n
        join reasons r on r.workspace_id = n.workspace_id and r.id = n.reason_id
        where n.workspace_id = ${workspace} and n.debrief_id = l.debrief_id order by n.position limit 1) end as reason,
      case when l.shared then (select s.name from debrief_steps n
        join sales_steps s on s.workspace_id = n.workspace_id and s.id = n.step_id
        where n.workspace_id = ${workspace} and n.debrief_id = l.debrief_id order by n.position limit 1) end as "missedStep",
      l.losses as count, l.debriefs
    from losses l`.execute(db);
  return {
    count: rows[0]?.count ?? 0,
    debriefed: rows[0]?.debriefs ?? 0,
    rows: rows.map(({ count: _, debriefs: __, ...row }) => row),
  };
}

/**
 * Reasons that debriefs of the week's losses name, as far as this person may read them, and how often the weeks before. Losses
 * that are left out of the analysis are left out here.
 */
export async function listWeekReasons(
  db: Db,
  { workspace, visible, reader }: Reading,
  { week, before }: { week: Stretch; before: Stretch },
  limit: number,
): Promise<NamedReason[]> {
  const isNow = sql`d.newest_at >= ${new Date(week.from)}`;
  const { rows } = await sql<NamedReason>`
    select r.id as "reasonId", r.name, r.control, r.role_question as "roleQuestion", r.lever, r.flag_id as "flagId",
      f.name as "flagName", coalesce(f.costly, false) as "isWatched", count(*) filter (where ${isNow}) as "inWeek", count(*) filter (where not ${isNow}) as before
    from deals d
    join debriefs b on ${itsDebrief}
    join debrief_reasons n on n.workspace_id = b.workspace_id and n.debrief_id = b.id
    join reasons r on r.workspace_id = n.workspace_id and r.id = n.reason_id
    left join red_flags f on f.workspace_id = r.workspace_id and f.id = r.flag_id
    where d.workspace_id = ${workspace} and d.status = 'lost' and ${ownedByVisible(visible)}
      and ${closedIn({ from: before.from, until: week.until })} and ${isShared(reader, "reasons")}
      and not exists (select from loss_exclusions x
        where x.workspace_id = d.workspace_id and x.deal_id = d.id and x.left_out_of = 'analysis')
    group by r.id, r.name, r.control, r.role_question, r.lever, r.flag_id, f.name, f.costly
    having count(*) filter (where ${isNow}) > 0
    order by "inWeek" desc, before desc, r.name, r.id limit ${limit}`.execute(db);
  return rows;
}

/** The week's largest wins. */
export async function listWeekWins(
  db: Db,
  { workspace, visible, currency }: Reading,
  week: Stretch,
  limit: number,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select d.id, d.name from deals d
    where d.workspace_id = ${workspace} and d.status = 'won' and ${ownedByVisible(visible)} and ${closedIn(week)}
    order by case when d.currency = ${currency} then d.amount_cents end desc nulls last, d.newest_at desc, d.id
    limit ${limit}`.execute(db);
  return rows;
}

export type WeekPromises = { made: number; repaired: number; kept: number; open: number; late: number };

/** Promises of the people whose debriefs this person reads, and repairs on deals they see. */
export async function countPromises(
  db: Db,
  { workspace, visible }: Reading,
  week: Stretch,
  { today, readOf }: { today: Day; readOf: VisibleOwners },
): Promise<WeekPromises> {
  const made = readOf === "all" ? sql`true` : sql`c.member_id = any(${readOf.owners}::uuid[])`;
  const isDone = sql`(t.state = 'done' and ${within(week, "t.finished_at")})`;
  const { rows } = await sql<WeekPromises>`
    select count(*) filter (where ${isDone}) as repaired,
      count(*) filter (where ${isDone} and t.commitment_id is not null) as kept,
      count(*) filter (where t.state = 'open') as open,
      count(*) filter (where t.state = 'open' and t.due_on < ${today}::date) as late,
      (select count(*) from commitments c
        where c.workspace_id = ${workspace} and ${within(week, "c.made_at")} and ${made}) as made
    from repair_tasks t join deals d on d.workspace_id = t.workspace_id and d.id = t.deal_id
    where t.workspace_id = ${workspace} and ${ownedByVisible(visible)}
      and (t.state = 'open' or ${isDone})`.execute(db);
  return rows[0] ?? { made: 0, repaired: 0, kept: 0, open: 0, late: 0 };
}

export type FlagUp = {
  flagId: string;
  deals: number;
  amountCents: number | null;
  rows: { id: string; name: string }[];
};

/** Open deals that are not resting on which each of these flags is up, with the largest of them by name. */
export async function listFlagsUp(
  db: Db,
  { workspace, visible, currency }: Reading,
  flagIds: readonly string[],
  { today, named }: { today: Day; named: number },
): Promise<FlagUp[]> {
  if (flagIds.length === 0) return [];
  const { rows } = await sql<Omit<FlagUp, "rows"> & { ids: string[]; names: string[] }>`
    select u.flag_id as "flagId", count(*) as deals,
      -- What is more than can be counted to the cent stands at the most that can.
      least(sum(u.cents), ${Number.MAX_SAFE_INTEGER})::bigint as "amountCents",
      (array_agg(u.id order by u.cents desc nulls last, u.id))[1:${named}::integer] as ids,
      (array_agg(u.name order by u.cents desc nulls last, u.id))[1:${named}::integer] as names
    from (
      select f.flag_id, d.id, d.name, case when d.currency = ${currency} then d.amount_cents end as cents
      from flag_readings f join deals d on d.workspace_id = f.workspace_id and d.id = f.deal_id
      where f.workspace_id = ${workspace} and f.flag_id = any(${[...flagIds]}::uuid[]) and f.kind = 'up'
        and d.status = 'open' and ${ownedByVisible(visible)}
        and not exists (select from snoozes s where s.workspace_id = d.workspace_id and s.deal_id = d.id
          and s.ended_at is null and s.until_on > ${today}::date)
    ) u
    group by u.flag_id`.execute(db);
  return rows.map(({ ids, names, ...row }) => ({
    ...row,
    rows: ids.map((id, place) => ({ id, name: names[place] ?? "" })),
  }));
}

export type Heard = { heard: number; again: number; quote: string | null; quotedBy: string | null };

/**
 * Customers who answered in the week, about losses that are not left out of the analysis; and the last sentence that may be
 * repeated, with its account's name where they agreed to that.
 */
export async function findHeard(
  db: Db,
  { workspace, visible }: Reading,
  week: Stretch,
  { unnamedToo }: { unnamedToo: boolean },
): Promise<Heard> {
  const { rows } = await sql<Heard>`
    with heard as (
      select c.post_mortem_id, c.win_again, c.given_at, c.id,
        case when c.quote_consent = 'named' or (c.quote_consent = 'unnamed' and ${unnamedToo}::boolean)
          then nullif(c.quote, '') end as quote,
        case when c.quote_consent = 'named' then
          coalesce((select a.name from accounts a where a.workspace_id = d.workspace_id and a.id = d.account_id), d.name)
        end as by
      from customer_answers c
      join post_mortems p on p.workspace_id = c.workspace_id and p.id = c.post_mortem_id
      join deals d on d.workspace_id = p.workspace_id and d.id = p.deal_id
      where c.workspace_id = ${workspace} and ${within(week, "c.given_at")} and ${ownedByVisible(visible)}
        and not exists (select from loss_exclusions e
          where e.workspace_id = p.workspace_id and e.deal_id = p.deal_id and e.left_out_of = 'analysis')
    )
    select count(distinct post_mortem_id) as heard,
      count(distinct post_mortem_id) filter (where win_again in ('yes', 'maybe')) as again,
      (array_agg(quote order by given_at desc, id) filter (where quote is not null))[1] as quote,
      (array_agg(by order by given_at desc, id) filter (where quote is not null))[1] as "quotedBy"
    from heard`.execute(db);
  return rows[0] ?? { heard: 0, again: 0, quote: null, quotedBy: null };
}
