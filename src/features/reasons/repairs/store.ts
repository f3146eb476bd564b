import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { RepairShape } from "../contract.ts";

/** Every repair in its order, archived ones included, with the flags it lowers. */
export async function listRepairsOf(db: Db, workspace: WorkspaceId): Promise<RepairShape[]> {
  const rows = await db
    .selectFrom("repairs as r")
    .select([
      "r.id",
      "r.key",
      "r.name",
      "r.opening_line as openingLine",
      "r.due_in_days as dueInDays",
      sql<string[]>`array(
        select l.flag_id::text from flag_repairs l
        where l.workspace_id = r.workspace_id and l.repair_id = r.id
        order by l.position, l.flag_id
      )`.as("flagIds"),
      sql<boolean>`r.archived_at is not null`.as("archived"),
    ])
    .where("r.workspace_id", "=", workspace)
    .orderBy("r.position")
    .orderBy("r.name")
    .orderBy("r.id")
    .execute();
  return rows;
}

export type RepairValues = Pick<RepairShape, "name" | "openingLine" | "dueInDays" | "flagIds">;

/** Adds the repairs whose keys are not here yet, with their flags; the others stay as the team made them. */
export async function insertRepairSeeds(
  tx: Tx,
  workspace: WorkspaceId,
  seeds: readonly (RepairValues & { key: string })[],
): Promise<void> {
  const last = await lastPosition(tx, workspace);
  const inserted = await tx
    .insertInto("repairs")
    .values(
      seeds.map(({ key, name, openingLine, dueInDays }, place) => ({
        workspace_id: workspace,
        key,
        name,
        opening_line: openingLine,
        due_in_days: dueInDays,
        position: last + place + 1,
      })),
    )
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing())
    .returning(["id", "key"])
    .execute();
  for (const { id, key } of inserted) {
    const flagIds = seeds.find((seed) => seed.key === key)?.flagIds ?? [];
    await insertLinks(tx, workspace, id, flagIds);
  }
}

/** Repairs the team has not put away lower these flags too; what else they lower stays. */
export async function linkFlagsToRepairs(
  tx: Tx,
  workspace: WorkspaceId,
  links: readonly { repairKey: string; flagId: string }[],
): Promise<void> {
  for (const { repairKey, flagId } of links) {
    await sql`
      insert into flag_repairs (workspace_id, flag_id, repair_id, position)
      select r.workspace_id, ${flagId}, r.id, coalesce(max(l.position), 0) + 1
      from repairs r
      left join flag_repairs l on l.workspace_id = r.workspace_id and l.repair_id = r.id
      where r.workspace_id = ${workspace} and r.key = ${repairKey} and r.archived_at is null
      group by r.workspace_id, r.id
      on conflict do nothing`.execute(tx);
  }
}

/** Adds or changes a repair and makes it lower exactly these flags; tasks and promises that name it keep it. */
export async function upsertRepair(
  tx: Tx,
  workspace: WorkspaceId,
  { id, name, openingLine, dueInDays, flagIds, archived }: RepairValues & { id: string; archived: boolean },
  now: Date,
): Promise<void> {
  const position = (await lastPosition(tx, workspace)) + 1;
  const columns = { name, opening_line: openingLine, due_in_days: dueInDays };
  await tx
    .insertInto("repairs")
    .values({ workspace_id: workspace, id, position, archived_at: archived ? now : null, ...columns })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "id"]).doUpdateSet({
        ...columns,
        archived_at: archived ? sql`coalesce(repairs.archived_at, ${now})` : null,
      }),
    )
    .execute();
  await tx.deleteFrom("flag_repairs").where("workspace_id", "=", workspace).where("repair_id", "=", id).execute();
  await insertLinks(tx, workspace, id, flagIds);
}

async function insertLinks(tx: Tx, workspace: WorkspaceId, repairId: string, flagIds: readonly string[]) {
  if (flagIds.length === 0) return;
  await tx
    .insertInto("flag_repairs")
    .values(
      [...new Set(flagIds)].map((flagId, place) => ({
        workspace_id: workspace,
        flag_id: flagId,
        repair_id: repairId,
        position: place + 1,
      })),
    )
    .execute();
}

async function lastPosition(db: Db, workspace: WorkspaceId): Promise<number> {
  const row = await db
    .selectFrom("repairs")
    .select((repair) => repair.fn.max("position").as("last"))
    .where("workspace_id", "=", workspace)
    .executeTakeFirst();
  return row?.last ?? 0;
}
