import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { DealPlace } from "../list/store.ts";
import type { DealRecord } from "../rules.ts";
import { type DealFacts, type DealHead, recordOf } from "./rules.ts";

/**
 * Everything known about these deals, in the order of their ids; those that are not there are left out. One query for
 * each kind of fact, however many deals are asked for. Within a transaction all of it is of one moment.
 */
export async function listDealRecords(
  db: Db,
  workspace: WorkspaceId,
  dealIds: readonly string[],
): Promise<DealRecord[]> {
  if (dealIds.length === 0) return [];
  const facts = await factsOf(db, workspace, dealIds);
  const heads = new Map((await headsOf(db, workspace, dealIds)).map((head) => [head.id, head]));
  return dealIds.flatMap((dealId) => {
    const head = heads.get(dealId);
    return head ? [recordOf(head, facts(dealId))] : [];
  });
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

/** An instant as node-postgres reads it fastest: milliseconds, a plain number. */
const ms = (column: string) => sql`floor(extract(epoch from ${sql.ref(column)}) * 1000)::float8`;

function headsOf(db: Db, workspace: WorkspaceId, dealIds: readonly string[]): Promise<DealHead[]> {
  return list<DealHead>(
    db,
    sql`select d.id, d.owner_id as "ownerId", d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.status,
        d.loss_kind as "lossKind", d.amount_cents as "amountCents", d.currency,
        d.expected_close_on as "expectedCloseOn", ${ms("d.created_at")} as "createdAt",
        ${ms("d.closed_at")} as "closedAt", ${ms("d.recorded_at")} as "recordedAt",
        s.type <> 'open' as "standsInClosedStage"
      from deals d join stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
      where d.workspace_id = ${workspace} and d.id = any(${dealIds}::uuid[])`,
  );
}

async function factsOf(
  db: Db,
  workspace: WorkspaceId,
  dealIds: readonly string[],
): Promise<(dealId: string) => DealFacts> {
  const ofTheseDeals = sql`f.workspace_id = ${workspace} and f.deal_id = any(${dealIds}::uuid[])`;
  const stageChanges = byDeal(
    await list<Fact<"stageChanges">>(
      db,
      // Stages entered in the same instant (one bulk edit) stand in the pipeline's own order.
      sql`select f.deal_id, f.stage_id as "stageId", ${ms("f.entered_at")} as "enteredAt",
          ${ms("f.known_at")} as "knownAt"
        from stage_changes f join stages s on s.workspace_id = f.workspace_id and s.id = f.stage_id
        where ${ofTheseDeals} order by f.entered_at, s.position, f.id`,
    ),
  );
  const amountChanges = byDeal(
    await list<Fact<"amountChanges">>(
      db,
      sql`select f.deal_id, f.amount_cents as "amountCents", f.currency, ${ms("f.changed_at")} as "changedAt",
          ${ms("f.known_at")} as "knownAt"
        from deal_changes f where ${ofTheseDeals} and f.field = 'amount' order by f.changed_at, f.id`,
    ),
  );
  const closeDateChanges = byDeal(
    await list<Fact<"closeDateChanges">>(
      db,
      sql`select f.deal_id, f.expected_close_on as "expectedCloseOn", ${ms("f.changed_at")} as "changedAt",
          ${ms("f.known_at")} as "knownAt"
        from deal_changes f where ${ofTheseDeals} and f.field = 'expected-close' order by f.changed_at, f.id`,
    ),
  );
  const activities = byDeal(
    await list<Fact<"activities">>(
      db,
      sql`select f.deal_id, f.id, f.kind, f.direction, f.answered, ${ms("f.happened_at")} as "happenedAt",
          ${ms("f.known_at")} as "knownAt", f.contact_id as "contactId", f.member_id as "memberId", f.subject
        from activities f where ${ofTheseDeals} order by f.happened_at, f.id`,
    ),
  );
  const roles = byDeal(
    await list<Fact<"roles">>(
      db,
      sql`select f.deal_id, f.contact_id as "contactId", c.name as "contactName", f.role, f.removed,
          ${ms("f.known_at")} as "knownAt"
        from buying_roles f join contacts c on c.workspace_id = f.workspace_id and c.id = f.contact_id
        where ${ofTheseDeals} order by f.known_at, f.id`,
    ),
  );
  const stepAnswers = byDeal(
    await list<Fact<"stepAnswers">>(
      db,
      sql`select f.deal_id, f.step_id as "stepId", f.done, f.answer, f.said_by as "saidBy",
          ${ms("f.happened_at")} as "happenedAt", ${ms("f.known_at")} as "knownAt"
        from step_answers f where ${ofTheseDeals} order by f.happened_at, f.known_at, f.id`,
    ),
  );
  const snoozes = byDeal(
    await list<Fact<"snoozes">>(
      db,
      sql`select f.deal_id, f.reason, ${ms("f.started_at")} as "startedAt", f.until_on as "untilOn",
          ${ms("f.ended_at")} as "endedAt"
        from snoozes f where ${ofTheseDeals} order by f.started_at, f.id`,
    ),
  );
  const outcomes = byDeal(
    await list<Fact<"outcomes">>(
      db,
      sql`select f.deal_id, f.status, f.loss_kind as "lossKind", ${ms("f.closed_at")} as "closedAt",
          ${ms("f.reopened_at")} as "reopenedAt"
        from earlier_outcomes f where ${ofTheseDeals} order by f.closed_at, f.reopened_at, f.id`,
    ),
  );
  return (dealId) => ({
    stageChanges: stageChanges(dealId),
    amountChanges: amountChanges(dealId),
    closeDateChanges: closeDateChanges(dealId),
    activities: activities(dealId),
    roles: roles(dealId),
    stepAnswers: stepAnswers(dealId),
    snoozes: snoozes(dealId),
    outcomes: outcomes(dealId),
  });
}

type Fact<List extends keyof DealFacts> = DealFacts[List][number] & { deal_id: string };

async function list<Row>(db: Db, query: RawBuilder<unknown>): Promise<Row[]> {
  return (await sql<Row>`${query}`.execute(db)).rows;
}

function byDeal<Row extends { deal_id: string }>(rows: Row[]): (dealId: string) => Omit<Row, "deal_id">[] {
  const found = new Map<string, Omit<Row, "deal_id">[]>();
  for (const { deal_id: dealId, ...fact } of rows) {
    const facts = found.get(dealId);
    if (facts) facts.push(fact);
    else found.set(dealId, [fact]);
  }
  return (dealId) => found.get(dealId) ?? [];
}
