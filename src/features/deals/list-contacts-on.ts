import type { Db } from "../../platform/database/database.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { listContacts } from "./contacts/store.ts";
import type { ContactOnDeal } from "./contract.ts";
import { contactsOf, type DealRecord } from "./rules.ts";

/** The people on a deal as they were known last, and how to reach them. */
export async function listContactsOn(db: Db, workspace: WorkspaceId, record: DealRecord): Promise<ContactOnDeal[]> {
  const standings = contactsOf(record);
  if (standings.length === 0) return [];
  const contacts = await listContacts(
    db,
    workspace,
    standings.map(({ contactId }) => contactId),
  );
  const details = new Map(contacts.map((contact) => [contact.id, contact]));
  return standings.map(({ contactId, contactName, role, since }) => {
    const { email = null, phone = null, jobTitle = null } = details.get(contactId) ?? {};
    return { contactId, name: contactName, email, phone, jobTitle, role, since: new Date(since).toISOString() };
  });
}
