import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/**
 * Which rows came with one export, by the beginning of the ids it gave them ("D-"). Rows entered here by hand, which have
 * no source, are part of it too; what other imports brought is not.
 */
const cameWith = (idsBegin: string) =>
  sql<boolean>`(source_key is null or starts_with(source_key, ${`id:${idsBegin}`}))`;

/** Takes out the new deals with customers whose loss came with an export. They were made here, so nothing else finds them. */
export async function deleteWinBacksOfExport(db: Db, workspace: WorkspaceId, idsBegin: string): Promise<void> {
  // A customer may have come back more than once: a new deal follows one that follows an export's.
  await sql`
    with recursive back (id) as (
      select w.deal_id from win_backs w
      join deals e on e.workspace_id = w.workspace_id and e.id = w.earlier_deal_id
      where w.workspace_id = ${workspace} and starts_with(e.source_key, ${`id:${idsBegin}`})
      union
      select w.deal_id from back b join win_backs w on w.workspace_id = ${workspace} and w.earlier_deal_id = b.id
    )
    delete from deals d where d.workspace_id = ${workspace} and d.id in (select id from back)`.execute(db);
}

/** Takes out up to `limit` deals of an export with everything known of them; says how many there were. */
export async function deleteDealsOfExport(
  db: Db,
  workspace: WorkspaceId,
  idsBegin: string,
  limit: number,
): Promise<number> {
  const deals = db
    .selectFrom("deals")
    .select("id")
    .where("workspace_id", "=", workspace)
    .where(cameWith(idsBegin))
    .limit(limit);
  const { numDeletedRows } = await db
    .deleteFrom("deals")
    .where("workspace_id", "=", workspace)
    .where("id", "in", deals)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/**
 * Gives back the room of deleted facts, outside of any transaction. Without it every contact that is deleted afterwards
 * would look through them again.
 */
export async function tidyFacts(db: Db): Promise<void> {
  for (const table of ["activities", "buying_roles"]) await sql`vacuum (analyze) ${sql.table(table)}`.execute(db);
}

/** Takes out an export's contacts and accounts that no deal is left with. */
export async function deleteContactsOfExport(db: Db, workspace: WorkspaceId, idsBegin: string): Promise<void> {
  await db
    .deleteFrom("contacts")
    .where("workspace_id", "=", workspace)
    .where(cameWith(idsBegin))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("buying_roles as r")
            .select("r.id")
            .whereRef("r.workspace_id", "=", "contacts.workspace_id")
            .whereRef("r.contact_id", "=", "contacts.id"),
        ),
      ),
    )
    .execute();
}

export async function deleteAccountsOfExport(db: Db, workspace: WorkspaceId, idsBegin: string): Promise<void> {
  await db
    .deleteFrom("accounts")
    .where("workspace_id", "=", workspace)
    .where(cameWith(idsBegin))
    .where(({ and, not, exists, selectFrom }) =>
      and([
        not(
          exists(
            selectFrom("deals as d")
              .select("d.id")
              .whereRef("d.workspace_id", "=", "accounts.workspace_id")
              .whereRef("d.account_id", "=", "accounts.id"),
          ),
        ),
        not(
          exists(
            selectFrom("contacts as c")
              .select("c.id")
              .whereRef("c.workspace_id", "=", "accounts.workspace_id")
              .whereRef("c.account_id", "=", "accounts.id"),
          ),
        ),
      ]),
    )
    .execute();
}
