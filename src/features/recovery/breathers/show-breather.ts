import type { Db } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { findTimeZone } from "../../team/time-zones/store.ts";
import type { BreatherChoice, BreatherShape } from "./contract.ts";
import { findWorkingTime } from "./find-working-time.ts";
import { breatherChoices, isRunning } from "./rules.ts";
import { findLastBreather, type StoredBreather } from "./store.ts";

export const breatherShapeOf = (
  { id, dealId, beganAt, backAt, endedAt }: StoredBreather,
  timeZone: string,
): BreatherShape => ({
  ...{ id, dealId, timeZone },
  beganAt: beganAt.toISOString(),
  backAt: backAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});

/** The breather this person is on, if any, and those they could take now. */
export async function showBreather({ db, ...acting }: Acting): Promise<{
  running: BreatherShape | null;
  choices: BreatherChoice[];
}> {
  const working = await findWorkingTime(db, acting.session);
  return {
    running: await findRunningBreather(db, acting),
    choices: breatherChoices(acting.now, working).map(({ length, backAt }) => ({
      ...{ length, backAt: new Date(backAt).toISOString(), timeZone: working.timeZone },
    })),
  };
}

export async function findRunningBreather(db: Db, { session, now }: ActingIn): Promise<BreatherShape | null> {
  const { workspace, memberId } = session;
  const last = await findLastBreather(db, workspace, memberId);
  if (!last || !isRunning({ backAt: last.backAt.getTime(), endedAt: null }, now)) return null;
  return breatherShapeOf(last, await findTimeZone(db, workspace, memberId));
}
