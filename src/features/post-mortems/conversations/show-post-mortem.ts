import type { Db } from "../../../platform/database/database.ts";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { inCallingOrder } from "../../check-ups/brief/rules.ts";
import { proposeCheckUpIn } from "../../check-ups/propose-check-up.ts";
import { findWaitingCheckUp } from "../../check-ups/store.ts";
import { listContactsOn } from "../../deals/list-contacts-on.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { listDealRecords } from "../../deals/record/store.ts";
import { findDeal, type StoredDeal } from "../../deals/store.ts";
import { listReasonsOf } from "../../reasons/store.ts";
import { listTeam } from "../../team/store.ts";
import { answersShapeOf, listAnswers, type StoredAnswers } from "../customer-answers/store.ts";
import { listPriorities } from "../priorities/store.ts";
import type { PostMortemSheet } from "./contract.ts";
import { findVisiblePostMortem } from "./find-own-post-mortem.ts";
import { preparationOf } from "./preparation/rules.ts";
import { proposedOpeningLine } from "./rules.ts";
import { findStageReached, rowShapeOf, type StoredPostMortem } from "./store.ts";

/** Everything one needs to prepare, to lead and to read a conversation. */
export async function showPostMortem({ db, ...acting }: Acting, { id }: { id: string }): Promise<PostMortemSheet> {
  return inSnapshot(db, (tx) => sheetOf(tx, acting, id));
}

/** The same inside somebody's transaction, who may read it for sure. */
export async function sheetOf(tx: Db, acting: ActingIn, id: string): Promise<PostMortemSheet> {
  const { session } = acting;
  const { workspace, timeZone } = session;
  const { postMortem, visible } = await findVisiblePostMortem(tx, session, id);
  const [deal, [record], answers, reasons, priorities, people, stageReached] = await Promise.all([
    findDeal(tx, workspace, postMortem.dealId),
    listDealRecords(tx, workspace, [postMortem.dealId]),
    listAnswers(tx, workspace, id),
    listReasonsOf(tx, workspace),
    listPriorities(tx, workspace),
    listTeam(tx, workspace),
    findStageReached(tx, workspace, postMortem),
  ]);
  if (!deal || !record) throw new Refusal("NOT_FOUND");
  const contacts = inCallingOrder(await listContactsOn(tx, workspace, record));
  const chosen = contacts.find(({ contactId }) => contactId === postMortem.contactId) ?? contacts[0];
  const isNamed = isNamedIn(answers);
  return {
    postMortem: {
      ...rowShapeOf(postMortem, session, visible),
      version: postMortem.version,
      preparation: preparationOf(postMortem),
    },
    deal: {
      lossKind: deal.lossKind,
      crmReason: deal.crmReason,
      stageReached,
      closedOn: dayOf(postMortem.closedAt.getTime(), timeZone),
    },
    contacts,
    proposed: {
      contactId: contacts[0]?.contactId ?? null,
      openingLine: proposedOpeningLine(deal, { contact: chosen?.name ?? null, seller: sellerToName(postMortem) }),
    },
    people: people
      .filter(({ deactivatedAt }) => deactivatedAt === null)
      .map(({ id: one, name }) => ({ id: one, name })),
    // What was named before it was put away keeps its name.
    reasons: reasons.filter((reason) => reason.appliesTo === "lost" && (!reason.archived || isNamed(reason.id))),
    priorities: priorities.filter((priority) => !priority.archived || isNamed(priority.id)),
    conversation: shapeOf(answers, "conversation"),
    form: shapeOf(answers, "form"),
    checkUp: await findCall(tx, acting, deal),
  };
}

/** Who leads it alone, having sold it, says "I". */
const sellerToName = ({ ownerId, ownerName, leadId }: StoredPostMortem) => (ownerId === leadId ? null : ownerName);

function shapeOf(answers: readonly StoredAnswers[], source: StoredAnswers["source"]) {
  const found = answers.find((one) => one.source === source);
  return found ? answersShapeOf(found) : null;
}

function isNamedIn(answers: readonly StoredAnswers[]): (id: string) => boolean {
  const ids = answers.flatMap(({ answers: { reasons, priorities } }) => [
    ...reasons.map(({ reasonId }) => reasonId),
    ...priorities.map(({ priorityId }) => priorityId),
  ]);
  const named = new Set(ids);
  return (id) => named.has(id);
}

async function findCall(tx: Db, acting: ActingIn, deal: StoredDeal): Promise<PostMortemSheet["checkUp"]> {
  const waiting = await findWaitingCheckUp(tx, acting.session.workspace, deal.id);
  if (waiting) return { dueOn: waiting.dueOn, because: "A call is set for this day already.", waits: true };
  const { dueOn, because } = await proposeCheckUpIn(tx, acting, deal);
  return { dueOn, because, waits: false };
}
