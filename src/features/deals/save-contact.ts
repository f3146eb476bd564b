import type { Tx } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { findBuyingRole, findContact, insertBuyingRole, type StoredContact, upsertContact } from "./contacts/store.ts";
import type { BuyingRole, ContactOnDeal } from "./contract.ts";
import { lockDealToChange } from "./find-visible-deal.ts";
import { type ActingIn, markDealChanged } from "./mark-deal-changed.ts";
import type { StoredDeal } from "./store.ts";

export type ContactInput = {
  dealId: string;
  contactId: string;
  name: string;
  email: string | null;
  phone: string | null;
  jobTitle: string | null;
  role: BuyingRole;
};

/** Adds a contact to a deal, or changes what is known about them and their part in it. */
export async function saveContact({ db, ...acting }: Acting, input: ContactInput): Promise<ContactOnDeal> {
  return db.transaction().execute((tx) => saveContactIn(tx, acting, input));
}

/** The same, as part of the caller's transaction. */
export async function saveContactIn(tx: Tx, acting: ActingIn, input: ContactInput): Promise<ContactOnDeal> {
  const { workspace } = acting.session;
  const deal = await lockDealToChange(tx, acting.session, input.dealId);
  const known = await findContact(tx, workspace, input.contactId);
  await refuseStranger(tx, acting, deal, known);
  const contact = { id: input.contactId, accountId: known?.accountId ?? deal.accountId, ...detailsOf(input) };
  await upsertContact(tx, workspace, contact);
  const since = await sayRole(tx, acting, deal, contact.id, input.role);
  await markDealChanged(tx, acting, deal.id);
  return { contactId: contact.id, ...detailsOf(input), role: input.role, since: since.toISOString() };
}

/**
 * Says the part a contact has in a deal, as part of the caller's transaction. Somebody new is added under this name;
 * what else is known about somebody we know stays.
 */
export async function setBuyingRoleIn(
  tx: Tx,
  acting: ActingIn,
  input: Pick<ContactInput, "dealId" | "contactId" | "name" | "role">,
): Promise<void> {
  const known = await findContact(tx, acting.session.workspace, input.contactId);
  const { email, phone, jobTitle } = known ?? { email: null, phone: null, jobTitle: null };
  await saveContactIn(tx, acting, { ...input, email, phone, jobTitle });
}

const detailsOf = ({ name, email, phone, jobTitle }: ContactInput) => ({ name, email, phone, jobTitle });

/** Somebody who has nothing to do with this deal or its account may be a colleague's contact: not ours to change. */
async function refuseStranger(
  tx: Tx,
  { session }: ActingIn,
  deal: StoredDeal,
  known: StoredContact | undefined,
): Promise<void> {
  if (!known || (known.accountId !== null && known.accountId === deal.accountId)) return;
  if (!(await findBuyingRole(tx, session.workspace, deal.id, known.id))) throw new Refusal("NOT_FOUND");
}

/** Since when the role is theirs: saying it again changes nothing. */
async function sayRole(
  tx: Tx,
  { session, now }: ActingIn,
  deal: StoredDeal,
  contactId: string,
  role: BuyingRole,
): Promise<Date> {
  const last = await findBuyingRole(tx, session.workspace, deal.id, contactId);
  if (last && last.role === role && !last.removed) return last.knownAt;
  const knownAt = new Date(now);
  await insertBuyingRole(tx, session.workspace, { dealId: deal.id, contactId, role, removed: false, knownAt });
  return knownAt;
}

/** Takes a contact off a deal; what was known while they were on it stays. */
export async function removeContact(
  { db, ...acting }: Acting,
  { dealId, contactId }: { dealId: string; contactId: string },
): Promise<{ contactId: string }> {
  const { session, now } = acting;
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, session, dealId);
    const last = await findBuyingRole(tx, session.workspace, deal.id, contactId);
    if (!last) throw new Refusal("NOT_FOUND");
    if (!last.removed) {
      const fact = { dealId, contactId, role: last.role, removed: true, knownAt: new Date(now) };
      await insertBuyingRole(tx, session.workspace, fact);
      await markDealChanged(tx, acting, deal.id);
    }
    return { contactId };
  });
}
