import { sql } from "kysely";
import type { Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

export async function insertAsked(
  tx: Tx,
  workspace: WorkspaceId,
  { jobs, dealIds, at }: { jobs: readonly string[]; dealIds: readonly string[]; at: Date },
): Promise<void> {
  await sql`
    insert into asked_deals (workspace_id, job, deal_id, asked_at)
    select ${workspace}::uuid, job, deal, ${at}::timestamptz
    from unnest(${jobs}::text[]) job, unnest(${dealIds}::uuid[]) deal`.execute(tx);
}

/**
 * Takes some of the deals that a job was asked about, the longest waiting first: whoever takes them does what was asked for in the
 * same transaction, or leaves them. `askedAt` is when the last of them was asked about; null when none is left.
 */
export async function takeAsked(
  tx: Tx,
  workspace: WorkspaceId,
  job: string,
  most: number,
): Promise<{ dealIds: string[]; askedAt: Instant; isAll: boolean } | null> {
  const { rows } = await sql<{ dealIds: string[] | null; askedAt: Date | null; taken: number }>`
    with taken as (
      delete from asked_deals where workspace_id = ${workspace} and job = ${job} and id in (
        select id from asked_deals where workspace_id = ${workspace} and job = ${job} order by id limit ${most})
      returning deal_id, asked_at
    )
    select array_agg(distinct deal_id) as "dealIds", max(asked_at) as "askedAt", count(*) as taken from taken`.execute(
    tx,
  );
  const [found] = rows;
  if (!found?.dealIds || !found.askedAt) return null;
  return { dealIds: found.dealIds, askedAt: found.askedAt.getTime(), isAll: found.taken < most };
}
