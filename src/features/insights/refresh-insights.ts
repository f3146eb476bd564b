import type { Database } from "../../platform/database/database.ts";
import type { Instant } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { bulkEditedDeals, bulkEdits } from "../deals/closes/bulk-edits/rules.ts";
import { listCloses } from "../deals/closes/store.ts";
import { findWorkspace } from "../team/store.ts";
import { gatherEffort, minutesOf } from "./cut-losses/rules.ts";
import { replaceOdds } from "./cut-losses/store.ts";
import type { FindingsResult } from "./findings/contract.ts";
import { findCauses } from "./findings/find-causes.ts";
import { judgedKeys } from "./findings/rules.ts";
import { type DealSigns, replaceDealSigns } from "./findings/store.ts";
import { learnOdds, oddsOfOpenDeals } from "./forecast/learn-odds.ts";
import type { StoredOdds } from "./forecast/rules.ts";
import type { DealSeen } from "./history/build-history.ts";
import { findPast, readHistory } from "./history/read-history.ts";
import { staysOf } from "./history/rules.ts";
import { dealsHaveIds } from "./history/store.ts";
import { methodVersion } from "./run/rules.ts";
import { findSettings, listFields, replaceResult } from "./run/store.ts";
import { gatherTracks } from "./track-record/gather-tracks.ts";

/** Told at every step how far it is, 0 to 1; may throw to stop. */
export type Report = (step: string, progress: number) => Promise<void>;

/**
 * Looks at all of a team's deals together: why they are lost, how each flag did, and how an open deal's odds stand. One walk
 * over the deals, as each of them was known at every week of its life; then everything is replaced in one transaction. `onlyNamed`: only columns that somebody said are known at the opening may be used.
 */
export async function refreshInsights(
  db: Database,
  workspace: WorkspaceId,
  { now, signal, onlyNamed }: { now: Instant; signal?: AbortSignal | undefined; onlyNamed?: boolean | undefined },
  report: Report,
): Promise<void> {
  const { currency, time_zone: timeZone } = await findWorkspace(db, workspace);
  const settings = await findSettings(db, workspace);
  const closes = await listCloses(db, workspace, { until: now, signal });
  const bulkEdited = bulkEditedDeals(closes, bulkEdits(closes, timeZone));

  const past = await findPast(db, workspace, now, { bulkEdited, signal });
  const { process } = past.context;
  const { fewestASide } = settings;
  const tracks = gatherTracks(past.flags, { ...past, fewestASide, currency, until: now });
  const effort = gatherEffort(settings);
  const open = new Map<string, { minutesSpent: number; stageId: string | null }>();
  const openStages = new Set(
    process.pipelines.flatMap(({ stages }) => stages.filter(({ type }) => type === "open").map(({ id }) => id)),
  );
  const see = (seen: DealSeen) => {
    tracks.add(seen);
    const { deal, record } = seen;
    const stays = staysOf(record, openStages, deal.closedAt ?? now);
    if (deal.status !== "open") effort.add({ ...deal, status: deal.status }, record.activities, stays);
    else
      open.set(deal.id, {
        minutesSpent: minutesOf(record.activities, settings),
        stageId: record.stageChanges.at(-1)?.stageId ?? null,
      });
  };
  const team = await readHistory(db, workspace, {
    ...past,
    until: now,
    currency,
    bulkEdited,
    signal,
    onProgress: (share) => report("Reading the deals as they were, week by week", share * 0.6),
    onDeal: see,
  });

  await report("Working out the odds", 0.6);
  const odds = learnOdds(team, {
    fewest: settings.fewestForOdds,
    fields: await listFields(db, workspace),
    onlyNamed,
    until: now,
    mayHoldCopies: !(await dealsHaveIds(db, workspace)),
    throwIfCancelled: () => signal?.throwIfAborted(),
  });

  await report("Holding everything against how deals ended", 0.8);
  const { result, shownByDeal } = await findCauses(db, workspace, team, {
    settings,
    currency,
    leftOut: odds.leftOut,
    amountIsKnown: odds.amountIsKnown,
    bulkEdited: bulkEdited.size,
    onProgress: () => signal?.throwIfAborted(),
  });

  await report("Writing it down", 0.95);
  const made = { methodVersion, dataUntil: now, madeAt: now };
  const { leftOut: _, amountIsKnown: __, ...learnt } = odds;
  const stored: StoredOdds = { ...learnt, effort: effort.done() };
  const oddsRows = oddsOfOpenDeals(team, odds).map((row) => {
    const { minutesSpent, stageId } = open.get(row.dealId) ?? { minutesSpent: 0, stageId: null };
    const minutesNeeded = stageId === null ? undefined : stored.effort.minutesFrom[stageId];
    return {
      ...row,
      minutesSpent: Math.round(minutesSpent),
      minutesNeeded: minutesNeeded === undefined ? null : Math.round(minutesNeeded),
    };
  });
  await db.transaction().execute(async (tx) => {
    await replaceResult(tx, workspace, "findings", result, made);
    await replaceResult(tx, workspace, "track-records", { records: tracks.done() }, made);
    await replaceResult(tx, workspace, "odds-model", stored, made);
    await replaceDealSigns(tx, workspace, signsOf(team.history.deals, result, shownByDeal));
    await replaceOdds(tx, workspace, oddsRows, now);
  });
}

function* signsOf(
  deals: readonly { id: string; status: string }[],
  result: Pick<FindingsResult, "findings" | "noDifference">,
  shownByDeal: ReadonlyMap<string, Uint8Array>,
): Generator<DealSigns> {
  const columns = judgedKeys(result).map((key) => shownByDeal.get(key));
  for (const [place, { id, status }] of deals.entries()) {
    if (status === "open") continue;
    const shown: number[] = [];
    const notShown: number[] = [];
    for (const [number, column] of columns.entries()) {
      if (column?.[place] === 2) shown.push(number);
      else if (column?.[place] === 1) notShown.push(number);
    }
    if (shown.length + notShown.length > 0) yield { dealId: id, shown, notShown };
  }
}
