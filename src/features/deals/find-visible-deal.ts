import type { Db, Tx } from "../../platform/database/database.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Session } from "../../platform/session.ts";
import { mayChange, maySee, type VisibleOwners, visibleOwners } from "./access.ts";
import { findDeal, listTeammates, lockDeal, lockDeals, type StoredDeal } from "./store.ts";

/** Whose deals this person sees. Only a manager's answer needs a query. */
export async function findVisibleOwners(db: Db, session: Session): Promise<VisibleOwners> {
  const asksTeam = session.role === "manager" && !session.isOwner;
  return visibleOwners(session, asksTeam ? await listTeammates(db, session.workspace) : []);
}

/** The deal, if it is here and this person may see it; NOT_FOUND otherwise. */
export async function findVisibleDeal(db: Db, session: Session, dealId: string): Promise<StoredDeal> {
  const deal = await findDeal(db, session.workspace, dealId);
  if (!deal || !maySee(await findVisibleOwners(db, session), deal)) throw new Refusal("NOT_FOUND");
  return deal;
}

/** The deal, held until the transaction ends; NOT_FOUND or NOT_ALLOWED when this person may not see or change it. */
export async function lockDealToChange(tx: Tx, session: Session, dealId: string): Promise<StoredDeal> {
  const deal = await lockDeal(tx, session.workspace, dealId);
  return refuseChange(session, await findVisibleOwners(tx, session), deal);
}

/** Several, held in an order of their own; each of them must be one that this person may change. */
export async function lockDealsToChange(
  tx: Tx,
  session: Session,
  dealIds: readonly string[],
): Promise<Map<string, StoredDeal>> {
  const deals = new Map((await lockDeals(tx, session.workspace, dealIds)).map((deal) => [deal.id, deal]));
  const visible = await findVisibleOwners(tx, session);
  return new Map(dealIds.map((id) => [id, refuseChange(session, visible, deals.get(id.toLowerCase()))]));
}

function refuseChange(session: Session, visible: VisibleOwners, deal: StoredDeal | undefined): StoredDeal {
  if (!deal || !maySee(visible, deal)) throw new Refusal("NOT_FOUND");
  if (!mayChange(session, visible, deal)) throw new Refusal("NOT_ALLOWED");
  return deal;
}
