import type { Database } from "../../platform/database/database.ts";
import type { Instant } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { gatherEffort } from "./cut-losses/gather-effort.ts";
import { replaceOdds } from "./cut-losses/store.ts";
import { findCauses } from "./findings/find-causes.ts";
import { signsByDeal } from "./findings/rules.ts";
import { replaceDealSigns } from "./findings/store.ts";
import { learnOdds, oddsOfOpenDeals } from "./forecast/learn-odds.ts";
import type { StoredOdds } from "./forecast/rules.ts";
import { findPast, readHistory } from "./history/read-history.ts";
import { dealsHaveIds } from "./history/store.ts";
import { methodVersion } from "./run/rules.ts";
import { findSettings, listFields, replaceResult } from "./run/store.ts";
import { gatherTracks } from "./track-record/gather-tracks.ts";

/** Told at every step how far it is, 0 to 1; may throw to stop. */
export type Report = (step: string, progress: number) => Promise<void>;

type Ask = {
  now: Instant;
  signal?: AbortSignal | undefined;
  /** Only columns that somebody said are known at the opening may be used. */
  onlyNamed?: boolean | undefined;
};

/**
 * Looks at all of a team's deals together: why they are lost, how each flag did, and how an open deal's odds stand. One walk
 * over the deals, as each of them was known at every week of its life; then everything is replaced in one transaction.
 */
export async function refreshInsights(
  db: Database,
  workspace: WorkspaceId,
  { now, signal, onlyNamed }: Ask,
  report: Report,
): Promise<void> {
  const settings = await findSettings(db, workspace);
  const past = await findPast(db, workspace, now, signal);
  const tracks = gatherTracks(past, settings.fewestASide);
  const effort = gatherEffort(past, settings);
  const team = await readHistory(db, workspace, past, {
    signal,
    onProgress: (share) => report("Reading the deals as they were, week by week", share * 0.6),
    onDeal: (seen) => {
      tracks.add(seen);
      effort.add(seen);
    },
  });

  await report("Working out the odds", 0.6);
  const throwIfCancelled = () => signal?.throwIfAborted();
  const { leftOut, amountIsKnown, copies, ...learnt } = learnOdds(team, {
    fewest: settings.fewestForOdds,
    fields: await listFields(db, workspace),
    onlyNamed,
    until: now,
    mayHoldCopies: !(await dealsHaveIds(db, workspace)),
    throwIfCancelled,
  });
  const odds: StoredOdds = { ...learnt, effort: effort.done() };

  await report("Holding everything against how deals ended", 0.8);
  const { result: findings, shownByDeal } = await findCauses(db, workspace, team, {
    settings,
    currency: past.currency,
    leftOut,
    amountIsKnown,
    copies,
    bulkEdited: past.bulkEdited.size,
    onProgress: throwIfCancelled,
  });

  await report("Writing it down", 0.95);
  const made = { methodVersion, dataUntil: now, madeAt: now };
  await db.transaction().execute(async (tx) => {
    await replaceResult(tx, workspace, "findings", findings, made);
    await replaceResult(tx, workspace, "track-records", { records: tracks.done() }, made);
    await replaceResult(tx, workspace, "odds-model", odds, made);
    await replaceDealSigns(tx, workspace, signsByDeal(team.history.deals, findings, shownByDeal));
    await replaceOdds(tx, workspace, oddsOfOpenDeals(team, odds).map(effort.beside), now);
  });
}
