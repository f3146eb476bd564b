import { randomUUID } from "node:crypto";
import type { Tx } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { proposeCheckUpIn } from "../check-ups/propose-check-up.ts";
import { findWaitingCheckUp } from "../check-ups/store.ts";
import { listResults } from "../deals/closes/list-results.ts";
import { placeInRun } from "../deals/closes/results/rules.ts";
import { listLatestCompetitors } from "../deals/competitors/store.ts";
import { findDebriefReader } from "../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleDeal } from "../deals/find-visible-deal.ts";
import type { ActingIn } from "../deals/mark-deal-changed.ts";
import { listDealRecords } from "../deals/record/store.ts";
import { asOf, type DealRecord } from "../deals/rules.ts";
import { showDealRow } from "../deals/show-deal-row.ts";
import { timelineOf } from "../deals/timeline/rules.ts";
import { listNamesIn } from "../deals/timeline/store.ts";
import type { ReasonShape, RepairShape } from "../reasons/contract.ts";
import { listReasonsOf, listRepairsOf } from "../reasons/store.ts";
import type { FlagReading } from "../red-flags/contract.ts";
import { readDealFlags } from "../red-flags/read-deal.ts";
import type { StepStanding } from "../sales-process/contract.ts";
import { missedSteps, type SalesProcess } from "../sales-process/rules.ts";
import { listPipelinesOf, listStepsOf } from "../sales-process/store.ts";
import type { DebriefAnswers, DebriefShape, DebriefSheet } from "./contract.ts";
import { findPriceWords } from "./reason-quality/find-price-words.ts";
import { isAboutPrice, priceHeard } from "./reason-quality/rules.ts";
import {
  likelyLossKind,
  likelyPromise,
  likelyReasons,
  likelyTurningPoint,
  noAnswers,
  worstStepsFirst,
} from "./rules.ts";
import { type Close, closeOf } from "./save-draft.ts";
import { debriefShownTo, findDebrief, writerOf } from "./store.ts";

/** Longer than any sale anybody remembers, shorter than what a mail robot logs. */
const longestTimeline = 500;

/** Everything a debrief asks about a close, with what the deal's record already answers. */
export async function openDebrief({ db, ...acting }: Acting, { dealId }: { dealId: string }): Promise<DebriefSheet> {
  // One snapshot: the sheet never shows half of a change.
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute((tx) => sheetOf(tx, acting, dealId));
}

async function sheetOf(tx: Tx, acting: ActingIn, dealId: string): Promise<DebriefSheet> {
  const { session } = acting;
  const { workspace } = session;
  const close = closeOf(await findVisibleDeal(tx, session, dealId));
  const [record] = await listDealRecords(tx, workspace, [dealId]);
  if (!record) throw new Refusal("NOT_FOUND");
  const process = { steps: await listStepsOf(tx, workspace), pipelines: await listPipelinesOf(tx, workspace) };
  const catalogue = { reasons: await listReasonsOf(tx, workspace), repairs: await listRepairsOf(tx, workspace) };
  const steps = worstStepsFirst(missedSteps(record, process, session.timeZone));
  const flagsBeforeClose = await readDealFlags(tx, workspace, dealId, close.closedAt.getTime() - 1);
  const checkUp = await proposeDay(tx, acting, close);
  const found = await findDebrief(tx, workspace, dealId, close.closedAt);
  const writerId = found ? writerOf(found) : null;
  const reader = await findDebriefReader(tx, session);
  const shown = found && debriefShownTo(reader, found, close.deal.ownerId);
  const proposed = propose(close, { record, process, steps, flagsBeforeClose, ...catalogue }, session.timeZone);
  return {
    deal: await showDealRow(tx, acting, dealId),
    debrief: shown ?? null,
    // What was chosen before it was archived keeps its name.
    reasons: catalogue.reasons.filter(
      ({ id, appliesTo, archived }) => appliesTo === close.outcome && (!archived || isChosen(shown, id)),
    ),
    repairs: catalogue.repairs.filter(({ id, archived }) => !archived || isChosen(shown, id)),
    steps,
    flagsBeforeClose,
    timeline: timelineOf(record, await listNamesIn(tx, workspace, record)).slice(0, longestTimeline),
    proposed: { ...proposed, checkUpOn: checkUp?.dueOn ?? null },
    checkUpBecause: checkUp?.because ?? "",
    unheardReasonIds: unheardReasons(record, close, catalogue.reasons, await findPriceWords(tx, workspace)),
    competitors: close.outcome === "lost" ? await listLatestCompetitors(tx, workspace) : [],
    heldBy: writerId && writerId !== session.memberId ? (found?.recordedByName ?? found?.startedByName ?? null) : null,
    lossInRow: await findPlaceInRun(tx, acting, close),
  };
}

/** Nobody is told of a colleague's run of losses. */
async function findPlaceInRun(tx: Tx, { session, now }: ActingIn, { deal, outcome }: Close): Promise<number | null> {
  const { workspace, memberId, timeZone } = session;
  if (outcome === "won" || deal.ownerId !== memberId) return null;
  const { results } = await listResults(tx, workspace, memberId, { until: now, timeZone });
  return placeInRun(results, deal.id);
}

function unheardReasons(
  record: DealRecord,
  { closedAt }: Close,
  reasons: readonly ReasonShape[],
  about: RegExp | null,
): string[] {
  if (priceHeard(record, closedAt.getTime(), about) !== "no") return [];
  return reasons.filter((reason) => reason.appliesTo === "lost" && isAboutPrice(reason, about)).map(({ id }) => id);
}

function isChosen(debrief: DebriefShape | undefined, id: string): boolean {
  const { reasons, commitments } = debrief?.answers ?? noAnswers;
  return reasons.some(({ reasonId }) => reasonId === id) || commitments.some(({ repairId }) => repairId === id);
}

type Evidence = {
  record: DealRecord;
  process: SalesProcess;
  steps: StepStanding[];
  flagsBeforeClose: FlagReading[];
  reasons: ReasonShape[];
  repairs: RepairShape[];
};

function propose(
  { deal, outcome, closedAt }: Close,
  { record, process, steps, flagsBeforeClose, reasons, repairs }: Evidence,
  timeZone: string,
): DebriefAnswers {
  const missedStepIds = steps.filter((step) => step.state === "missed").map((step) => step.stepId);
  if (outcome === "won") return { ...noAnswers, missedStepIds };
  const likely = likelyReasons(outcome, steps, deal.crmReason, reasons);
  const promise = likelyPromise(likely, flagsBeforeClose, repairs);
  const before = asOf(record, closedAt.getTime() - 1);
  const turn = likelyTurningPoint(before, process.pipelines, { closedAt: closedAt.getTime(), timeZone });
  return {
    ...noAnswers,
    lossKind: likelyLossKind(deal),
    competitor: deal.competitor ?? "",
    reasons: likely.map(({ id }) => ({ reasonId: id, productScope: null, note: "" })),
    missedStepIds,
    turningPointAt: turn && new Date(turn.at).toISOString(),
    turningPointNote: turn?.note ?? "",
    commitments: promise ? [{ id: randomUUID(), ...promise }] : [],
  };
}

/** A call that waits already keeps its day. Wins wait for none. */
async function proposeDay(
  tx: Tx,
  acting: ActingIn,
  { deal, outcome }: Close,
): Promise<{ dueOn: string; because: string } | null> {
  if (outcome === "won") return null;
  const waiting = await findWaitingCheckUp(tx, acting.session.workspace, deal.id);
  if (waiting?.basis === "chosen") return { dueOn: waiting.dueOn, because: "A call is set for this day already." };
  return proposeCheckUpIn(tx, acting, deal);
}
