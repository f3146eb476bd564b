import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { Session, WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import type { DealRow } from "../../deals/contract.ts";
import { ownedByVisible } from "../../deals/store.ts";
import { answersToday, takesOverQuestions } from "./access.ts";
import {
  type PacketAnswer,
  type PacketEntryKind,
  type PacketState,
  packetAnswer,
  packetEntryKind,
  packetState,
} from "./contract.ts";
import type { MadeEvidence } from "./evidence/rules.ts";
import type { PacketStanding } from "./rules.ts";

export type StoredPacket = PacketStanding & {
  id: string;
  question: string;
  askedByName: string | null;
  askedAt: Date;
  answeredById: string | null;
  answeredByName: string | null;
  answeredAt: Date | null;
  version: number;
  about: string;
};

type Found = Omit<StoredPacket, "state" | "answer"> & { state: string; answer: string | null };

const packetColumns = sql`
  p.id, p.question, p.state, p.answer, p.due_on as "dueOn", p.asked_by as "askedById", a.name as "askedByName",
  (a.id is null or a.deactivated_at is not null) as "isAskerGone", p.asked_at as "askedAt",
  p.answered_by as "answeredById", w.name as "answeredByName", p.answered_at as "answeredAt",
  p.noted_at is not null as "isNoted", p.version,
  (select e.title from packet_evidence e where e.workspace_id = p.workspace_id and e.packet_id = p.id
    order by e.position limit 1) as about`;
const packetTables = sql`packets p
  left join members a on a.workspace_id = p.workspace_id and a.id = p.asked_by
  left join members w on w.workspace_id = p.workspace_id and w.id = p.answered_by`;

const storedOf = (row: Found): StoredPacket => ({
  ...row,
  state: packetState.parse(row.state),
  answer: packetAnswer.nullable().parse(row.answer),
});

export async function findPacket(db: Db, workspace: WorkspaceId, id: string): Promise<StoredPacket | undefined> {
  const { rows } = await sql<Found>`
    select ${packetColumns} from ${packetTables} where p.workspace_id = ${workspace} and p.id = ${id}`.execute(db);
  return rows[0] && storedOf(rows[0]);
}

/** Held until the transaction ends. */
export async function lockPacket(tx: Tx, workspace: WorkspaceId, id: string): Promise<StoredPacket | undefined> {
  await sql`select from packets where workspace_id = ${workspace} and id = ${id} for update`.execute(tx);
  return findPacket(tx, workspace, id);
}

export type PacketPlace = { askedAt: string; id: string };
type Show = "waiting" | "promised" | "over";

const shown: Record<Show, RawBuilder<SqlBool>> = {
  waiting: sql`p.state = 'waiting'`,
  promised: sql`p.state = 'promised'`,
  over: sql`p.state in ('declined', 'done', 'withdrawn')`,
};

export async function listPackets(
  db: Db,
  workspace: WorkspaceId,
  { show, after, limit }: { show?: Show | undefined; after: PacketPlace | null; limit: number },
): Promise<StoredPacket[]> {
  const { rows } = await sql<Found>`
    select ${packetColumns} from ${packetTables}
    where p.workspace_id = ${workspace} and ${show ? shown[show] : sql`true`}
      and ${after ? sql`(p.asked_at, p.id) < (${after.askedAt}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by p.asked_at desc, p.id desc limit ${limit}`.execute(db);
  return rows.map(storedOf);
}

type Reader = Pick<Session, "workspace" | "memberId" | "role" | "isOwner">;

/** `turnOf` said in SQL: what each packet asks of this reader today, 0 being the most pressing. */
function turnIn(reader: Reader, { today, isMarketingHere }: { today: Day; isMarketingHere: boolean }) {
  const { memberId } = reader;
  const isAsker = sql`(p.asked_by is not distinct from ${memberId}::uuid
    or ${takesOverQuestions(reader)}::boolean and (a.id is null or a.deactivated_at is not null))`;
  const isAnswerer = sql`(${answersToday(reader, isMarketingHere)}::boolean
    and p.asked_by is distinct from ${memberId}::uuid)`;
  return sql<number | null>`case
    when p.state = 'waiting' and ${isAnswerer} then 0
    when p.state = 'waiting' and p.noted_at is not null then case when ${isAsker} then 3 end
    when p.state = 'promised' and p.due_on <= ${today}::date and (${isAsker} or ${isAnswerer}) then 1
    when p.noted_at is null and ${isAsker} then 2 end`;
}

/** Packets that ask something of this reader, the most pressing first, then those that waited longest. */
export async function listPacketsFor(
  db: Db,
  reader: Reader,
  { limit, waitingToo, ...now }: { today: Day; isMarketingHere: boolean; limit: number; waitingToo: boolean },
): Promise<{ count: number; rows: StoredPacket[] }> {
  const { rows } = await sql<Found & { count: number }>`
    select ${packetColumns}, count(*) over () as count from ${packetTables}
    cross join lateral (select ${turnIn(reader, now)} as turn) t
    where p.workspace_id = ${reader.workspace} and (p.state in ('waiting', 'promised') or p.noted_at is null)
      and t.turn is not null and (${waitingToo}::boolean or t.turn <> 3)
    order by t.turn, p.asked_at, p.id limit ${limit}`.execute(db);
  return { count: rows[0]?.count ?? 0, rows: rows.map(({ count: _, ...row }) => storedOf(row)) };
}

/** Whether anybody who does marketing can sign in here. */
export async function isMarketingHere(db: Db, workspace: WorkspaceId): Promise<boolean> {
  const member = await db
    .selectFrom("members")
    .select("id")
    .where("workspace_id", "=", workspace)
    .where("role", "=", "marketing")
    .where("user_id", "is not", null)
    .where("deactivated_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  return member !== undefined;
}

export type NewPacket = { id: string; question: string; askedBy: string; at: Date; evidence: readonly MadeEvidence[] };

/** False where the id is taken. */
export async function insertPacket(
  tx: Tx,
  workspace: WorkspaceId,
  { id, question, askedBy, at, evidence }: NewPacket,
): Promise<boolean> {
  const packet = { workspace_id: workspace, packet_id: id };
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("packets")
    .values({ workspace_id: workspace, id, question, asked_by: askedBy, asked_at: at, noted_at: at })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return false;
  await tx
    .insertInto("packet_evidence")
    .values(
      evidence.map(({ kind, title, words, href }, position) => ({ ...packet, position, kind, title, words, href })),
    )
    .execute();
  const deals = evidence.flatMap(({ deals: listed }, position) => listed.map(dealIn(packet, position)));
  if (deals.length > 0) await tx.insertInto("packet_deals").values(deals).execute();
  await insertEntry(tx, workspace, id, { id, kind: "asked", words: question, dueOn: null, memberId: askedBy, at });
  return true;
}

const dealIn =
  (packet: { workspace_id: string; packet_id: string }, position: number) =>
  ({ id, name, status, amount, closedAt }: DealRow, place: number) => ({
    ...{ ...packet, position, place, deal_id: id, name, status },
    ...{ amount_cents: amount?.amountCents ?? null, currency: amount?.currency ?? null },
    closed_at: closedAt === null ? null : new Date(closedAt),
  });

export type NewEntry = {
  id: string;
  kind: PacketEntryKind;
  words: string;
  dueOn: Day | null;
  memberId: string;
  at: Date;
};

/** At the end of the thread. The packet is held by the caller, so that no two take one place. */
export async function insertEntry(
  tx: Tx,
  workspace: WorkspaceId,
  packetId: string,
  { id, kind, words, dueOn, memberId, at }: NewEntry,
): Promise<void> {
  await tx
    .insertInto("packet_entries")
    .values({
      ...{ workspace_id: workspace, packet_id: packetId, id, kind, words, due_on: dueOn, member_id: memberId, at },
      position: sql<number>`(select count(*) from packet_entries
        where workspace_id = ${workspace} and packet_id = ${packetId})`,
    })
    .execute();
}

export type StoredEntry = Omit<NewEntry, "memberId"> & { memberId: string | null; memberName: string | null };

export async function listEntries(db: Db, workspace: WorkspaceId, packetId: string): Promise<StoredEntry[]> {
  const { rows } = await sql<Omit<StoredEntry, "kind"> & { kind: string }>`
    select e.id, e.kind, e.words, e.due_on as "dueOn", e.member_id as "memberId", m.name as "memberName", e.at
    from packet_entries e left join members m on m.workspace_id = e.workspace_id and m.id = e.member_id
    where e.workspace_id = ${workspace} and e.packet_id = ${packetId}
    order by e.position`.execute(db);
  return rows.map(({ kind, ...row }) => ({ ...row, kind: packetEntryKind.parse(kind) }));
}

export type PacketChange = {
  state: PacketState;
  answer: PacketAnswer | null;
  dueOn: Day | null;
  notedAt: Date | null;
  askedAt?: Date;
  answered?: { by: string; at: Date };
};

export async function updatePacket(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  { state, answer, dueOn, notedAt, askedAt, answered }: PacketChange,
): Promise<void> {
  await tx
    .updateTable("packets")
    .set({
      ...{ state, answer, due_on: dueOn, noted_at: notedAt, version: sql`version + 1` },
      ...(askedAt === undefined ? {} : { asked_at: askedAt }),
      ...(answered === undefined ? {} : { answered_by: answered.by, answered_at: answered.at }),
    })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

/** Null: there is something new for whoever asked. */
export async function updateNoted(tx: Tx, workspace: WorkspaceId, id: string, at: Date | null): Promise<void> {
  await tx
    .updateTable("packets")
    .set({ noted_at: at })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

const storedEvidence = z.object({
  kind: z.enum(["finding", "reason", "figure", "deals", "audience"]),
  title: z.string(),
  words: z.string(),
  href: z.string(),
  deals: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.enum(["open", "won", "lost"]),
      amountCents: z.number().nullable(),
      currency: z.string().nullable(),
      closedAt: z.coerce.date().nullable(),
      isSeen: z.boolean(),
    }),
  ),
});
export type StoredEvidence = z.infer<typeof storedEvidence>;

/** `isSeen`: deals that whoever reads it may see, as they are owned now. */
export async function listEvidence(
  db: Db,
  workspace: WorkspaceId,
  packetId: string,
  visible: VisibleOwners,
): Promise<StoredEvidence[]> {
  const { rows } = await sql<unknown>`
    select e.kind, e.title, e.words, e.href, coalesce((
      select jsonb_agg(jsonb_build_object('id', s.deal_id, 'name', s.name, 'status', s.status,
        'amountCents', s.amount_cents, 'currency', s.currency, 'closedAt', s.closed_at, 'isSeen', ${ownedByVisible(visible)})
        order by s.place)
      from packet_deals s join deals d on d.workspace_id = s.workspace_id and d.id = s.deal_id
      where s.workspace_id = e.workspace_id and s.packet_id = e.packet_id and s.position = e.position), '[]') as deals
    from packet_evidence e
    where e.workspace_id = ${workspace} and e.packet_id = ${packetId} order by e.position`.execute(db);
  return z.array(storedEvidence).parse(rows);
}

/** Takes out all packets: what is left of a team that is cleared away. */
export async function deletePackets(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await tx.deleteFrom("packets").where("workspace_id", "=", workspace).execute();
}

/** How many wait for an answer, since when the oldest does, and how many are promised by a day. */
export async function countGoingOn(
  db: Db,
  workspace: WorkspaceId,
  dueBy: Day,
): Promise<{ waiting: number; oldestAskedAt: Date | null; due: number }> {
  const { rows } = await sql<{ waiting: number; oldestAskedAt: Date | null; due: number }>`
    select count(*) filter (where p.state = 'waiting') as waiting,
      min(p.asked_at) filter (where p.state = 'waiting') as "oldestAskedAt",
      count(*) filter (where p.state = 'promised' and p.due_on <= ${dueBy}::date) as due
    from packets p where p.workspace_id = ${workspace} and p.state in ('waiting', 'promised')`.execute(db);
  return rows[0] ?? { waiting: 0, oldestAskedAt: null, due: 0 };
}
