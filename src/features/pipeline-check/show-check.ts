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
import { checkRule, dealsBeingRead, inOrderOfConcern, watchedRules } from "./rules.ts";
import { countOpenDeals, type Scope, tallyReadings } from "./store.ts";

export type Check = {
  openDeals: number;
  refreshing: number;
  readAt: string | null;
  rules: CheckedRule[];
};

/** "Am I about to make the same mistake again?": my promises and the team's costly flags against the open deals I see. */
export async function showCheck({ db, ...acting }: Acting, { ownerId }: { ownerId?: string | undefined }) {
  const visible = await findVisibleOwners(db, acting.session);
  return checkOpenDeals(db, acting, { visible, ownerId }, await listPromises(db, acting, { visible, ownerId }));
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

/** For a view that has the promises at hand. */
export async function checkOpenDeals(
  db: Db,
  { session, now }: ActingIn,
  scope: Scope,
  commitments: readonly CommitmentShape[],
): Promise<Check> {
  const { workspace } = session;
  const today = dayOf(now, session.timeZone);
  const dayBegan = new Date(startOfDay(today, session.timeZone));
  const watched = watchedRules(commitments, await listFlagsOf(db, workspace));
  const flagIds = [...new Set(watched.map(({ flag }) => flag.id))];
  const repairs = await listRepairsOf(db, workspace);
  const open = await countOpenDeals(db, workspace, scope, today);
  const tallies = await tallyReadings(db, workspace, scope, flagIds, { today, dayBegan });
  const readAt = tallies.map((tally) => tally.readAt.getTime());
  return {
    openDeals: open.deals,
    refreshing: dealsBeingRead(flagIds, open, tallies),
    readAt: readAt.length === 0 ? null : new Date(Math.min(...readAt)).toISOString(),
    rules: inOrderOfConcern(watched.map((rule) => checkRule(rule, open, tallies, repairs))),
  };
}
