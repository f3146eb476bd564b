import { sql } from "kysely";
import type { Db, Tx } from "../../platform/database/database.ts";
import type { Day, Instant } from "../../platform/dates.ts";
import type { Session } from "../../platform/session.ts";
import type { VisibleOwners } from "../deals/access.ts";
import { ownedByVisible } from "../deals/store.ts";
import type { CallFacts, Edition, EntryKind, RepairFacts } from "./rules.ts";

type Whose = Pick<Session, "workspace" | "memberId">;
type Days = { from: Day; until: Day };
/** Far more than anybody does; a calendar of more would be read by nobody, least of all its person. */
const mostOfAKind = 10_000;

/** Calls of this person's own deals that are waiting, soonest first, with what the last debrief said of the loss. */
export async function listCallFacts(
  db: Db,
  { workspace, memberId }: Whose,
  { from, until }: Days,
): Promise<(Omit<CallFacts, "closedOn"> & { closedAt: Date | null })[]> {
  const { rows } = await sql<Omit<CallFacts, "closedOn"> & { closedAt: Date | null }>`
    select c.id, c.due_on as "dueOn", c.note, d.id as "dealId", d.name as "dealName", a.name as "accountName",
      d.competitor, d.loss_kind as "lossKind", d.closed_at as "closedAt", coalesce(why.reasons, '{}') as reasons
    from check_ups c
    join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    left join lateral (
      select array_agg(r.name order by s.position, r.name) as reasons
      from (
        select b.id from debriefs b
        where b.workspace_id = d.workspace_id and b.deal_id = d.id and b.state = 'recorded' and b.outcome = 'lost'
        order by b.closed_at desc limit 1
      ) last
      join debrief_reasons s on s.workspace_id = d.workspace_id and s.debrief_id = last.id
      join reasons r on r.workspace_id = s.workspace_id and r.id = s.reason_id
    ) why on true
    where c.workspace_id = ${workspace} and d.owner_id = ${memberId} and c.done_at is null and d.status <> 'won'
      and c.due_on between ${from}::date and ${until}::date
    order by c.due_on, c.id limit ${mostOfAKind}`.execute(db);
  return rows;
}

/** Repairs this person has to do, on deals they see, soonest first. */
export async function listRepairFacts(
  db: Db,
  { workspace, memberId }: Whose,
  visible: VisibleOwners,
  { from, until }: Days,
): Promise<RepairFacts[]> {
  const { rows } = await sql<RepairFacts>`
    select t.id, t.due_on as "dueOn", t.opening_line as "openingLine", r.name as "repairName", f.name as "flagName",
      d.id as "dealId", d.name as "dealName", a.name as "accountName"
    from repair_tasks t
    join deals d on d.workspace_id = t.workspace_id and d.id = t.deal_id
    join red_flags f on f.workspace_id = t.workspace_id and f.id = t.flag_id
    join repairs r on r.workspace_id = t.workspace_id and r.id = t.repair_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where t.workspace_id = ${workspace} and t.owner_id = ${memberId} and t.state = 'open' and ${ownedByVisible(visible)}
      and t.due_on between ${from}::date and ${until}::date
    order by t.due_on, t.id limit ${mostOfAKind}`.execute(db);
  return rows;
}

/** Held to the end of the transaction: two readings at once say one edition. */
export async function lockCalendarOf(tx: Tx, { workspace, memberId }: Whose): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`calendar ${workspace} ${memberId}`}, 0))`.execute(tx);
}

export type Known = Edition & { hash: string };

/** What was last said of each thing, by its kind and id. */
export async function listKnown(db: Db, { workspace, memberId }: Whose): Promise<Map<string, Known>> {
  const rows = await db
    .selectFrom("calendar_entries")
    .select(["kind", "id", "edition", "said_at", sql<string>`encode(content_hash, 'hex')`.as("hash")])
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .execute();
  return new Map(
    rows.map(({ kind, id, edition, said_at, hash }) => [`${kind}-${id}`, { edition, hash, saidAt: said_at.getTime() }]),
  );
}

export async function upsertKnown(
  tx: Tx,
  { workspace, memberId }: Whose,
  entries: readonly (Known & { kind: EntryKind; id: string })[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    insert into calendar_entries (workspace_id, member_id, kind, id, content_hash, edition, said_at)
    select ${workspace}::uuid, ${memberId}::uuid, e.kind, e.id, decode(e.hash, 'hex'), e.edition, to_timestamp(e.ms / 1000)
    from unnest(
      ${entries.map(({ kind }) => kind)}::text[], ${entries.map(({ id }) => id)}::uuid[],
      ${entries.map(({ hash }) => hash)}::text[], ${entries.map(({ edition }) => edition)}::int[],
      ${entries.map(({ saidAt }) => saidAt)}::float8[]
    ) as e (kind, id, hash, edition, ms)
    on conflict (workspace_id, member_id, kind, id) do update
      set content_hash = excluded.content_hash, edition = excluded.edition, said_at = excluded.said_at`.execute(tx);
}

export type FeedState = { hash: string; changedAt: Instant };

/** What the calendar said as a whole when it was last read, and since when. */
export async function findFeedState(db: Db, { workspace, memberId }: Whose): Promise<FeedState | undefined> {
  const row = await db
    .selectFrom("calendar_feeds")
    .select(["changed_at", sql<string>`encode(content_hash, 'hex')`.as("hash")])
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return row && { hash: row.hash, changedAt: row.changed_at.getTime() };
}

export async function putFeedState(
  tx: Tx,
  { workspace, memberId }: Whose,
  { hash, changedAt }: FeedState,
): Promise<void> {
  const values = { content_hash: Buffer.from(hash, "hex"), changed_at: new Date(changedAt) };
  await tx
    .insertInto("calendar_feeds")
    .values({ workspace_id: workspace, member_id: memberId, ...values })
    .onConflict((conflict) => conflict.columns(["workspace_id", "member_id"]).doUpdateSet(values))
    .execute();
}
