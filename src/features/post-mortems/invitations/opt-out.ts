import type { Database, Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { countTry, uncountTry } from "../../../platform/sign-in/store.ts";
import { findUnsubscribeKey, readUnsubscribe } from "../../mail/sign-unsubscribe.ts";
import { hashAddress } from "./hash-address.ts";
import { deleteOptOut, insertOptOut, listWaitingAt, lockInvitation, updateToOver, updateToWanted } from "./store.ts";

type Asking = { db: Database; now: Instant; address?: string };

const tryWindowMs = 10 * 60_000;
const mostTries = 20;

/** The customer of an invitation wants no mail from this team about lost deals any more; or does after all. */
export async function saveOptOut(
  tx: Tx,
  workspace: WorkspaceId,
  invitationId: string,
  { optedOut, now }: { optedOut: boolean; now: Instant },
): Promise<void> {
  const invitation = await lockInvitation(tx, workspace, invitationId);
  if (!invitation) throw new Refusal("LINK_ENDED");
  const { email, id } = invitation;
  const at = new Date(now);
  if (!optedOut) {
    if (email !== "") await deleteOptOut(tx, workspace, await hashAddress(tx, workspace, email));
    await updateToWanted(tx, workspace, id);
    return;
  }
  if (email !== "") await insertOptOut(tx, workspace, await hashAddress(tx, workspace, email), at);
  const waiting = email === "" ? [] : await listWaitingAt(tx, workspace, email);
  await updateToOver(tx, workspace, [...new Set([id, ...waiting])], "opted-out", at);
}

/**
 * The same by the link at the foot of every letter, which can do nothing else. It tells nothing of whom it is about; done
 * twice, it is done.
 */
export async function optOutByLetter(
  { db, now, address = "unknown" }: Asking,
  { secret }: { secret: string },
): Promise<{ optedOut: true }> {
  const tries = `opt-out:${address}`;
  if ((await countTry(db, tries, now, tryWindowMs)) > mostTries) throw new Refusal("TOO_MANY_TRIES");
  const said = readUnsubscribe(await findUnsubscribeKey(db), secret);
  if (said?.kind !== "invitation") throw new Refusal("LINK_ENDED");
  await db.transaction().execute((tx) => saveOptOut(tx, said.workspace, said.invitationId, { optedOut: true, now }));
  // It was no guess.
  await uncountTry(db, tries);
  return { optedOut: true };
}
