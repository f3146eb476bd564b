import type { Db } from "../../platform/database/database.ts";
import { addDays, dayOf, type Instant } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Session } from "../../platform/session.ts";
import { updateMemberTimeZone } from "../team/time-zones/store.ts";
import { findWorkingCalendar } from "../team/working-calendar/store.ts";
import type { Preferences } from "./contract.ts";
import { instantAt, isDigestDay, nextMorning, type Place, type Wish } from "./rules.ts";
import { findWish, upsertWish } from "./store.ts";

type Wanted = Wish & { timeZone: string | null };

export async function showPreferences({ db, session, now }: Acting): Promise<Preferences> {
  return preferencesOf(db, session, now);
}

/** Changes what somebody is written about, and from when on: their next turn follows from it. */
export async function savePreferences(
  { db, session, now }: Acting,
  { timeZone, ...wish }: Wanted,
): Promise<Preferences> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    await updateMemberTimeZone(tx, workspace, memberId, timeZone);
    const calendar = await findWorkingCalendar(tx, workspace);
    const nextAt = nextMorning(now, wish, { timeZone: timeZone ?? session.timeZone, calendar });
    await upsertWish(tx, workspace, memberId, wish, { now, nextAt });
    return preferencesOf(tx, session, now);
  });
}

async function preferencesOf(db: Db, { workspace, memberId }: Session, now: Instant): Promise<Preferences> {
  const found = await findWish(db, workspace, memberId);
  if (!found) throw new Refusal("NOT_SIGNED_IN");
  const calendar = await findWorkingCalendar(db, workspace);
  const place = { timeZone: found.timeZone ?? found.workspaceTimeZone, calendar };
  const next = nextDigest(found, now, place);
  return { ...found, nextDigestAt: next === null ? null : new Date(next).toISOString() };
}

function nextDigest(wish: Wish, now: Instant, { timeZone, calendar }: Place): Instant | null {
  const today = dayOf(now, timeZone);
  for (let ahead = 0; ahead <= 35; ahead += 1) {
    const day = addDays(today, ahead);
    const moment = instantAt(day, wish.hour, timeZone);
    if (moment > now && isDigestDay(day, wish, calendar)) return moment;
  }
  return null;
}
