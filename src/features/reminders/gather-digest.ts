import type { Database } from "../../platform/database/database.ts";
import { inSnapshot } from "../../platform/database/in-snapshot.ts";
import { addDays, type Day, dayOf, type Instant } from "../../platform/dates.ts";
import type { Session } from "../../platform/session.ts";
import type { PacketRow } from "../audience/packets/contract.ts";
import { listPacketsFor } from "../audience/packets/list-packets.ts";
import type { CheckUpShape } from "../check-ups/calls/contract.ts";
import { countCheckUps, listCheckUps } from "../check-ups/store.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { showWaiting } from "../debriefs/waiting/show-waiting.ts";
import type { CheckedRule, RepairTask } from "../pipeline-check/contract.ts";
import { countTasks, listTasks } from "../pipeline-check/repair-tasks/store.ts";
import { checkOpenDeals } from "../pipeline-check/show-check.ts";
import type { PracticeUse } from "../playbook/uses/contract.ts";
import { countUses, listUses } from "../playbook/uses/store.ts";
import { mayReadWeek } from "../weekly-review/access.ts";
import { blockNoticeMs, passedBlocks, passedReturns } from "./rules.ts";
import { type DueBlock, type DueReturn, listResetsOn, listUntoldBlocks, listUntoldReturns } from "./store.ts";

type Some<Row> = { count: number; rows: Row[] };

/** What somebody has to act on, of their own, up to a day. */
export type Digest = {
  losses: Some<{ dealId: string; name: string; closedOn: Day | null }>;
  calls: Some<CheckUpShape>;
  tasks: Some<RepairTask>;
  /** Practices to apply that no repair does. */
  practices: Some<PracticeUse>;
  /** Packets that ask something of this person; waiting for others is nothing to act on. */
  packets: Some<PacketRow>;
  /** Promises that open deals are at risk of breaking. */
  promises: CheckedRule[];
  /** What passed without their reminder; none where they want no reminders. */
  blocks: DueBlock[];
  returns: DueReturn[];
  /** Nothing to act on; told along with the rest. */
  readsWeek: boolean;
  resets: { dealId: string; dealName: string; resetsOn: Day }[];
};

/** The first few of each; the rest is on the pages. */
const shown = 5;
const mostPassed = 10;

/**
 * Gathers as of one instant what is this person's own: their deals, as far as their rights let them see them, their tasks and
 * promises. What they may not see is in no count either.
 */
export async function gatherDigest(
  db: Database,
  { session, now }: { session: Session; now: Instant },
  { dueBy, since, reminders }: { dueBy: Day; since: Instant; reminders: boolean },
): Promise<Digest> {
  const { workspace, memberId, timeZone } = session;
  const today = dayOf(now, timeZone);
  return inSnapshot(db, async (tx) => {
    const scope = { visible: await findVisibleOwners(tx, session), ownerId: memberId };
    const tasks = { ...scope, state: "open" as const, dueBy };
    const uses = { memberId, ofItsOwn: true, state: "open" as const, dueBy };
    const calls = { ...scope, done: false, dueBy };
    const first = { after: null, limit: shown };
    const whose = { workspace, memberId };
    const check = await checkOpenDeals(tx, { session, now }, scope);
    const losses = await showWaiting(tx, { session, now }, { ...scope, outcome: "lost" }, shown);
    return {
      readsWeek: mayReadWeek(session),
      losses: {
        count: losses.count,
        rows: losses.rows.map(({ deal }) => ({
          dealId: deal.id,
          name: deal.name,
          closedOn: deal.closedAt ? dayOf(Date.parse(deal.closedAt), timeZone) : null,
        })),
      },
      calls: {
        count: await countCheckUps(tx, workspace, calls),
        rows: await listCheckUps(tx, workspace, calls, first),
      },
      tasks: { count: await countTasks(tx, workspace, tasks), rows: await listTasks(tx, workspace, tasks, first) },
      practices: {
        count: await countUses(tx, workspace, scope.visible, uses),
        rows: await listUses(tx, workspace, scope.visible, uses, first),
      },
      packets: await listPacketsFor(tx, { session, now }, { limit: shown, waitingToo: false }),
      promises: check.rules.filter(({ commitment, atRisk }) => commitment !== null && atRisk > 0).slice(0, shown),
      blocks: !reminders
        ? []
        : await listUntoldBlocks(tx, whose, passedBlocks(since, now), {
            noticeMs: blockNoticeMs,
            limit: mostPassed,
          }),
      returns: !reminders ? [] : await listUntoldReturns(tx, whose, passedReturns(since, now), mostPassed),
      resets: await listResetsOn(tx, workspace, memberId, { from: today, until: addDays(dueBy, 1) }),
    };
  });
}
