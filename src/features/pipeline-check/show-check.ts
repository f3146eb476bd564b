import type { Db } from "../../platform/database/database.ts";
import { dayOf, startOfDay } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { maySee } from "../deals/access.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import type { ActingIn } from "../deals/mark-deal-changed.ts";
import { listRepairsOf } from "../reasons/store.ts";
import { listFlagsOf } from "../red-flags/store.ts";
import { listLiveCommitments } from "./commitments/store.ts";
import type { CheckedRule, CommitmentShape } from "./contract.ts";
import {
  checkRule,
  dealsBeingRead,
  inOrderOfConcern,
  type OpenDeals,
  type ReadingTally,
  watchedRules,
} from "./rules.ts";
import { countFreshReadings, countOpenDeals, type Scope, tallyReadings } from "./store.ts";

export type Check = {
  openDeals: number;
  refreshing: number;
  readAt: string | null;
  rules: CheckedRule[];
};

/** "Am I about to make the same mistake again?": my promises and the team's costly flags against the open deals I see. */
export async function showCheck(
  { db, ...acting }: Acting,
  { ownerId }: { ownerId?: string | undefined },
): Promise<Check> {
  const { session, now } = acting;
  const scope = { visible: await findVisibleOwners(db, session), ownerId };
  const { open, tallies, rules } = await checkOpenDeals(db, acting, scope, await listPromises(db, acting, scope));
  const flagIds = [...new Set(rules.map(({ flagId }) => flagId))];
  const today = dayOf(now, session.timeZone);
  const day = { today, dayBegan: new Date(startOfDay(today, session.timeZone)) };
  const { fresh, readAt } = flagIds[0]
    ? await countFreshReadings(db, session.workspace, scope, flagIds[0], day)
    : { fresh: 0, readAt: null };
  return {
    openDeals: open.deals,
    refreshing: dealsBeingRead(flagIds, open, tallies, fresh),
    readAt: readAt?.toISOString() ?? null,
    rules,
  };
}

/** The promises that count: of the person looked at, and only of one whose deals are seen; else of whoever looks. */
export async function listPromises(
  db: Db,
  { session }: ActingIn,
  { visible, ownerId = session.memberId }: Scope,
): Promise<CommitmentShape[]> {
  if (ownerId !== session.memberId && !maySee(visible, { ownerId })) return [];
  return listLiveCommitments(db, session.workspace, ownerId);
}

/** The rules with their counts, for a view that has the promises at hand. */
export async function checkOpenDeals(
  db: Db,
  { session, now }: ActingIn,
  scope: Scope,
  commitments: readonly CommitmentShape[],
): Promise<{ open: OpenDeals; tallies: ReadingTally[]; rules: CheckedRule[] }> {
  const { workspace } = session;
  const today = dayOf(now, session.timeZone);
  const watched = watchedRules(commitments, await listFlagsOf(db, workspace));
  const repairs = await listRepairsOf(db, workspace);
  const open = await countOpenDeals(db, workspace, scope, today);
  const flagIds = [...new Set(watched.map(({ flag }) => flag.id))];
  const tallies = await tallyReadings(db, workspace, scope, flagIds, today);
  return { open, tallies, rules: inOrderOfConcern(watched.map((rule) => checkRule(rule, open, tallies, repairs))) };
}
