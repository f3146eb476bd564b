import type { Tx } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { StepStanding } from "../sales-process/contract.ts";
import { standingOfStep } from "../sales-process/rules.ts";
import { listPipelinesOf, listStepsOf } from "../sales-process/store.ts";
import { hasStepAnswer, insertStepAnswer } from "./activities/store.ts";
import { lockDealToChange } from "./find-visible-deal.ts";
import { type ActingIn, markDealChanged } from "./mark-deal-changed.ts";
import { listDealRecords } from "./record/store.ts";
import { whenItHappened } from "./when-it-happened.ts";

export type StepAnswerInput = {
  dealId: string;
  id: string;
  stepId: string;
  done: boolean;
  answer: string;
  saidBy: string;
  happenedAt: string;
};

/** Records a step as done, or not, with who said it and when. Sent again, it is still the one recorded first. */
export async function answerStep({ db, ...acting }: Acting, input: StepAnswerInput): Promise<StepStanding> {
  return db.transaction().execute((tx) => answerStepIn(tx, acting, input));
}

/** The same, as part of the caller's transaction. */
export async function answerStepIn(tx: Tx, acting: ActingIn, input: StepAnswerInput): Promise<StepStanding> {
  const { session, now } = acting;
  const deal = await lockDealToChange(tx, session, input.dealId);
  const steps = await listStepsOf(tx, session.workspace);
  const step = steps.find(({ id }) => id === input.stepId);
  if (!step) throw new Refusal("NOT_FOUND", { message: "This step is not part of your process." });
  const happenedAt = whenItHappened(input.happenedAt, now);
  const answer = { ...input, happenedAt, knownAt: new Date(now), memberId: session.memberId };
  if (await insertStepAnswer(tx, session.workspace, answer)) await markDealChanged(tx, acting, deal.id);
  // The id is taken by an answer of another deal.
  else if (!(await hasStepAnswer(tx, session.workspace, deal.id, answer.id))) throw new Refusal("CHANGED_MEANWHILE");
  const [record] = await listDealRecords(tx, session.workspace, [deal.id]);
  if (!record) throw new Refusal("NOT_FOUND");
  const process = { steps, pipelines: await listPipelinesOf(tx, session.workspace) };
  return standingOfStep(step, record, process, session.timeZone);
}
