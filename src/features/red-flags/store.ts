import { sql } from "kysely";
import type { Db, Tx } from "../../platform/database/database.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { type RedFlagShape, type Thresholds, thresholds } from "./contract.ts";

/** Every flag of the team in its order, archived ones included. */
export async function listFlagsOf(db: Db, workspace: WorkspaceId): Promise<RedFlagShape[]> {
  const rows = await db
    .selectFrom("red_flags")
    .select(["id", "key", "name", "thresholds", "step_id", "costly", "archived_at"])
    .where("workspace_id", "=", workspace)
    .orderBy("position")
    .orderBy("name")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    name: row.name,
    thresholds: thresholds.parse(row.thresholds),
    stepId: row.step_id,
    costly: row.costly,
    archived: row.archived_at !== null,
  }));
}

export type FlagSeed = {
  key: string;
  name: string;
  thresholds: Thresholds;
  stepId: string | null;
  costly: boolean;
  /** Put away until the team says what it looks for. */
  archived?: true;
};

/** Adds the flags whose keys are not here yet and says which; the others stay as the team set them. */
export async function insertFlagSeeds(tx: Tx, workspace: WorkspaceId, seeds: readonly FlagSeed[]): Promise<string[]> {
  const last = await lastPosition(tx, workspace);
  const inserted = await tx
    .insertInto("red_flags")
    .values(
      seeds.map((seed, place) => ({
        workspace_id: workspace,
        key: seed.key,
        kind: seed.thresholds.kind,
        name: seed.name,
        thresholds: JSON.stringify(seed.thresholds),
        step_id: seed.stepId,
        costly: seed.costly,
        position: last + place + 1,
        archived_at: seed.archived ? sql<Date>`now()` : null,
      })),
    )
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing())
    .returning("key")
    .execute();
  return inserted.flatMap(({ key }) => key ?? []);
}

async function lastPosition(db: Db, workspace: WorkspaceId): Promise<number> {
  const row = await db
    .selectFrom("red_flags")
    .select((flag) => flag.fn.max("position").as("last"))
    .where("workspace_id", "=", workspace)
    .executeTakeFirst();
  return row?.last ?? 0;
}

export async function upsertFlag(
  tx: Tx,
  workspace: WorkspaceId,
  flag: Omit<RedFlagShape, "key">,
  now: Date,
): Promise<void> {
  const values = {
    kind: flag.thresholds.kind,
    name: flag.name,
    thresholds: JSON.stringify(flag.thresholds),
    step_id: flag.stepId,
    costly: flag.costly,
  };
  const position = (await lastPosition(tx, workspace)) + 1;
  await tx
    .insertInto("red_flags")
    .values({ workspace_id: workspace, id: flag.id, position, archived_at: flag.archived ? now : null, ...values })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "id"]).doUpdateSet({
        ...values,
        archived_at: flag.archived ? sql`coalesce(red_flags.archived_at, ${now})` : null,
      }),
    )
    .execute();
}

/** Workspaces whose readings were last checked on this day, or never (null). */
export async function listDaysRead(db: Db): Promise<{ workspace: string; timeZone: string; readOn: string | null }[]> {
  return db
    .selectFrom("workspaces as w")
    .select((row) => [
      "w.workspace_id as workspace",
      "w.time_zone as timeZone",
      row
        .selectFrom("stage_norms as n")
        .select((norm) => norm.fn.max("n.known_on").as("known_on"))
        .whereRef("n.workspace_id", "=", "w.workspace_id")
        .as("readOn"),
    ])
    .execute();
}
