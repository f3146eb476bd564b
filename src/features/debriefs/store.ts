import { type RawBuilder, sql } from "kysely";
import type { Db, Tx } from "../../platform/database/database.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import type { VisibleOwners } from "../deals/access.ts";
import { type DebriefReader, sharedOf } from "../deals/debrief-sharing/access.ts";
import { ownedByVisible } from "../deals/store.ts";
import type { DebriefsShare } from "../team/contract.ts";
import { type DebriefAnswers, type DebriefShape, debriefAnswers } from "./contract.ts";
import { sharedAnswers } from "./rules.ts";

export type StoredDebrief = Omit<DebriefShape, "shared"> & { startedById: string | null; recordedById: string | null };

type DebriefRow = Omit<StoredDebrief, "closedAt" | "startedAt" | "recordedAt" | "reopenedAt" | "answers"> & {
  closedAt: Date;
  startedAt: Date;
  recordedAt: Date | null;
  reopenedAt: Date | null;
  answers: unknown;
};

/**
 * A draft's answers are its JSON; a recorded debrief's stand in their own columns and tables, and its promises are the
 * commitments made at the instant it was recorded. It was reopened if its close was undone and is not the deal's
 * present one (an import may close a deal again as of the same instant).
 */
const debriefColumns = sql`
  b.id, b.deal_id as "dealId", b.outcome, b.closed_at as "closedAt", b.state, b.version, b.started_at as "startedAt",
  b.started_by as "startedById", s.name as "startedByName", b.recorded_at as "recordedAt",
  b.recorded_by as "recordedById", r.name as "recordedByName", b.seconds_spent as "secondsSpent",
  case when d.status = 'open' or b.closed_at <> date_trunc('milliseconds', coalesce(d.closed_at, d.recorded_at)) then (
    select max(e.reopened_at) from earlier_outcomes e
    where e.workspace_id = b.workspace_id and e.deal_id = b.deal_id
      and date_trunc('milliseconds', e.closed_at) = b.closed_at
  ) end as "reopenedAt",
  case when b.state = 'draft' then b.draft else jsonb_build_object(
    'lossKind', b.loss_kind,
    'competitor', b.competitor,
    'reasons', (
      select coalesce(jsonb_agg(jsonb_build_object('reasonId', n.reason_id, 'productScope', n.product_scope, 'note', n.note)
        order by n.position), '[]')
      from debrief_reasons n where n.workspace_id = b.workspace_id and n.debrief_id = b.id),
    'missedStepIds', (
      select coalesce(jsonb_agg(m.step_id order by m.position), '[]')
      from debrief_steps m where m.workspace_id = b.workspace_id and m.debrief_id = b.id),
    'cleanLoss', b.clean_loss,
    'ownPart', b.own_part,
    'turningPointAt', to_char(b.turning_point_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'turningPointNote', b.turning_point_note,
    'whatWorked', b.what_worked,
    'doDifferently', b.do_differently,
    'commitments', (
      select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'flagId', c.flag_id, 'repairId', c.repair_id,
        'wording', c.wording) order by c.id), '[]')
      from commitments c
      where c.workspace_id = b.workspace_id and c.deal_id = b.deal_id and c.made_at = b.recorded_at),
    'checkUpOn', b.check_up_on
  ) end as answers
  from debriefs b
  join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
  left join members s on s.workspace_id = b.workspace_id and s.id = b.started_by
  left join members r on r.workspace_id = b.workspace_id and r.id = b.recorded_by`;

const storedOf = (row: DebriefRow): StoredDebrief => ({
  ...row,
  closedAt: row.closedAt.toISOString(),
  startedAt: row.startedAt.toISOString(),
  recordedAt: row.recordedAt?.toISOString() ?? null,
  reopenedAt: row.reopenedAt?.toISOString() ?? null,
  answers: debriefAnswers.parse(row.answers),
});

/** As others see it: who wrote it is said by name, and no more of its answers than is shared with whoever asks. */
function debriefShapeOf(
  { startedById: _, recordedById: __, answers, ...shape }: StoredDebrief,
  shared: DebriefsShare,
): DebriefShape {
  return { ...shape, answers: sharedAnswers(answers, shared), shared };
}

/** For whoever may write it: they sold the deal or lead its seller, so they read it whole (deals/debrief-sharing/access). */
export const ownShapeOf = (debrief: StoredDebrief): DebriefShape => debriefShapeOf(debrief, "everything");

export const writerOf = ({ recordedById, startedById }: StoredDebrief): string | null => recordedById ?? startedById;

/** To whoever asks, on a deal of this owner's. */
export function debriefShownTo(reader: DebriefReader, debrief: StoredDebrief, ownerId: string | null): DebriefShape {
  const isDraft = debrief.state === "draft";
  return debriefShapeOf(debrief, sharedOf(reader, { writerId: writerOf(debrief), ownerId, isDraft }));
}

/** The debrief of one close of a deal. */
export async function findDebrief(
  db: Db,
  workspace: WorkspaceId,
  dealId: string,
  closedAt: Date,
): Promise<StoredDebrief | undefined> {
  const { rows } = await sql<DebriefRow>`
    select ${debriefColumns}
    where b.workspace_id = ${workspace} and b.deal_id = ${dealId} and b.closed_at = ${closedAt}`.execute(db);
  return rows[0] && storedOf(rows[0]);
}

export async function findDebriefById(db: Db, workspace: WorkspaceId, id: string): Promise<StoredDebrief | undefined> {
  const { rows } = await sql<DebriefRow>`
    select ${debriefColumns} where b.workspace_id = ${workspace} and b.id = ${id}`.execute(db);
  return rows[0] && storedOf(rows[0]);
}

/** Every debrief of a deal, one a close, newest close first. */
export async function listDebriefs(db: Db, workspace: WorkspaceId, dealId: string): Promise<StoredDebrief[]> {
  const { rows } = await sql<DebriefRow>`
    select ${debriefColumns}
    where b.workspace_id = ${workspace} and b.deal_id = ${dealId}
    order by b.closed_at desc`.execute(db);
  return rows.map(storedOf);
}

/** What is recorded of closes of the deals somebody sees, the next after an id; with each deal's name and owner. */
export async function listRecordedDebriefs(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ debrief: StoredDebrief; dealName: string; ownerId: string | null }[]> {
  const beyond = after ? sql`b.id > ${after}::uuid` : sql`true`;
  const { rows } = await sql<DebriefRow & { dealName: string; ownerId: string | null }>`
    select d.name as "dealName", d.owner_id as "ownerId", ${debriefColumns}
    where b.workspace_id = ${workspace} and b.state = 'recorded' and ${ownedByVisible(visible)} and ${beyond}
    order by b.id limit ${limit}`.execute(db);
  return rows.map(({ dealName, ownerId, ...row }) => ({ debrief: storedOf(row), dealName, ownerId }));
}

export type NewDebrief = {
  id: string;
  dealId: string;
  closedAt: Date;
  outcome: "won" | "lost";
  answers: DebriefAnswers;
  startedBy: string;
  startedAt: Date;
};

export async function insertDraft(tx: Tx, workspace: WorkspaceId, debrief: NewDebrief): Promise<void> {
  await tx
    .insertInto("debriefs")
    .values({
      workspace_id: workspace,
      id: debrief.id,
      deal_id: debrief.dealId,
      closed_at: debrief.closedAt,
      outcome: debrief.outcome,
      state: "draft",
      draft: JSON.stringify(debrief.answers),
      started_by: debrief.startedBy,
      started_at: debrief.startedAt,
    })
    .execute();
}

export async function updateDraft(tx: Tx, workspace: WorkspaceId, id: string, answers: DebriefAnswers): Promise<void> {
  await tx
    .updateTable("debriefs")
    .set({ draft: JSON.stringify(answers), version: sql`version + 1` })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

export type RecordedDebrief = {
  id: string;
  answers: DebriefAnswers;
  /** Each missed step with what the record says about it. */
  missedSteps: { stepId: string; evidence: string }[];
  recordedBy: string;
  recordedAt: Date;
  secondsSpent: number;
};

/** Turns a draft into a recorded debrief: from here on its answers stand in their own columns and tables. */
export async function updateToRecorded(tx: Tx, workspace: WorkspaceId, debrief: RecordedDebrief): Promise<void> {
  const { id, answers, missedSteps } = debrief;
  await tx
    .updateTable("debriefs")
    .set({
      state: "recorded",
      version: sql`version + 1`,
      draft: null,
      loss_kind: answers.lossKind,
      competitor: answers.lossKind === "competitor" ? answers.competitor : "",
      clean_loss: answers.cleanLoss,
      own_part: answers.ownPart,
      turning_point_at: answers.turningPointAt === null ? null : new Date(answers.turningPointAt),
      turning_point_note: answers.turningPointNote,
      what_worked: answers.whatWorked,
      do_differently: answers.doDifferently,
      check_up_on: answers.checkUpOn,
      recorded_by: debrief.recordedBy,
      recorded_at: debrief.recordedAt,
      seconds_spent: debrief.secondsSpent,
    })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
  const reasons = answers.reasons.map(({ reasonId, productScope, note }, position) => ({
    workspace_id: workspace,
    debrief_id: id,
    reason_id: reasonId,
    product_scope: productScope,
    note,
    position,
  }));
  if (reasons.length > 0) await tx.insertInto("debrief_reasons").values(reasons).execute();
  const steps = missedSteps.map(({ stepId, evidence }, position) => ({
    workspace_id: workspace,
    debrief_id: id,
    step_id: stepId,
    evidence,
    position,
  }));
  if (steps.length > 0) await tx.insertInto("debrief_steps").values(steps).execute();
}

/** How many of these are not in this team's catalogue, or are reasons for the other outcome. */
export async function countUnknown(
  tx: Tx,
  workspace: WorkspaceId,
  outcome: "won" | "lost",
  { reasons, missedStepIds, commitments }: Pick<DebriefAnswers, "reasons" | "missedStepIds" | "commitments">,
): Promise<number> {
  const missing = (ids: string[], known: RawBuilder<unknown>) => sql`
    select count(*) as unknown from unnest(${ids}::uuid[]) named (id) where id not in (${known})`;
  const { rows } = await sql<{ unknown: number }>`
    select sum(unknown)::integer as unknown from (
      ${missing(
        reasons.map(({ reasonId }) => reasonId),
        sql`select id from reasons where workspace_id = ${workspace} and applies_to = ${outcome}`,
      )}
      union all ${missing([...missedStepIds], sql`select id from sales_steps where workspace_id = ${workspace}`)}
      union all ${missing(
        commitments.map(({ flagId }) => flagId),
        sql`select id from red_flags where workspace_id = ${workspace}`,
      )}
      union all ${missing(
        commitments.map(({ repairId }) => repairId),
        sql`select id from repairs where workspace_id = ${workspace}`,
      )}
    ) counted`.execute(tx);
  return rows[0]?.unknown ?? 0;
}
