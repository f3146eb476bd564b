import type { Db, Tx } from "../../../platform/database/database.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { leads, mayEndUnled, mayFollow } from "../access.ts";
import { findMeeting, lockMeeting, type StoredMeeting } from "./store.ts";

/** The meeting, if this person is in it; NOT_FOUND otherwise. */
export async function findFollowed(db: Db, session: Session, id: string): Promise<StoredMeeting> {
  return followed(session, await findMeeting(db, session.workspace, id, session.memberId));
}

/** The same, held until the transaction ends. */
export async function lockFollowed(tx: Tx, session: Session, id: string): Promise<StoredMeeting> {
  return followed(session, await lockMeeting(tx, session.workspace, id, session.memberId));
}

/** Held until the transaction ends, for what only who leads it does: NOT_ALLOWED for the others in it. */
export async function lockLed(tx: Tx, session: Session, id: string): Promise<StoredMeeting> {
  return led(session, await lockFollowed(tx, session, id));
}

/** The same, to be ended: where nobody leads it any more, by others who may. */
export async function lockToEnd(tx: Tx, session: Session, id: string): Promise<StoredMeeting> {
  const meeting = await lockMeeting(tx, session.workspace, id, session.memberId);
  if (meeting && mayEndUnled(session, meeting)) return meeting;
  return led(session, followed(session, meeting));
}

function led(session: Session, meeting: StoredMeeting): StoredMeeting {
  if (!leads(session, meeting)) throw new Refusal("NOT_ALLOWED");
  return meeting;
}

function followed(session: Session, meeting: StoredMeeting | undefined): StoredMeeting {
  if (!meeting || !mayFollow(session, meeting)) throw new Refusal("NOT_FOUND");
  return meeting;
}
