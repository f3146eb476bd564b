import { sql } from "kysely";
import type { Db, Tx } from "../../platform/database/database.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { type ReasonShape, reasonShape } from "./contract.ts";

/** The whole catalogue in its order, archived reasons included. */
export async function listReasonsOf(db: Db, workspace: WorkspaceId): Promise<ReasonShape[]> {
  const rows = await db
    .selectFrom("reasons as r")
    .leftJoin("sales_steps as s", (join) =>
      join.onRef("s.workspace_id", "=", "r.workspace_id").onRef("s.id", "=", "r.step_id"),
    )
    .leftJoin("red_flags as f", (join) =>
      join.onRef("f.workspace_id", "=", "r.workspace_id").onRef("f.id", "=", "r.flag_id"),
    )
    .select([
      "r.id",
      "r.key",
      "r.name",
      "r.applies_to as appliesTo",
      "r.role_question as roleQuestion",
      "r.control",
      "r.lever",
      "r.about_product as aboutProduct",
      "r.step_id as stepId",
      "s.name as stepName",
      "r.flag_id as flagId",
      "f.name as flagName",
      sql<unknown>`(
        select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'title', p.title) order by p.adopted_at desc, p.id), '[]')
        from practices p
        where p.workspace_id = r.workspace_id and p.state = 'adopted'
          and (p.reason_id = r.id or p.reason_id is null and p.flag_id = r.flag_id))`.as("practices"),
      sql<boolean>`r.archived_at is not null`.as("archived"),
    ])
    .where("r.workspace_id", "=", workspace)
    .orderBy("r.position")
    .orderBy("r.name")
    .orderBy("r.id")
    .execute();
  return rows.map((row) => reasonShape.parse(row));
}

export type ReasonValues = Pick<
  ReasonShape,
  "name" | "appliesTo" | "roleQuestion" | "control" | "lever" | "aboutProduct" | "stepId" | "flagId"
>;

/** Adds the reasons whose keys are not here yet; the others stay as the team worded them. */
export async function insertReasonSeeds(
  tx: Tx,
  workspace: WorkspaceId,
  seeds: readonly (ReasonValues & { key: string })[],
): Promise<void> {
  const last = await lastPosition(tx, workspace);
  await tx
    .insertInto("reasons")
    .values(
      seeds.map(({ key, ...seed }, place) => ({
        workspace_id: workspace,
        key,
        position: last + place + 1,
        ...columnsOf(seed),
      })),
    )
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing())
    .execute();
}

/** Adds or changes a reason; debriefs that named it keep it. */
export async function upsertReason(
  tx: Tx,
  workspace: WorkspaceId,
  { id, archived, ...values }: ReasonValues & { id: string; archived: boolean },
  now: Date,
): Promise<void> {
  const position = (await lastPosition(tx, workspace)) + 1;
  const columns = columnsOf(values);
  await tx
    .insertInto("reasons")
    .values({ workspace_id: workspace, id, position, archived_at: archived ? now : null, ...columns })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "id"]).doUpdateSet({
        ...columns,
        archived_at: archived ? sql`coalesce(reasons.archived_at, ${now})` : null,
      }),
    )
    .execute();
}

/** Reasons for a loss that name the step and have no flag yet are shown by this one. */
export async function linkFlagToReasons(
  tx: Tx,
  workspace: WorkspaceId,
  { stepId, flagId }: { stepId: string; flagId: string },
): Promise<void> {
  await tx
    .updateTable("reasons")
    .set({ flag_id: flagId })
    .where("workspace_id", "=", workspace)
    .where("step_id", "=", stepId)
    .where("applies_to", "=", "lost")
    .where("flag_id", "is", null)
    .execute();
}

/** A reason still linked as an earlier version left it (null: to no flag) is shown by this flag from now on. */
export async function relinkReason(
  tx: Tx,
  workspace: WorkspaceId,
  { key, flagId, flagBefore }: { key: string; flagId: string; flagBefore: string | null },
): Promise<void> {
  await tx
    .updateTable("reasons")
    .set({ flag_id: flagId })
    .where("workspace_id", "=", workspace)
    .where("key", "=", key)
    .where("flag_id", "is not distinct from", flagBefore)
    .where("archived_at", "is", null)
    .execute();
}

async function lastPosition(db: Db, workspace: WorkspaceId): Promise<number> {
  const row = await db
    .selectFrom("reasons")
    .select((reason) => reason.fn.max("position").as("last"))
    .where("workspace_id", "=", workspace)
    .executeTakeFirst();
  return row?.last ?? 0;
}

function columnsOf(values: ReasonValues) {
  return {
    name: values.name,
    applies_to: values.appliesTo,
    role_question: values.roleQuestion,
    control: values.control,
    lever: values.lever,
    about_product: values.aboutProduct,
    step_id: values.stepId,
    flag_id: values.flagId,
  };
}

export { listRepairsOf } from "./repairs/store.ts";
