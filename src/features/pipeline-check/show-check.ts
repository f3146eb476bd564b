import type { Db } from "../../platform/database/database.ts";
import { inSnapshot } from "../../platform/database/in-snapshot.ts";
import { dayOf, startOfDay } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { maySee } from "../deals/access.ts";
import { ownersRead } from "../deals/debrief-sharing/access.ts";
import { findDebriefReader } from "../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import type { ActingIn } from "../deals/mark-deal-changed.ts";
import { listRepairsOf } from "../reasons/store.ts";
import { listFlagsOf } from "../red-flags/store.ts";
import { asShared } from "./access.ts";
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
import { countOpenDeals, countStaleDeals, type Scope, tallyReadings } from "./store.ts";

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
  const today = dayOf(now, session.timeZone);
  const day = { today, dayBegan: new Date(startOfDay(today, session.timeZone)) };
  return inSnapshot(db, async (tx) => {
    const scope = { visible: await findVisibleOwners(tx, session), ownerId };
    const [{ open, tallies, rules }, { stale, oldestReadAt }] = await Promise.all([
      checkOpenDeals(tx, acting, scope),
      countStaleDeals(tx, session.workspace, scope, day),
    ]);
    const flagIds = [...new Set(rules.map(({ flagId }) => flagId))];
    const isAnyRead = tallies.some(({ flagId }) => flagIds.includes(flagId));
    return {
      openDeals: open.deals,
      refreshing: dealsBeingRead(flagIds, open, tallies, stale),
      readAt: (isAnyRead && oldestReadAt?.toISOString()) || null,
      rules,
    };
  });
}

/** The promises that count: of the person looked at, and only of one whose deals are seen; else of whoever looks. */
async function listPromises(
  db: Db,
  { session }: ActingIn,
  { visible, ownerId = session.memberId }: Scope,
): Promise<CommitmentShape[]> {
  if (ownerId === session.memberId) return listLiveCommitments(db, session.workspace, ownerId);
  const reader = await findDebriefReader(db, session);
  if (!maySee(visible, { ownerId }) || !maySee(ownersRead(reader, visible), { ownerId })) return [];
  const promises = await listLiveCommitments(db, session.workspace, ownerId);
  return promises.map((promise) => asShared(reader, promise));
}

/** The promises that count, and the rules with their counts. */
export async function checkOpenDeals(
  db: Db,
  { session, now }: ActingIn,
  scope: Scope,
): Promise<{ commitments: CommitmentShape[]; open: OpenDeals; tallies: ReadingTally[]; rules: CheckedRule[] }> {
  const { workspace } = session;
  const today = dayOf(now, session.timeZone);
  const [commitments, flags, repairs, open, tallies] = await Promise.all([
    listPromises(db, { session, now }, scope),
    listFlagsOf(db, workspace),
    listRepairsOf(db, workspace),
    countOpenDeals(db, workspace, scope, today),
    tallyReadings(db, workspace, scope, today),
  ]);
  const rules = watchedRules(commitments, flags).map((rule) => checkRule(rule, open, tallies, repairs));
  return { commitments, open, tallies, rules: inOrderOfConcern(rules, session.currency) };
}
