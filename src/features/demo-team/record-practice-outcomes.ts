import { randomUUID } from "node:crypto";
import { rollDice } from "../../../demo/dice.ts";
import { dayMs, dayOf, type Instant } from "../../platform/dates.ts";
import { listCloses } from "../deals/closes/store.ts";
import { listDealRecords } from "../deals/record/store.ts";
import type { DealRecord } from "../deals/rules.ts";
import type { PracticeShape } from "../playbook/contract.ts";
import { updateUse, upsertUses } from "../playbook/uses/store.ts";
import { findFlagContext, type Watch } from "../red-flags/find-flag-context.ts";
import { insertPastChanges, type PastChange } from "../red-flags/readings/store.ts";
import { replayFlags } from "../red-flags/replay/rules.ts";
import { readFlag, type WatchedFlag } from "../red-flags/rules.ts";
import type { Scene } from "./record-past-work.ts";

/** So many of the deals a practice applied to are those on which somebody did it: chance alone says which. */
const shareDone = 0.4;

/**
 * What came of adopted practices on deals that closed since: their flags as they were really up there, told by a replay, and
 * on some of them the practice done in time. Nothing of it knows how a deal ended, so no practice works better than chance.
 */
export async function recordPracticeOutcomes(scene: Scene, practices: readonly PracticeShape[]): Promise<void> {
  const { db, workspace, now } = scene;
  const watched = await findWatched(scene, practices);
  const since = Math.min(...watched.map(({ adoptedAt }) => adoptedAt));
  const closes = await listCloses(db, workspace, { until: now });
  const closedSince = closes.dealIds.filter((_, place) => (closes.closedAt[place] ?? 0) > since);
  const { context } = await findFlagContext(db, workspace, now);
  const dice = rollDice(11);
  // Two practices may be shown by one flag.
  const told = new Set<string>();
  for (const record of await listDealRecords(db, workspace, closedSince)) {
    for (const practice of watched) {
      const up = findUp(record, practice, context);
      if (!up) continue;
      const doneAt = up.from + dice.between(0.1, 0.9) * (up.until - up.from);
      const isDone = dice.happens(shareDone);
      await db.transaction().execute(async (tx) => {
        const changed = `${record.id} ${practice.flag.id}`;
        if (!told.has(changed)) await insertPastChanges(tx, workspace, up.changes);
        told.add(changed);
        if (!isDone || record.ownerId === null) return;
        const id = randomUUID();
        const use = { id, practiceId: practice.id, dealId: record.id, memberId: record.ownerId };
        const plannedAt = new Date(Math.max(up.from, doneAt - dayMs));
        const planned = { taskId: null, meetingId: null, dueOn: dayOf(doneAt, scene.timeZone), plannedAt };
        await upsertUses(tx, workspace, [{ ...use, ...planned }]);
        await updateUse(tx, workspace, id, { doneAt: new Date(doneAt), memberId: record.ownerId, note: "" });
      });
    }
  }
}

type Watched = { id: string; adoptedAt: Instant; flag: WatchedFlag };

async function findWatched({ db, workspace, now }: Scene, practices: readonly PracticeShape[]): Promise<Watched[]> {
  const { flags } = await findFlagContext(db, workspace, now);
  return practices.flatMap(({ id, flag, adoptedAt }) => {
    const watched = flags.find((one) => one.id === flag?.id);
    return watched && adoptedAt !== null ? [{ id, adoptedAt: Date.parse(adoptedAt), flag: watched }] : [];
  });
}

type Up = { from: Instant; until: Instant; changes: PastChange[] };

/** From when until when the flag was up on a deal, since the practice was adopted and before the close. */
function findUp(record: DealRecord, { flag, adoptedAt }: Watched, context: Watch["context"]): Up | undefined {
  const closedAt = record.outcomes.find(({ reopenedAt }) => reopenedAt === null)?.closedAt;
  if (closedAt === undefined) return undefined;
  const norms = [{ from: 0, norms: context.norms }];
  const [stretches = []] = replayFlags(record, [flag], { ...context, norms });
  for (const [place, { from, kind }] of stretches.entries()) {
    const next = stretches[place + 1];
    const until = Math.min(next?.from ?? closedAt, closedAt);
    if (kind !== "up" || from >= closedAt || until <= adoptedAt) continue;
    const told = (at: Instant) => readFlag(record, at, flag, context).evidence;
    const change = { dealId: record.id, flagId: flag.id };
    return {
      from: Math.max(from, adoptedAt),
      until,
      changes: [
        { ...change, was: stretches[place - 1]?.kind ?? null, became: "up", at: from, evidence: told(from) },
        ...(next && next.from < closedAt
          ? [{ ...change, was: "up" as const, became: next.kind, at: next.from, evidence: told(next.from) }]
          : []),
      ],
    };
  }
  return undefined;
}
