import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { mintWorkspaceId, type WorkspaceId } from "../../../platform/session.ts";
import type { BlockAims, EffortKind, EffortResult } from "./contract.ts";
import type { LoggedEffort } from "./counting/rules.ts";
import type { Block } from "./rules.ts";

export type StoredBlock = Block & {
  id: string;
  dealId: string | null;
  dealName: string | null;
  note: string;
  edition: number;
};

/** Held to the end of the transaction: one person's blocks are booked and moved one after the other, so that none overlap. */
export async function lockBlocksOf(tx: Tx, workspace: WorkspaceId, memberId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`blocks ${workspace} ${memberId}`}, 0))`.execute(tx);
}

/** A block is only ever found by its owner. */
export async function findBlock(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  id: string,
): Promise<StoredBlock | undefined> {
  const row = await blocksOf(db, workspace, memberId).where("b.id", "=", id).executeTakeFirst();
  return row && storedBlock(row);
}

export type BlockPlace = { startsAt: Instant; id: string };

/** The latest first. */
export async function listBlocks(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  { after, limit }: { after: BlockPlace | null; limit: number },
): Promise<StoredBlock[]> {
  let page = blocksOf(db, workspace, memberId).orderBy("b.starts_at", "desc").orderBy("b.id", "desc").limit(limit);
  if (after)
    page = page.where(
      sql<boolean>`(b.starts_at, b.id) < (${new Date(after.startsAt)}::timestamptz(3), ${after.id}::uuid)`,
    );
  return (await page.execute()).map(storedBlock);
}

/** Every block of a person that touches this time, dropped ones too: a calendar that showed one must hear of it. Oldest first. */
export async function listBlocksBetween(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  { from, until }: { from: Instant; until: Instant },
): Promise<StoredBlock[]> {
  const rows = await blocksOf(db, workspace, memberId)
    .where("b.starts_at", "<", new Date(until))
    .where("b.ends_at", ">", new Date(from))
    .orderBy("b.starts_at")
    .orderBy("b.id")
    .execute();
  return rows.map(storedBlock);
}

export type StartingBlock = {
  workspace: WorkspaceId;
  memberId: string;
  id: string;
  startsAt: Instant;
  endsAt: Instant;
  aims: BlockAims;
  dealName: string | null;
  edition: number;
};

/** Blocks of everybody that begin in this time and have neither begun nor been dropped, soonest first: for reminders. */
export async function listBlocksStarting(
  db: Db,
  { from, until, limit }: { from: Instant; until: Instant; limit: number },
): Promise<StartingBlock[]> {
  const rows = await db
    .selectFrom("filling_blocks as b")
    .leftJoin("deals as d", (join) =>
      join.onRef("d.workspace_id", "=", "b.workspace_id").onRef("d.id", "=", "b.deal_id"),
    )
    .select([...blockColumns, "b.workspace_id", "b.member_id", "d.name as dealName"])
    .where("b.starts_at", ">=", new Date(from))
    .where("b.starts_at", "<", new Date(until))
    .where("b.began_at", "is", null)
    .where("b.dropped_at", "is", null)
    .orderBy("b.starts_at")
    .orderBy("b.id")
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const { id, startsAt, endsAt, aims, dealName, edition } = storedBlock(row);
    const whose = { workspace: mintWorkspaceId(row.workspace_id), memberId: row.member_id };
    return { ...whose, id, startsAt, endsAt, aims, dealName, edition };
  });
}

/** Adds a block; false when one with this id is there already. */
export async function insertBlock(
  tx: Tx,
  workspace: WorkspaceId,
  memberId: string,
  block: Pick<StoredBlock, "id" | "dealId" | "startsAt" | "endsAt" | "beganAt" | "aims"> & { bookedAt: Instant },
): Promise<boolean> {
  const inserted = await tx
    .insertInto("filling_blocks")
    .values({
      workspace_id: workspace,
      id: block.id,
      member_id: memberId,
      deal_id: block.dealId,
      starts_at: new Date(block.startsAt),
      ends_at: new Date(block.endsAt),
      referrals_aim: block.aims.referrals,
      calls_aim: block.aims.calls,
      networking_aim: block.aims.networking,
      booked_at: new Date(block.bookedAt),
      began_at: block.beganAt === null ? null : new Date(block.beganAt),
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

export type BlockChange = Partial<
  Pick<StoredBlock, "startsAt" | "endsAt" | "beganAt" | "finishedAt" | "droppedAt" | "note">
>;

/** Each change is a newer edition of the block. */
export async function updateBlock(
  tx: Tx,
  workspace: WorkspaceId,
  memberId: string,
  id: string,
  change: BlockChange,
): Promise<void> {
  const at = (instant: Instant | null | undefined) =>
    instant === undefined || instant === null ? instant : new Date(instant);
  const { startsAt, endsAt } = change;
  await tx
    .updateTable("filling_blocks")
    .set({
      ...(startsAt === undefined ? {} : { starts_at: new Date(startsAt) }),
      ...(endsAt === undefined ? {} : { ends_at: new Date(endsAt) }),
      began_at: at(change.beganAt),
      finished_at: at(change.finishedAt),
      dropped_at: at(change.droppedAt),
      note: change.note,
      edition: sql`edition + 1`,
    })
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("id", "=", id)
    .execute();
}

/** Adds an effort; false when one with this id is in the block already. */
export async function insertEffort(
  tx: Tx,
  workspace: WorkspaceId,
  blockId: string,
  { id, kind, who, result, madeAt }: LoggedEffort,
): Promise<boolean> {
  const inserted = await tx
    .insertInto("block_efforts")
    .values({ workspace_id: workspace, block_id: blockId, id, kind, who, result, made_at: new Date(madeAt) })
    .onConflict((conflict) => conflict.columns(["workspace_id", "block_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

export async function deleteEffort(tx: Tx, workspace: WorkspaceId, blockId: string, id: string): Promise<boolean> {
  const deleted = await tx
    .deleteFrom("block_efforts")
    .where("workspace_id", "=", workspace)
    .where("block_id", "=", blockId)
    .where("id", "=", id)
    .executeTakeFirst();
  return deleted.numDeletedRows === 1n;
}

export async function listEfforts(
  db: Db,
  workspace: WorkspaceId,
  blockIds: readonly string[],
): Promise<Map<string, LoggedEffort[]>> {
  const rows =
    blockIds.length === 0
      ? []
      : await db
          .selectFrom("block_efforts")
          .select((column) => [
            "block_id as blockId",
            "id",
            column.ref("kind").$castTo<EffortKind>().as("kind"),
            "who",
            column.ref("result").$castTo<EffortResult>().as("result"),
            "made_at as madeAt",
          ])
          .where("workspace_id", "=", workspace)
          .where("block_id", "in", [...blockIds])
          .orderBy("made_at")
          .orderBy("id")
          .execute();
  const ofBlock = new Map<string, LoggedEffort[]>(blockIds.map((id) => [id, []]));
  for (const { blockId, madeAt, ...effort } of rows)
    ofBlock.get(blockId)?.push({ ...effort, madeAt: madeAt.getTime() });
  return ofBlock;
}

/** Until when a breather of theirs lasts, if they are having one. */
export async function findBreatherEnd(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  now: Instant,
): Promise<Instant | undefined> {
  const row = await db
    .selectFrom("breathers")
    .select("back_at")
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("ended_at", "is", null)
    .where("back_at", ">", new Date(now))
    .executeTakeFirst();
  return row?.back_at.getTime();
}

/** Takes out everybody's blocks: what is left of a team that is cleared away. */
export async function deleteBlocks(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await tx.deleteFrom("filling_blocks").where("workspace_id", "=", workspace).execute();
}

const blockColumns = [
  "b.id",
  "b.deal_id",
  "b.starts_at",
  "b.ends_at",
  "b.referrals_aim",
  "b.calls_aim",
  "b.networking_aim",
  "b.began_at",
  "b.finished_at",
  "b.dropped_at",
  "b.note",
  "b.edition",
] as const;

function blocksOf(db: Db, workspace: WorkspaceId, memberId: string) {
  return db
    .selectFrom("filling_blocks as b")
    .leftJoin("deals as d", (join) =>
      join.onRef("d.workspace_id", "=", "b.workspace_id").onRef("d.id", "=", "b.deal_id"),
    )
    .select([...blockColumns, "d.name as dealName"])
    .where("b.workspace_id", "=", workspace)
    .where("b.member_id", "=", memberId);
}

type BlockRow = {
  id: string;
  deal_id: string | null;
  dealName: string | null;
  starts_at: Date;
  ends_at: Date;
  referrals_aim: number;
  calls_aim: number;
  networking_aim: number;
  began_at: Date | null;
  finished_at: Date | null;
  dropped_at: Date | null;
  note: string;
  edition: number;
};

function storedBlock(row: BlockRow): StoredBlock {
  return {
    id: row.id,
    dealId: row.deal_id,
    dealName: row.dealName,
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at.getTime(),
    aims: { referrals: row.referrals_aim, calls: row.calls_aim, networking: row.networking_aim },
    beganAt: row.began_at?.getTime() ?? null,
    finishedAt: row.finished_at?.getTime() ?? null,
    droppedAt: row.dropped_at?.getTime() ?? null,
    note: row.note,
    edition: row.edition,
  };
}
