import { randomUUID } from "node:crypto";
import type { Tx } from "../../../platform/database/database.ts";
import { findMember } from "../../team/store.ts";
import { insertActivity } from "../activities/store.ts";
import { insertBuyingRole } from "../contacts/store.ts";
import { findFirstStage, insertStageChange } from "../history/store.ts";
import { type ActingIn, markDealChanged } from "../mark-deal-changed.ts";
import { listDealRecords } from "../record/store.ts";
import { contactsOf } from "../rules.ts";
import { insertDeal, type StoredDeal } from "../store.ts";
import { nameOfNext } from "./rules.ts";
import { findOpenWinBack, insertWinBack } from "./store.ts";

/**
 * A lost customer talks with us again: a new deal with the same account, people and owner, linked to the loss, which stays
 * one. For a lost deal that is locked; while a new deal of it is open, asked again, that one is given.
 */
export async function startWinBackIn(
  tx: Tx,
  acting: ActingIn,
  earlier: StoredDeal,
  /** What was said when they came back; the first thing that happened on the new deal. */
  said: string,
): Promise<string> {
  const { workspace, memberId } = acting.session;
  const begun = await findOpenWinBack(tx, workspace, earlier.id);
  if (begun) return begun;
  const stage = await findFirstStage(tx, workspace, earlier.pipelineId, "open");
  if (!stage) throw new Error("A pipeline has an open stage.");
  const at = new Date(acting.now);
  const dealId = randomUUID();
  await insertDeal(
    tx,
    workspace,
    dealId,
    {
      name: nameOfNext(earlier.name),
      accountId: earlier.accountId,
      ownerId: await whoOwnsIt(tx, acting, earlier),
      pipelineId: earlier.pipelineId,
      stageId: stage.id,
      amountCents: earlier.amountCents,
      currency: earlier.currency,
      ...{ expectedCloseOn: null, pitchedOn: null, offeredTermMonths: null, competitor: null, leadSource: null },
    },
    at,
  );
  const entered = { stageId: stage.id, enteredAt: at, knownAt: at, memberId };
  await insertStageChange(tx, workspace, { id: dealId, stageId: stage.id, recordedAt: at }, entered);
  await insertWinBack(tx, workspace, { dealId, earlierDealId: earlier.id, linkedAt: at, linkedBy: memberId });
  await takePeopleAlong(tx, acting, earlier.id, dealId);
  await insertActivity(tx, workspace, {
    ...{ id: randomUUID(), dealId, contactId: null, memberId, happenedAt: at, knownAt: at },
    ...{ kind: "call", direction: "outgoing", answered: true, subject: "They talk with us again", body: said },
  });
  await markDealChanged(tx, acting, dealId);
  return dealId;
}

/** Whoever lost it knows them; somebody who has left the team does not come back for it. */
async function whoOwnsIt(tx: Tx, { session }: ActingIn, { ownerId }: StoredDeal): Promise<string> {
  const owner = ownerId === null ? null : await findMember(tx, session.workspace, ownerId);
  return owner?.deactivatedAt === null ? owner.id : session.memberId;
}

async function takePeopleAlong(tx: Tx, { session, now }: ActingIn, earlierId: string, dealId: string): Promise<void> {
  const [record] = await listDealRecords(tx, session.workspace, [earlierId]);
  for (const { contactId, role } of record ? contactsOf(record) : []) {
    const fact = { dealId, contactId, role, removed: false, knownAt: new Date(now) };
    await insertBuyingRole(tx, session.workspace, fact);
  }
}
