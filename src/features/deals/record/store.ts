import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Day, Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { ActivityKind, BuyingRole, LossKind } from "../contract.ts";
import type { DealPlace } from "../list/store.ts";
import type { DealRecord } from "../rules.ts";
import { type DealFacts, type DealHead, recordOf } from "./rules.ts";

/** More in one go would only hold more memory: the database finds each deal's facts by themselves. */
const atOnce = 500;

/**
 * Everything known about these deals, in the order of their ids; those that are not there are left out. A query for
 * every few hundred deals, whatever there is to know about them.
 */
export async function listDealRecords(
  db: Db,
  workspace: WorkspaceId,
  dealIds: readonly string[],
): Promise<DealRecord[]> {
  const records: DealRecord[] = [];
  for (let from = 0; from < dealIds.length; from += atOnce) {
    const rows = await listRows(db, workspace, dealIds.slice(from, from + atOnce));
    for (const row of rows) records.push(recordOf(row, factsOf(row)));
  }
  return records;
}

/** Of these deals, only where they stood and how they ended: all that norms need, at a tenth of the price. */
export async function listStageRecords(
  db: Db,
  workspace: WorkspaceId,
  dealIds: readonly string[],
): Promise<Pick<DealRecord, "id" | "stageChanges" | "outcomes">[]> {
  const rows = await listRows(db, workspace, dealIds, ["stages", "outcomes"]);
  return rows.map((row) => recordOf(row, factsOf(row)));
}

/** Every deal that was ever won, also if it was opened again, in batches. */
export async function* streamWonDealIds(db: Db, workspace: WorkspaceId, batch: number): AsyncGenerator<string[]> {
  let after: string | null = null;
  do {
    const { rows }: { rows: { id: string }[] } = await sql<{ id: string }>`
      select d.id from deals d
      where d.workspace_id = ${workspace} and (${after}::uuid is null or d.id > ${after}::uuid)
        and (d.status = 'won' or exists (
          select from earlier_outcomes e
          where e.workspace_id = d.workspace_id and e.deal_id = d.id and e.status = 'won'))
      order by d.id limit ${batch}`.execute(db);
    if (rows.length > 0) yield rows.map(({ id }) => id);
    after = rows.length === batch ? (rows.at(-1)?.id ?? null) : null;
  } while (after !== null);
}

/** Open deals of these owners (or of all), newest first; `next` says where the following batch goes on. */
export async function listOpenDealIds(
  db: Db,
  workspace: WorkspaceId,
  {
    after,
    limit,
    ownerIds,
  }: { after?: DealPlace | undefined; limit: number; ownerIds?: readonly string[] | undefined },
): Promise<{ ids: string[]; next: DealPlace | null }> {
  let deals = db
    .selectFrom("deals")
    .select(["id", "newest_at"])
    .where("workspace_id", "=", workspace)
    .where("status", "=", "open")
    .orderBy("newest_at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  if (ownerIds) deals = deals.where(sql<boolean>`owner_id = any(${ownerIds}::uuid[])`);
  if (after) deals = deals.where(sql<boolean>`(newest_at, id) < (${new Date(after.newestAt)}, ${after.id}::uuid)`);
  const rows = await deals.execute();
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { ids: rows.map(({ id }) => id), next: last ? { newestAt: last.newest_at.getTime(), id: last.id } : null };
}

/** Every open deal of these owners (or of all), in batches. */
export async function* streamOpenDealIds(
  db: Db,
  workspace: WorkspaceId,
  { batch, ownerIds }: { batch: number; ownerIds?: readonly string[] | undefined },
): AsyncGenerator<string[]> {
  let after: DealPlace | undefined;
  do {
    const { ids, next } = await listOpenDealIds(db, workspace, { after, limit: batch, ownerIds });
    if (ids.length > 0) yield ids;
    after = next ?? undefined;
  } while (after);
}

/** Facts travel as arrays, which cost a third of what objects and dates do; the order is that of the columns below. */
type FactRows = {
  stages: [stageId: string, enteredAt: Instant, knownAt: Instant][];
  changes: [
    field: "amount" | "expected-close",
    amountCents: number | null,
    currency: string | null,
    expectedCloseOn: Day | null,
    changedAt: Instant,
    knownAt: Instant,
    agreed: boolean,
  ][];
  activities: [
    id: string,
    kind: ActivityKind,
    direction: "incoming" | "outgoing" | null,
    answered: boolean | null,
    happenedAt: Instant,
    knownAt: Instant,
    contactId: string | null,
    memberId: string | null,
    subject: string,
  ][];
  roles: [contactId: string, contactName: string, role: BuyingRole, removed: boolean, knownAt: Instant][];
  answers: [stepId: string, done: boolean, answer: string, saidBy: string, happenedAt: Instant, knownAt: Instant][];
  snoozes: [reason: string, startedAt: Instant, untilOn: Day, endedAt: Instant | null][];
  outcomes: [status: "won" | "lost", lossKind: LossKind | null, closedAt: Instant, reopenedAt: Instant][];
};

const everyList = ["stages", "changes", "activities", "roles", "answers", "snoozes", "outcomes"] as const;

async function listRows(
  db: Db,
  workspace: WorkspaceId,
  dealIds: readonly string[],
  lists: readonly (keyof FactRows)[] = everyList,
): Promise<(DealHead & FactRows)[]> {
  const facts = (
    list: keyof FactRows,
    columns: RawBuilder<unknown>,
    from: RawBuilder<unknown>,
    order: RawBuilder<unknown>,
  ) => (lists.includes(list) ? factsIn(columns, from, order) : sql`'[]'::json`);
  const { rows } = await sql<DealHead & FactRows>`
    select d.id, d.owner_id as "ownerId", d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.status,
      d.loss_kind as "lossKind", d.amount_cents as "amountCents", d.currency,
      d.lead_source as "leadSource", d.attributes, d.expected_close_on as "expectedCloseOn", ${ms("d.created_at")} as "createdAt",
      ${ms("d.closed_at")} as "closedAt", ${ms("d.recorded_at")} as "recordedAt",
      (select type <> 'open' from stages where workspace_id = d.workspace_id and id = d.stage_id)
        as "standsInClosedStage",
      ${facts(
        "stages",
        // Stages entered in the same instant (one bulk edit) stand in the pipeline's own order.
        sql`f.stage_id, ${ms("f.entered_at")}, ${ms("f.known_at")}`,
        sql`stage_changes f join stages s on s.workspace_id = f.workspace_id and s.id = f.stage_id`,
        sql`f.entered_at, s.position, f.id`,
      )} as stages,
      ${facts(
        "changes",
        sql`f.field, f.amount_cents, f.currency, f.expected_close_on, ${ms("f.changed_at")}, ${ms("f.known_at")},
          f.agreed`,
        sql`deal_changes f`,
        sql`f.changed_at, f.id`,
      )} as changes,
      ${facts(
        "activities",
        sql`f.id, f.kind, f.direction, f.answered, ${ms("f.happened_at")}, ${ms("f.known_at")}, f.contact_id,
          f.member_id, f.subject`,
        sql`activities f`,
        sql`f.happened_at, f.id`,
      )} as activities,
      ${facts(
        "roles",
        sql`f.contact_id, c.name, f.role, f.removed, ${ms("f.known_at")}`,
        sql`buying_roles f join contacts c on c.workspace_id = f.workspace_id and c.id = f.contact_id`,
        sql`f.known_at, f.id`,
      )} as roles,
      ${facts(
        "answers",
        sql`f.step_id, f.done, f.answer, f.said_by, ${ms("f.happened_at")}, ${ms("f.known_at")}`,
        sql`step_answers f`,
        sql`f.happened_at, f.known_at, f.id`,
      )} as answers,
      ${facts(
        "snoozes",
        sql`f.reason, ${ms("f.started_at")}, f.until_on, ${ms("f.ended_at")}`,
        sql`snoozes f`,
        sql`f.started_at, f.id`,
      )} as snoozes,
      ${facts(
        "outcomes",
        sql`f.status, f.loss_kind, ${ms("f.closed_at")}, ${ms("f.reopened_at")}`,
        sql`earlier_outcomes f`,
        sql`f.closed_at, f.reopened_at, f.id`,
      )} as outcomes
    from unnest(${dealIds}::uuid[]) with ordinality asked (id, position)
    join deals d on d.workspace_id = ${workspace} and d.id = asked.id
    order by asked.position`.execute(db);
  return rows;
}

/** One kind of fact of a deal `d`, oldest first. */
const factsIn = (columns: RawBuilder<unknown>, from: RawBuilder<unknown>, order: RawBuilder<unknown>) => sql`(
  select coalesce(json_agg(json_build_array(${columns}) order by ${order}), '[]') from ${from}
  where f.workspace_id = d.workspace_id and f.deal_id = d.id)`;

/** An instant in milliseconds, cut as node-postgres cuts a date; half a microsecond makes up for the double's error. */
const ms = (column: string) => sql`floor(date_part('epoch', ${sql.ref(column)}) * 1000 + 0.0005)`;

function factsOf(row: FactRows): DealFacts {
  const amountChanges: DealFacts["amountChanges"] = [];
  const closeDateChanges: DealFacts["closeDateChanges"] = [];
  for (const [field, amountCents, currency, expectedCloseOn, changedAt, knownAt, agreed] of row.changes) {
    if (field === "amount") amountChanges.push({ amountCents, currency, changedAt, knownAt });
    else closeDateChanges.push({ expectedCloseOn, changedAt, knownAt, ...(agreed && { agreed: true }) });
  }
  return {
    stageChanges: row.stages.map(([stageId, enteredAt, knownAt]) => ({ stageId, enteredAt, knownAt })),
    amountChanges,
    closeDateChanges,
    activities: row.activities.map(
      ([id, kind, direction, answered, happenedAt, knownAt, contactId, memberId, subject]) => ({
        id,
        kind,
        direction,
        answered,
        happenedAt,
        knownAt,
        contactId,
        memberId,
        subject,
      }),
    ),
    roles: row.roles.map(([contactId, contactName, role, removed, knownAt]) => ({
      contactId,
      contactName,
      role,
      removed,
      knownAt,
    })),
    stepAnswers: row.answers.map(([stepId, done, answer, saidBy, happenedAt, knownAt]) => ({
      stepId,
      done,
      answer,
      saidBy,
      happenedAt,
      knownAt,
    })),
    snoozes: row.snoozes.map(([reason, startedAt, untilOn, endedAt]) => ({ reason, startedAt, untilOn, endedAt })),
    outcomes: row.outcomes.map(([status, lossKind, closedAt, reopenedAt]) => ({
      status,
      lossKind,
      closedAt,
      reopenedAt,
    })),
  };
}
