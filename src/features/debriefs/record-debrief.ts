import { randomUUID } from "node:crypto";
import type { Tx } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { proposeCheckUpIn } from "../check-ups/propose-check-up.ts";
import { setCheckUpIn } from "../check-ups/save-check-up.ts";
import { askIfMajor } from "../deals/ask-if-major.ts";
import { type ActingIn, markDealChanged } from "../deals/mark-deal-changed.ts";
import { listDealRecords } from "../deals/record/store.ts";
import { updateCompetitor, updateStanding } from "../deals/store.ts";
import { insertCommitments } from "../pipeline-check/commitments/store.ts";
import { listReasonsOf } from "../reasons/store.ts";
import { missedSteps } from "../sales-process/rules.ts";
import { listPipelinesOf, listStepsOf } from "../sales-process/store.ts";
import type { DebriefAnswers, DebriefShape } from "./contract.ts";
import { gatherLimits } from "./product-limits/store.ts";
import { faultOf, settled } from "./rules.ts";
import { beginDebrief, type Close, lockClose, refuseOtherDraft, showSaved, type Written } from "./save-draft.ts";
import { countUnknown, findDebrief, ownShapeOf, updateToRecorded } from "./store.ts";

/** Records the debrief of a close with its promises and its check-up, all or nothing. */
export async function recordDebrief(
  { db, ...acting }: Acting,
  input: Written & { secondsSpent: number },
): Promise<DebriefShape> {
  const { workspace } = acting.session;
  return db.transaction().execute(async (tx) => {
    const close = await lockClose(tx, acting.session, input.dealId);
    const current = await findDebrief(tx, workspace, input.dealId, close.closedAt);
    if (current?.state === "recorded") {
      if (current.id === input.debriefId) return ownShapeOf(current);
      throw new Refusal("ALREADY_RECORDED", { data: ownShapeOf(current) });
    }
    await refuseOtherDraft(tx, workspace, current, input);
    const answers = await decide(tx, acting, close, settled(close.outcome, input.answers));
    if (!current) await beginDebrief(tx, acting, close, { ...input, answers });
    await updateToRecorded(tx, workspace, {
      id: input.debriefId,
      answers,
      missedSteps: await withEvidence(tx, acting, close, answers.missedStepIds),
      recordedBy: acting.session.memberId,
      recordedAt: new Date(acting.now),
      secondsSpent: input.secondsSpent,
    });
    await gatherLimits(tx, workspace, input.debriefId, new Date(acting.now));
    await follow(tx, acting, close, answers);
    return showSaved(tx, workspace, input.debriefId);
  });
}

/** What the debrief sets going: promises, the call to the lost customer, and a fresh look at the deal. */
async function follow(tx: Tx, acting: ActingIn, { deal }: Close, answers: DebriefAnswers): Promise<void> {
  const { workspace, memberId } = acting.session;
  const made = { memberId, dealId: deal.id, at: new Date(acting.now) };
  if ((await insertCommitments(tx, workspace, answers.commitments, made)) < answers.commitments.length) {
    throw new Refusal("CHANGED_MEANWHILE", {
      message: "A promise of this debrief is written down already. Take it out, or make it anew.",
    });
  }
  if (answers.checkUpOn) await setCheckUpIn(tx, acting, deal, { id: randomUUID(), dueOn: answers.checkUpOn });
  // The person who was there knows better than the CRM how it was lost.
  if (answers.lossKind && answers.lossKind !== deal.lossKind)
    await updateStanding(tx, workspace, deal.id, { ...deal, lossKind: answers.lossKind });
  if (answers.lossKind === "competitor" && answers.competitor !== "") {
    await updateCompetitor(tx, workspace, deal.id, answers.competitor);
    await askIfMajor(tx, workspace, deal.id);
  }
  await markDealChanged(tx, acting, deal.id);
}

/** The answers as they will stand; every loss gets a day for its check-up. */
async function decide(tx: Tx, acting: ActingIn, close: Close, answers: DebriefAnswers): Promise<DebriefAnswers> {
  const { workspace } = acting.session;
  const reasons = await listReasonsOf(tx, workspace);
  if ((await countUnknown(tx, workspace, close.outcome, answers)) > 0) {
    throw new Refusal("NOT_FOUND", {
      message:
        "A reason, step or repair you chose is no longer in the catalogue. Open the debrief again and choose anew.",
    });
  }
  const fault = faultOf(close.outcome, answers, reasons);
  if (fault) throw new Refusal(fault);
  if (close.outcome === "won" || answers.checkUpOn) return answers;
  return { ...answers, checkUpOn: (await proposeCheckUpIn(tx, acting, close.deal)).dueOn };
}

async function withEvidence(tx: Tx, { session }: ActingIn, { deal }: Close, stepIds: readonly string[]) {
  const process = {
    steps: await listStepsOf(tx, session.workspace),
    pipelines: await listPipelinesOf(tx, session.workspace),
  };
  const [record] = await listDealRecords(tx, session.workspace, [deal.id]);
  const standings = record ? missedSteps(record, process, session.timeZone) : [];
  const evidence = new Map(standings.map((standing) => [standing.stepId, standing.evidence]));
  return stepIds.map((stepId) => ({ stepId, evidence: evidence.get(stepId) ?? "" }));
}
