import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { BulkMarks } from "../../deals/closes/bulk-edits/rules.ts";
import { comebackFigures } from "./contract.ts";

const ms = (column: string) => sql`floor(date_part('epoch', ${sql.ref(column)}) * 1000 + 0.0005)`;
const ownedBy = (ownerId: string | null): RawBuilder<boolean> =>
  ownerId === null ? sql`d.owner_id is null` : sql`d.owner_id = ${ownerId}`;

/**
 * When each of a person's deals had its first conversation, oldest first: somebody wrote to us, was reached, or was met. What
 * we merely tried, an e-mail of ours or a call nobody took, is none.
 */
export async function listFirstTalks(
  db: Db,
  workspace: WorkspaceId,
  ownerId: string | null,
  until: Instant,
): Promise<Instant[]> {
  const { rows } = await sql<{ at: Instant }>`
    select ${ms("t.happened_at")} as at
    from deals d cross join lateral (
      select a.happened_at from activities a
      where a.workspace_id = ${workspace} and a.deal_id = d.id and a.kind <> 'note' and a.happened_at <= ${new Date(until)}
        and (a.direction = 'incoming' or a.answered or (a.answered is null and a.kind in ('call', 'meeting')))
      order by a.happened_at limit 1
    ) t
    where d.workspace_id = ${workspace} and ${ownedBy(ownerId)}
    order by 1`.execute(db);
  return rows.map(({ at }) => at);
}

/** The newest thing any deal tells, but nothing later than now: what an old export ends with, or today. */
export async function findUntil(db: Db, workspace: WorkspaceId, now: Instant): Promise<Instant> {
  const { rows } = await sql<{ at: Instant | null }>`
    select ${ms("n.newest_at")} as at from (values ('open'), ('won'), ('lost')) s (status) cross join lateral (
      select d.newest_at from deals d
      where d.workspace_id = ${workspace} and d.status = s.status and d.newest_at <= ${new Date(now)}
      order by d.newest_at desc, d.id desc limit 1
    ) n
    order by n.newest_at desc limit 1`.execute(db);
  return rows[0]?.at ?? now;
}

export async function replaceBulkMarks(tx: Tx, workspace: WorkspaceId, marks: BulkMarks): Promise<void> {
  const text = JSON.stringify(marks);
  await tx
    .insertInto("bulk_marks")
    .values({ workspace_id: workspace, marks: text })
    .onConflict((conflict) => conflict.column("workspace_id").doUpdateSet({ marks: text }))
    .execute();
}

const keptShape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("record"), people: z.number(), figures: comebackFigures }),
  z.object({ kind: z.literal("few-people"), people: z.number() }),
]);
export type KeptRecord = z.infer<typeof keptShape>;
export type TeamRecord = { record: KeptRecord; until: Date; madeAt: Date };

/** Whole team: null. Else of the one who leads these people. */
export async function findTeamRecord(
  db: Db,
  workspace: WorkspaceId,
  leadId: string | null,
  method: number,
): Promise<TeamRecord | undefined> {
  const { rows } = await sql<{ record: unknown; until: Date; madeAt: Date }>`
    select record, data_until as until, made_at as "madeAt" from comeback_records
    where workspace_id = ${workspace} and lead_id is not distinct from ${leadId}::uuid and method = ${method}`.execute(
    db,
  );
  const [row] = rows;
  // What another version of the program wrote is worked out anew before it is shown.
  const record = row && keptShape.safeParse(row.record).data;
  return record && { ...row, record };
}

/** Everything that was kept goes; a lead who leads nobody any more has no record. */
export async function replaceTeamRecords(
  tx: Tx,
  workspace: WorkspaceId,
  records: readonly { leadId: string | null; record: KeptRecord }[],
  made: { method: number; until: Instant; at: Instant },
): Promise<void> {
  await tx.deleteFrom("comeback_records").where("workspace_id", "=", workspace).execute();
  const rows = records.map(({ leadId, record }) => ({
    workspace_id: workspace,
    lead_id: leadId,
    method: made.method,
    data_until: new Date(made.until),
    made_at: new Date(made.at),
    record: JSON.stringify(record),
  }));
  if (rows.length > 0) await tx.insertInto("comeback_records").values(rows).execute();
}

/** Two jobs of one team come one after the other. */
export async function lockTeamRecords(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`comeback ${workspace}`}, 0))`.execute(tx);
}

/** The names of these deals; those gone since are left out. */
export async function listDealNames(
  db: Db,
  workspace: WorkspaceId,
  dealIds: readonly string[],
): Promise<Map<string, string>> {
  if (dealIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from deals where workspace_id = ${workspace} and id = any(${dealIds}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
