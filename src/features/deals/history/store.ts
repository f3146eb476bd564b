import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { DealStatus, LossKind } from "../contract.ts";
import type { StoredDeal } from "../store.ts";

/** A deal entered a stage. Before its first change, the stage it arrived in is written down too: it was there once. */
export async function insertStageChange(
  tx: Tx,
  workspace: WorkspaceId,
  deal: Pick<StoredDeal, "id" | "stageId" | "recordedAt">,
  change: { stageId: string; enteredAt: Date; knownAt: Date; memberId: string },
): Promise<void> {
  if (deal.recordedAt < change.enteredAt) await insertStageOnArrival(tx, workspace, deal);
  await tx
    .insertInto("stage_changes")
    .values({
      workspace_id: workspace,
      deal_id: deal.id,
      stage_id: change.stageId,
      entered_at: change.enteredAt,
      known_at: change.knownAt,
      member_id: change.memberId,
    })
    // Told twice, it happened once.
    .onConflict((conflict) => conflict.columns(["workspace_id", "deal_id", "entered_at", "stage_id"]).doNothing())
    .execute();
}

async function insertStageOnArrival(
  tx: Tx,
  workspace: WorkspaceId,
  deal: Pick<StoredDeal, "id" | "stageId" | "recordedAt">,
): Promise<void> {
  await sql`
    insert into stage_changes (workspace_id, deal_id, stage_id, entered_at, known_at)
    select workspace_id, ${deal.id}, id, ${deal.recordedAt}, ${deal.recordedAt} from stages
    where workspace_id = ${workspace} and id = ${deal.stageId} and type = 'open' and not exists (
      select from stage_changes where workspace_id = ${workspace} and deal_id = ${deal.id}
        and (stage_id = ${deal.stageId} or entered_at > ${deal.recordedAt}))
    on conflict do nothing`.execute(tx);
}

/** Whether the deal is known to have entered a stage after this instant. */
export async function hasLaterStage(
  db: Db,
  workspace: WorkspaceId,
  deal: Pick<StoredDeal, "id" | "recordedAt">,
  at: Date,
): Promise<boolean> {
  const changes = await db
    .selectFrom("stage_changes")
    .select((change) => [
      change.fn.countAll<number>().as("all"),
      change.fn.countAll<number>().filterWhere("entered_at", ">", at).as("later"),
    ])
    .where("workspace_id", "=", workspace)
    .where("deal_id", "=", deal.id)
    .executeTakeFirstOrThrow();
  // Without a history of stages, all we know is the stage the deal arrived in.
  return changes.all === 0 ? deal.recordedAt > at : changes.later > 0;
}

type Amount = { amountCents: number | null; currency: string | null };

export async function insertAmountChange(
  tx: Tx,
  workspace: WorkspaceId,
  deal: Pick<StoredDeal, "id" | "recordedAt" | "amountCents" | "currency">,
  { amountCents, currency }: Amount,
  now: Date,
): Promise<void> {
  const was = { amount_cents: deal.amountCents, currency: deal.currency };
  await insertChange(tx, workspace, deal, "amount", was, { amount_cents: amountCents, currency }, now);
}

export async function insertCloseDateChange(
  tx: Tx,
  workspace: WorkspaceId,
  deal: Pick<StoredDeal, "id" | "recordedAt" | "expectedCloseOn">,
  { expectedCloseOn, agreed = false }: { expectedCloseOn: Day | null; agreed?: boolean },
  now: Date,
): Promise<void> {
  const was = { expected_close_on: deal.expectedCloseOn };
  await insertChange(tx, workspace, deal, "expected-close", was, { expected_close_on: expectedCloseOn, agreed }, now);
}

type Values = {
  amount_cents?: number | null;
  currency?: string | null;
  expected_close_on?: Day | null;
  agreed?: boolean;
};

/**
 * Writes the new value, and before the first change also the value the deal arrived with: that it was once another is
 * what a change says.
 */
async function insertChange(
  tx: Tx,
  workspace: WorkspaceId,
  deal: Pick<StoredDeal, "id" | "recordedAt">,
  field: "amount" | "expected-close",
  was: Values,
  becomes: Values,
  now: Date,
): Promise<void> {
  const known = await tx
    .selectFrom("deal_changes")
    .select("id")
    .where("workspace_id", "=", workspace)
    .where("deal_id", "=", deal.id)
    .where("field", "=", field)
    .limit(1)
    .executeTakeFirst();
  const row = (values: Values, at: Date) => ({
    workspace_id: workspace,
    deal_id: deal.id,
    field,
    changed_at: at,
    known_at: at,
    ...values,
  });
  const said = Object.values(was).some((value) => value !== null);
  const first = known || !said ? [] : [row(was, deal.recordedAt)];
  for (const values of [...first, row(becomes, now)]) {
    await tx
      .insertInto("deal_changes")
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(["workspace_id", "deal_id", "field", "changed_at"]).doUpdateSet((excluded) => ({
          amount_cents: excluded.ref("excluded.amount_cents"),
          currency: excluded.ref("excluded.currency"),
          expected_close_on: excluded.ref("excluded.expected_close_on"),
          agreed: excluded.ref("excluded.agreed"),
        })),
      )
      .execute();
  }
}

/** How the deal had ended before it was opened again. */
export async function insertEarlierOutcome(
  tx: Tx,
  workspace: WorkspaceId,
  outcome: {
    id: string;
    dealId: string;
    status: DealStatus;
    lossKind: LossKind | null;
    closedAt: Date;
    reopenedAt: Date;
    reopenedBy: string;
  },
): Promise<void> {
  await tx
    .insertInto("earlier_outcomes")
    .values({
      workspace_id: workspace,
      id: outcome.id,
      deal_id: outcome.dealId,
      status: outcome.status,
      loss_kind: outcome.lossKind,
      closed_at: outcome.closedAt,
      reopened_at: outcome.reopenedAt,
      reopened_by: outcome.reopenedBy,
    })
    .execute();
}

/** When the deal was last opened again, if ever. */
export async function findLastReopening(db: Db, workspace: WorkspaceId, dealId: string): Promise<Date | undefined> {
  const last = await db
    .selectFrom("earlier_outcomes")
    .select("reopened_at")
    .where("workspace_id", "=", workspace)
    .where("deal_id", "=", dealId)
    .orderBy("reopened_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.reopened_at;
}

export type StageOfDeal = { id: string; pipelineId: string; type: string };

export async function findStage(db: Db, workspace: WorkspaceId, stageId: string): Promise<StageOfDeal | undefined> {
  return db
    .selectFrom("stages")
    .select(["id", "pipeline_id as pipelineId", "type"])
    .where("workspace_id", "=", workspace)
    .where("id", "=", stageId)
    .executeTakeFirst();
}

/** The pipeline's first stage of a type that is in use. */
export async function findFirstStage(
  db: Db,
  workspace: WorkspaceId,
  pipelineId: string,
  type: DealStatus,
): Promise<StageOfDeal | undefined> {
  return db
    .selectFrom("stages")
    .select(["id", "pipeline_id as pipelineId", "type"])
    .where("workspace_id", "=", workspace)
    .where("pipeline_id", "=", pipelineId)
    .where("type", "=", type)
    .orderBy(sql`archived_at is not null`)
    .orderBy("position")
    .limit(1)
    .executeTakeFirst();
}

/** The open stage of its pipeline that the deal was in last. */
export async function findLastOpenStage(
  db: Db,
  workspace: WorkspaceId,
  deal: Pick<StoredDeal, "id" | "pipelineId">,
): Promise<StageOfDeal | undefined> {
  return db
    .selectFrom("stage_changes as change")
    .innerJoin("stages as stage", (join) =>
      join.onRef("stage.workspace_id", "=", "change.workspace_id").onRef("stage.id", "=", "change.stage_id"),
    )
    .select(["stage.id", "stage.pipeline_id as pipelineId", "stage.type"])
    .where("change.workspace_id", "=", workspace)
    .where("change.deal_id", "=", deal.id)
    .where("stage.pipeline_id", "=", deal.pipelineId)
    .where("stage.type", "=", "open")
    .orderBy("change.entered_at", "desc")
    .orderBy("stage.position", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** False when this rest is there already. */
export async function insertSnooze(
  tx: Tx,
  workspace: WorkspaceId,
  snooze: { id: string; dealId: string; reason: string; startedAt: Date; untilOn: Day; memberId: string },
): Promise<boolean> {
  const inserted = await tx
    .insertInto("snoozes")
    .values({
      workspace_id: workspace,
      id: snooze.id,
      deal_id: snooze.dealId,
      reason: snooze.reason,
      started_at: snooze.startedAt,
      until_on: snooze.untilOn,
      member_id: snooze.memberId,
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Whether this rest is one of this deal. */
export async function hasSnooze(db: Db, workspace: WorkspaceId, dealId: string, id: string): Promise<boolean> {
  const snooze = await db
    .selectFrom("snoozes")
    .select("id")
    .where("workspace_id", "=", workspace)
    .where("deal_id", "=", dealId)
    .where("id", "=", id)
    .executeTakeFirst();
  return snooze !== undefined;
}

/** Ends every rest of a deal that has not run out by today; says whether there was one. */
export async function updateSnoozesEnded(
  tx: Tx,
  workspace: WorkspaceId,
  { dealId, now, today, except }: { dealId: string; now: Date; today: Day; except?: string },
): Promise<boolean> {
  let snoozes = tx
    .updateTable("snoozes")
    .set({ ended_at: now })
    .where("workspace_id", "=", workspace)
    .where("deal_id", "=", dealId)
    .where("ended_at", "is", null)
    .where("until_on", ">", today);
  if (except) snoozes = snoozes.where("id", "<>", except);
  const { numUpdatedRows } = await snoozes.executeTakeFirst();
  return numUpdatedRows > 0n;
}
