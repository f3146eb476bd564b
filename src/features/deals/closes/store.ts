import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { type Close, type Closes, gatherCloses } from "./rules.ts";

const atOnce = 20_000;

/** A few hundred bytes a row: instants travel as numbers, cut to the millisecond as everywhere. */
const ms = (column: string) => sql`floor(date_part('epoch', ${sql.ref(column)}) * 1000 + 0.0005)`;

/** 48 bits of what the CRM calls the deal: the same in every file and every database. */
export const fingerprint = sql`('x' || left(md5(coalesce(d.source_key, d.id::text)), 12))::bit(48)::bigint`;

/**
 * Every close there was until then, those that were undone since included, streamed into columns. A closed deal whose
 * CRM does not tell when it closed is left out: its place among the others is not known.
 */
export async function listCloses(
  db: Db,
  workspace: WorkspaceId,
  { until, signal }: { until?: Instant | undefined; signal?: AbortSignal | undefined } = {},
): Promise<Closes> {
  const closes = gatherCloses();
  const before = until === undefined ? sql`true` : sql`d.newest_at <= ${new Date(until)}`;
  for (const status of ["won", "lost"] as const) {
    let after: { newestAt: Date; id: string } | undefined;
    do {
      signal?.throwIfAborted();
      const { rows } = await sql<Close & { newestAt: Date }>`
        select d.id as "dealId", d.owner_id as "ownerId", d.status = 'won' as won, d.newest_at as "newestAt",
          ${ms("d.newest_at")} as "closedAt", ${ms("d.created_at")} as "createdAt", null as "undoneAt",
          ${fingerprint} as fingerprint
        from deals d
        where d.workspace_id = ${workspace} and d.status = ${status} and d.closed_at is not null and ${before}
          and ${after ? sql`(d.newest_at, d.id) < (${after.newestAt}, ${after.id}::uuid)` : sql`true`}
        order by d.newest_at desc, d.id desc limit ${atOnce}`.execute(db);
      for (const row of rows) closes.add(row);
      const last = rows.length === atOnce ? rows.at(-1) : undefined;
      after = last && { newestAt: last.newestAt, id: last.dealId };
    } while (after);
  }
  const { rows } = await sql<Close>`
    select d.id as "dealId", d.owner_id as "ownerId", e.status = 'won' as won,
      ${ms("e.closed_at")} as "closedAt", ${ms("d.created_at")} as "createdAt", ${ms("e.reopened_at")} as "undoneAt",
      ${fingerprint} as fingerprint
    from earlier_outcomes e join deals d on d.workspace_id = e.workspace_id and d.id = e.deal_id
    where e.workspace_id = ${workspace}
      and ${until === undefined ? sql`true` : sql`e.closed_at <= ${new Date(until)}`}`.execute(db);
  for (const row of rows) closes.add(row);
  return closes.done();
}

const ownedByOne = (ownerId: string | null): RawBuilder<boolean> =>
  ownerId === null ? sql`d.owner_id is null` : sql`d.owner_id = ${ownerId}`;

/** Every close of one person's deals until then, in the order of `Closes`. Of nobody's deals for null. */
export async function listClosesOf(
  db: Db,
  workspace: WorkspaceId,
  ownerId: string | null,
  until: Instant,
): Promise<Close[]> {
  const { rows } = await sql<Close>`
    select c.* from (
      select d.id as "dealId", d.owner_id as "ownerId", d.status = 'won' as won, ${ms("d.closed_at")} as "closedAt",
        ${ms("d.created_at")} as "createdAt", null::double precision as "undoneAt", ${fingerprint} as fingerprint
      from deals d
      where d.workspace_id = ${workspace} and ${ownedByOne(ownerId)} and d.status in ('won', 'lost') and d.closed_at is not null
      union all
      select d.id, d.owner_id, e.status = 'won', ${ms("e.closed_at")}, ${ms("d.created_at")}, ${ms("e.reopened_at")},
        ${fingerprint}
      from earlier_outcomes e join deals d on d.workspace_id = e.workspace_id and d.id = e.deal_id
      where e.workspace_id = ${workspace} and ${ownedByOne(ownerId)}
    ) c
    where c."closedAt" <= ${until}
    order by c."closedAt", c."createdAt" nulls last, c.fingerprint`.execute(db);
  return rows;
}
