import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { ActivityKind, ActivityShape } from "../contract.ts";

export type NewActivity = {
  id: string;
  dealId: string;
  contactId: string | null;
  memberId: string;
  kind: ActivityKind;
  direction: "incoming" | "outgoing" | null;
  answered: boolean | null;
  happenedAt: Date;
  knownAt: Date;
  subject: string;
  body: string;
};

/** False when an activity with this id is there already. */
export async function insertActivity(tx: Tx, workspace: WorkspaceId, activity: NewActivity): Promise<boolean> {
  const inserted = await tx
    .insertInto("activities")
    .values({
      workspace_id: workspace,
      id: activity.id,
      deal_id: activity.dealId,
      contact_id: activity.contactId,
      member_id: activity.memberId,
      kind: activity.kind,
      direction: activity.direction,
      answered: activity.answered,
      happened_at: activity.happenedAt,
      known_at: activity.knownAt,
      subject: activity.subject,
      body: activity.body,
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

export async function findActivity(
  db: Db,
  workspace: WorkspaceId,
  dealId: string,
  activityId: string,
): Promise<ActivityShape | undefined> {
  const row = await activities(db, workspace, dealId).where("activity.id", "=", activityId).executeTakeFirst();
  return row && activityShapeOf(row);
}

/** Where a page ended. */
export type ActivityPlace = { happenedAt: Instant; id: string };

export async function listActivities(
  db: Db,
  workspace: WorkspaceId,
  dealId: string,
  { after, limit }: { after?: ActivityPlace | undefined; limit: number },
): Promise<{ rows: ActivityShape[]; next: ActivityPlace | null }> {
  let page = activities(db, workspace, dealId)
    .orderBy("happened", "desc")
    .orderBy("activity.id", "desc")
    .limit(limit + 1);
  if (after)
    page = page.where(
      sql<boolean>`(${happened}, activity.id) < (${new Date(after.happenedAt)}::timestamptz(3), ${after.id}::uuid)`,
    );
  const rows = await page.execute();
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit).map(activityShapeOf),
    next: last ? { happenedAt: last.happened.getTime(), id: last.id } : null,
  };
}

// In whole milliseconds, as a page's cursor says it; an import may have brought finer ones.
const happened = sql<Date>`activity.happened_at::timestamptz(3)`;

function activities(db: Db, workspace: WorkspaceId, dealId: string) {
  return db
    .selectFrom("activities as activity")
    .leftJoin("contacts as contact", (join) =>
      join.onRef("contact.workspace_id", "=", "activity.workspace_id").onRef("contact.id", "=", "activity.contact_id"),
    )
    .leftJoin("members as member", (join) =>
      join.onRef("member.workspace_id", "=", "activity.workspace_id").onRef("member.id", "=", "activity.member_id"),
    )
    .select((column) => [
      "activity.id",
      column.ref("activity.kind").$castTo<ActivityKind>().as("kind"),
      column.ref("activity.direction").$castTo<"incoming" | "outgoing" | null>().as("direction"),
      "activity.answered",
      happened.as("happened"),
      "activity.subject",
      "activity.body",
      "contact.name as contactName",
      "member.name as memberName",
    ])
    .where("activity.workspace_id", "=", workspace)
    .where("activity.deal_id", "=", dealId);
}

function activityShapeOf({ happened, ...row }: Omit<ActivityShape, "happenedAt"> & { happened: Date }): ActivityShape {
  return { ...row, happenedAt: happened.toISOString() };
}

export type NewStepAnswer = {
  id: string;
  dealId: string;
  stepId: string;
  done: boolean;
  answer: string;
  saidBy: string;
  happenedAt: Date;
  knownAt: Date;
  memberId: string;
};

/** False when an answer with this id is there already. */
export async function insertStepAnswer(tx: Tx, workspace: WorkspaceId, answer: NewStepAnswer): Promise<boolean> {
  const inserted = await tx
    .insertInto("step_answers")
    .values({
      workspace_id: workspace,
      id: answer.id,
      deal_id: answer.dealId,
      step_id: answer.stepId,
      done: answer.done,
      answer: answer.answer,
      said_by: answer.saidBy,
      happened_at: answer.happenedAt,
      known_at: answer.knownAt,
      member_id: answer.memberId,
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Whether this answer is one of this deal. */
export async function hasStepAnswer(db: Db, workspace: WorkspaceId, dealId: string, id: string): Promise<boolean> {
  const answer = await db
    .selectFrom("step_answers")
    .select("id")
    .where("workspace_id", "=", workspace)
    .where("deal_id", "=", dealId)
    .where("id", "=", id)
    .executeTakeFirst();
  return answer !== undefined;
}

/** The deal of an activity that this person logged since then. */
export async function findOwnActivityDeal(
  db: Db,
  workspace: WorkspaceId,
  id: string,
  { memberId, since }: { memberId: string; since: Date },
): Promise<string | undefined> {
  const row = await db
    .selectFrom("activities")
    .select("deal_id as dealId")
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .where("member_id", "=", memberId)
    .where("known_at", ">=", since)
    .executeTakeFirst();
  return row?.dealId;
}

export async function deleteActivity(tx: Tx, workspace: WorkspaceId, dealId: string, id: string): Promise<void> {
  await tx
    .deleteFrom("activities")
    .where("workspace_id", "=", workspace)
    .where("deal_id", "=", dealId)
    .where("id", "=", id)
    .execute();
}
