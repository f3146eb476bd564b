import type { Db, Tx } from "../../platform/database/database.ts";
import { dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Session } from "../../platform/session.ts";
import { findDebriefReader } from "../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import type { ActingIn } from "../deals/mark-deal-changed.ts";
import { tallyReadings } from "../pipeline-check/store.ts";
import { practiceRights } from "./access.ts";
import type { PracticeRow, PracticeShape } from "./contract.ts";
import { findPractice, lockPractice, type Reader, type StoredPractice } from "./store.ts";

export async function findReader(db: Db, session: Session): Promise<Reader> {
  const visible = await findVisibleOwners(db, session);
  return { session, visible, debriefs: await findDebriefReader(db, session) };
}

/** The practice, if this person may read it; NOT_FOUND otherwise. */
export async function showPractice({ db, ...acting }: Acting, { id }: { id: string }): Promise<PracticeShape> {
  return showPracticeIn(db, acting, id);
}

/** The same, as part of the caller's transaction. */
export async function showPracticeIn(db: Db, acting: ActingIn, id: string): Promise<PracticeShape> {
  const reader = await findReader(db, acting.session);
  const practice = await findPractice(db, acting.session.workspace, id, reader);
  if (!practice) throw new Refusal("NOT_FOUND");
  return practiceShapeOf(practice, reader, await countWhereUp(db, reader, acting.now));
}

/** The practice held to be changed; NOT_FOUND when this person may not read it. */
export async function lockReadPractice(tx: Tx, { session }: ActingIn, id: string): Promise<StoredPractice> {
  const practice = await lockPractice(tx, session.workspace, id, await findReader(tx, session));
  if (!practice) throw new Refusal("NOT_FOUND");
  return practice;
}

/** On how many open deals that this person sees, and that are not resting, each flag is up. */
export async function countWhereUp(
  db: Db,
  { session, visible }: Reader,
  now: number,
): Promise<ReadonlyMap<string, number>> {
  const today = dayOf(now, session.timeZone);
  const up = new Map<string, number>();
  for (const { flagId, kind, deals } of await tallyReadings(db, session.workspace, { visible }, today))
    if (kind === "up") up.set(flagId, (up.get(flagId) ?? 0) + deals);
  return up;
}

export function practiceRowOf(practice: StoredPractice, whereUp: ReadonlyMap<string, number>): PracticeRow {
  const { id, title, appliesWhen, state, source, lesson, reason, flag, repair, timesDone, mine, madeByName } = practice;
  return {
    ...{ id, title, appliesWhen, state, source, lesson, reason, flag, repair, timesDone, mine, madeByName },
    appliesNow: flag && (whereUp.get(flag.id) ?? 0),
    madeAt: practice.madeAt.toISOString(),
    changedAt: practice.changedAt.toISOString(),
    adoptedAt: practice.adoptedAt?.toISOString() ?? null,
    retiredAt: practice.retiredAt?.toISOString() ?? null,
  };
}

function practiceShapeOf(
  practice: StoredPractice,
  { session }: Reader,
  whereUp: ReadonlyMap<string, number>,
): PracticeShape {
  const { how, version, step, ownFlagId, sourceDeal, adoptedByName, retiredWhy } = practice;
  return {
    ...practiceRowOf(practice, whereUp),
    ...{ how, version, step, ownFlagId, sourceDeal, adoptedByName, retiredWhy },
    may: practiceRights(session, practice),
  };
}
