import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import type { Scope } from "../pipeline-check/store.ts";

export type LastResult = { dealId: string; name: string; outcome: "won" | "lost"; closedAt: string };

/** The last deals won or lost, oldest first. */
export async function listLastResults(
  db: Db,
  workspace: WorkspaceId,
  { visible, ownerId }: Scope,
  limit: number,
): Promise<LastResult[]> {
  const sees = (id: string) => visible === "all" || visible.owners.includes(id);
  if (ownerId !== undefined && !sees(ownerId)) return [];
  const owners = ownerId !== undefined ? [ownerId] : visible === "all" ? null : visible.owners;
  const alsoUnowned = ownerId === undefined && visible !== "all" && visible.unowned;
  // Each run is the end of an index that is in order already: a few rows are read, however many deals have closed.
  const run = (from: RawBuilder<unknown>, match: RawBuilder<unknown>) => sql`
    select c.* from ${from} (values ('won'), ('lost')) s (status) cross join lateral (
      select d.id, d.name, d.status, d.newest_at from deals d
      where d.workspace_id = ${workspace} and ${match} and d.status = s.status
      order by d.newest_at desc, d.id desc limit ${limit}
    ) c`;
  const runs = [
    owners === null
      ? run(sql``, sql`true`)
      : run(sql`unnest(${owners}::uuid[]) o (owner_id) cross join`, sql`d.owner_id = o.owner_id`),
    ...(alsoUnowned ? [run(sql``, sql`d.owner_id is null`)] : []),
  ];
  const { rows } = await sql<{ id: string; name: string; status: "won" | "lost"; newest_at: Date }>`
    select * from (${sql.join(runs, sql` union all `)}) c
    order by c.newest_at desc, c.id desc limit ${limit}`.execute(db);
  return rows
    .map(({ id, name, status, newest_at }) => ({
      dealId: id,
      name,
      outcome: status,
      closedAt: newest_at.toISOString(),
    }))
    .reverse();
}
