import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { BuyingRole } from "../contract.ts";

/** The account of this name, made if there is none. Upper and lower case are the same name. */
export async function upsertAccount(tx: Tx, workspace: WorkspaceId, name: string): Promise<string> {
  // Two people who name a new account at once mean the same one.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${workspace} ${name.toLowerCase()}`}, 0))`.execute(tx);
  const known = await tx
    .selectFrom("accounts")
    .select("id")
    .where("workspace_id", "=", workspace)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .orderBy("created_at")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  if (known) return known.id;
  const made = await tx
    .insertInto("accounts")
    .values({ workspace_id: workspace, name })
    .returning("id")
    .executeTakeFirstOrThrow();
  return made.id;
}

export type StoredContact = {
  id: string;
  accountId: string | null;
  name: string;
  email: string | null;
  phone: string | null;
  jobTitle: string | null;
};

export async function findContact(
  db: Db,
  workspace: WorkspaceId,
  contactId: string,
): Promise<StoredContact | undefined> {
  return contacts(db, workspace).where("id", "=", contactId).executeTakeFirst();
}

export async function listContacts(
  db: Db,
  workspace: WorkspaceId,
  contactIds: readonly string[],
): Promise<StoredContact[]> {
  return contacts(db, workspace).where(sql<boolean>`id = any(${contactIds}::uuid[])`).execute();
}

function contacts(db: Db, workspace: WorkspaceId) {
  return db
    .selectFrom("contacts")
    .select(["id", "account_id as accountId", "name", "email", "phone", "job_title as jobTitle"])
    .where("workspace_id", "=", workspace);
}

/** Adds a contact, or changes what is known about them; the account they belong to stays. */
export async function upsertContact(tx: Tx, workspace: WorkspaceId, contact: StoredContact): Promise<void> {
  const values = { name: contact.name, email: contact.email, phone: contact.phone, job_title: contact.jobTitle };
  await tx
    .insertInto("contacts")
    .values({ workspace_id: workspace, id: contact.id, account_id: contact.accountId, ...values })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doUpdateSet(values))
    .execute();
}

/** What was said last about a contact's part in a deal. */
export async function findBuyingRole(
  db: Db,
  workspace: WorkspaceId,
  dealId: string,
  contactId: string,
): Promise<{ role: BuyingRole; removed: boolean; knownAt: Date } | undefined> {
  return db
    .selectFrom("buying_roles")
    .select((column) => [column.ref("role").$castTo<BuyingRole>().as("role"), "removed", "known_at as knownAt"])
    .where("workspace_id", "=", workspace)
    .where("deal_id", "=", dealId)
    .where("contact_id", "=", contactId)
    .orderBy("known_at", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Says a contact's part in a deal from now on. What was said before stays, for readings of the past. */
export async function insertBuyingRole(
  tx: Tx,
  workspace: WorkspaceId,
  fact: { dealId: string; contactId: string; role: BuyingRole; removed: boolean; knownAt: Date },
): Promise<void> {
  await tx
    .insertInto("buying_roles")
    .values({
      workspace_id: workspace,
      deal_id: fact.dealId,
      contact_id: fact.contactId,
      role: fact.role,
      removed: fact.removed,
      known_at: fact.knownAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "deal_id", "contact_id", "known_at"])
        .doUpdateSet({ role: fact.role, removed: fact.removed }),
    )
    .execute();
}
