import type { Db, Tx } from "../../../platform/database/database.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { maySeePostMortem, mayWritePostMortem } from "../access.ts";
import { findPostMortem, lockPostMortem, type StoredPostMortem } from "./store.ts";

type Found = { postMortem: StoredPostMortem; visible: VisibleOwners };

/** The post-mortem, if this person may read it; NOT_FOUND otherwise. */
export async function findVisiblePostMortem(db: Db, session: Session, id: string): Promise<Found> {
  const visible = await findVisibleOwners(db, session);
  const postMortem = await findPostMortem(db, session.workspace, id);
  if (!postMortem || !maySeePostMortem(session, visible, postMortem)) throw new Refusal("NOT_FOUND");
  return { postMortem, visible };
}

/** The post-mortem, held until the transaction ends, if this person leads it or its seller. */
export async function lockPostMortemToWrite(tx: Tx, session: Session, id: string): Promise<Found> {
  const postMortem = await lockPostMortem(tx, session.workspace, id);
  const visible = await findVisibleOwners(tx, session);
  if (!postMortem || !maySeePostMortem(session, visible, postMortem)) throw new Refusal("NOT_FOUND");
  if (!mayWritePostMortem(session, visible, postMortem)) throw new Refusal("NOT_ALLOWED");
  return { postMortem, visible };
}

/** What was given up is written on only once it is taken up again. */
export async function lockPostMortemToGoOn(tx: Tx, session: Session, id: string): Promise<Found> {
  const found = await lockPostMortemToWrite(tx, session, id);
  if (found.postMortem.state === "given-up") throw new Refusal("GIVEN_UP");
  return found;
}
