import type { Tx } from "../../platform/database/database.ts";
import type { Day } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { mayChange, maySee } from "./access.ts";
import { askIfMajor } from "./ask-if-major.ts";
import { upsertAccount } from "./contacts/store.ts";
import type { DealRow } from "./contract.ts";
import { findVisibleOwners } from "./find-visible-deal.ts";
import { findStage, insertAmountChange, insertCloseDateChange, insertStageChange } from "./history/store.ts";
import { type ActingIn, markDealChanged } from "./mark-deal-changed.ts";
import { showDealRow } from "./show-deal-row.ts";
import { type DealValues, hasMember, insertDeal, lockDeal, type StoredDeal, updateDeal } from "./store.ts";

export type DealInput = {
  id: string;
  name: string;
  accountName: string | null;
  ownerId: string | null;
  pipelineId: string;
  stageId: string;
  amountCents: number | null;
  currency: string | null;
  expectedCloseOn: Day | null;
  pitchedOn: Day | null;
  offeredTermMonths: number | null;
  competitor: string | null;
  leadSource: string | null;
};

/** Adds a deal by hand, or changes what is said about one. */
export async function saveDeal({ db, ...acting }: Acting, input: DealInput): Promise<DealRow> {
  return db.transaction().execute(async (tx) => {
    const before = await lockDeal(tx, acting.session.workspace, input.id);
    await refuseForeign(tx, acting, before, input);
    await refuseStage(tx, acting, before, input);
    const values = await valuesOf(tx, acting, input);
    if (before) await change(tx, acting, before, values);
    else await add(tx, acting, input.id, values);
    await markDealChanged(tx, acting, input.id);
    if (before?.status === "lost") await askIfMajor(tx, acting.session.workspace, input.id);
    return showDealRow(tx, acting, input.id);
  });
}

async function refuseForeign(
  tx: Tx,
  { session }: ActingIn,
  before: StoredDeal | undefined,
  { ownerId }: DealInput,
): Promise<void> {
  const visible = await findVisibleOwners(tx, session);
  if (before && !maySee(visible, before)) throw new Refusal("NOT_FOUND");
  if (before && !mayChange(session, visible, before)) throw new Refusal("NOT_ALLOWED");
  if (before?.ownerId === ownerId) return;
  if (!mayChange(session, visible, { ownerId })) {
    throw new Refusal("NOT_ALLOWED", { message: "Only somebody who sees both people's deals can pass a deal on." });
  }
  if (ownerId && !(await hasMember(tx, session.workspace, ownerId))) {
    throw new Refusal("NOT_FOUND", { message: "The owner you chose is not in this team." });
  }
}

async function refuseStage(
  tx: Tx,
  { session }: ActingIn,
  before: StoredDeal | undefined,
  { pipelineId, stageId }: DealInput,
): Promise<void> {
  if (before?.stageId === stageId && before.pipelineId === pipelineId) return;
  const stage = await findStage(tx, session.workspace, stageId);
  if (!stage || stage.pipelineId !== pipelineId) {
    throw new Refusal("NOT_FOUND", { message: "This stage is not in the pipeline you chose." });
  }
  if (stage.type !== "open" || (before && before.status !== "open")) throw new Refusal("STAGE_NOT_OPEN");
}

async function valuesOf(tx: Tx, { session }: ActingIn, input: DealInput): Promise<DealValues> {
  const { id: _, accountName, currency, ...values } = input;
  return {
    ...values,
    accountId: accountName === null ? null : await upsertAccount(tx, session.workspace, accountName),
    currency: values.amountCents === null ? null : (currency ?? session.currency),
  };
}

async function add(tx: Tx, { session, now }: ActingIn, id: string, values: DealValues): Promise<void> {
  const at = new Date(now);
  // The same request sent twice at once: the other one has just added it.
  if (!(await insertDeal(tx, session.workspace, id, values, at))) throw new Refusal("CHANGED_MEANWHILE");
  const stage = { stageId: values.stageId, enteredAt: at, knownAt: at, memberId: session.memberId };
  await insertStageChange(tx, session.workspace, { id, stageId: values.stageId, recordedAt: at }, stage);
}

async function change(tx: Tx, { session, now }: ActingIn, before: StoredDeal, values: DealValues): Promise<void> {
  const at = new Date(now);
  if (values.amountCents !== before.amountCents || values.currency !== before.currency) {
    await insertAmountChange(tx, session.workspace, before, values, at);
  }
  if (values.expectedCloseOn !== before.expectedCloseOn) {
    await insertCloseDateChange(tx, session.workspace, before, { expectedCloseOn: values.expectedCloseOn }, at);
  }
  if (values.stageId !== before.stageId) {
    const stage = { stageId: values.stageId, enteredAt: at, knownAt: at, memberId: session.memberId };
    await insertStageChange(tx, session.workspace, before, stage);
  }
  await updateDeal(tx, session.workspace, before.id, values);
}
