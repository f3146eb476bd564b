import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { mayChange, maySee } from "../../deals/access.ts";
import { sharedOf } from "../../deals/debrief-sharing/access.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { listContactsOn } from "../../deals/list-contacts-on.ts";
import { listDealRecords } from "../../deals/record/store.ts";
import { findDeal } from "../../deals/store.ts";
import { listLinkedDeals } from "../../deals/win-backs/store.ts";
import { listReasonsOf } from "../../reasons/store.ts";
import { missedSteps } from "../../sales-process/rules.ts";
import { listPipelinesOf, listStepsOf } from "../../sales-process/store.ts";
import { listOfferChanges } from "../offer-changes/store.ts";
import { findCheckUp, listCheckUps } from "../store.ts";
import type { CallBrief } from "./contract.ts";
import {
  crmVoice,
  customerVoice,
  inCallingOrder,
  neverAsked,
  newsSince,
  openingLine,
  reasonsOfLoss,
  requestsOf,
  sharedAccount,
  unansweredMessage,
  voiceOf,
} from "./rules.ts";
import { listCustomerSaid, listDebriefed, listLimitNews, listPracticeNews } from "./store.ts";

const mostCalls = 20;

/** All that one needs for the call to a lost customer, as it is known now. */
export async function showBrief({ db, session, now }: Acting, { id }: { id: string }): Promise<CallBrief> {
  const { workspace, timeZone } = session;
  const visible = await findVisibleOwners(db, session);
  const reader = await findDebriefReader(db, session);
  return inSnapshot(db, async (tx) => {
    const checkUp = await findCheckUp(tx, workspace, id);
    if (!checkUp || !maySee(visible, checkUp)) throw new Refusal("NOT_FOUND");
    const { dealId } = checkUp;
    const made = { visible, dealId, done: true };
    const [deal, [record], debriefed, said, catalogue, steps, pipelines, linked, earlierCalls] = await Promise.all([
      findDeal(tx, workspace, dealId),
      listDealRecords(tx, workspace, [dealId]),
      listDebriefed(tx, workspace, dealId),
      listCustomerSaid(tx, workspace, dealId),
      listReasonsOf(tx, workspace),
      listStepsOf(tx, workspace),
      listPipelinesOf(tx, workspace),
      listLinkedDeals(tx, workspace, visible, dealId),
      listCheckUps(tx, workspace, made, { after: null, limit: mostCalls }),
    ]);
    if (!deal || !record) throw new Refusal("NOT_FOUND");
    // The last loss that is known, also of a deal that was opened again since.
    const closedAt = record.outcomes.findLast(({ status }) => status === "lost")?.closedAt ?? deal.closedAt?.getTime();
    const closedOn = closedAt === undefined ? null : dayOf(closedAt, timeZone);
    const accounts = debriefed.flatMap(({ at, ...said }) =>
      sharedAccount(
        { ...said, at: at.toISOString(), on: dayOf(at.getTime(), timeZone) },
        sharedOf(reader, { writerId: said.byId, ownerId: deal.ownerId }),
      ),
    );
    const customers = said.map(({ at, ...told }) => ({
      ...{ ...told, at: at.toISOString(), on: dayOf(at.getTime(), timeZone) },
    }));
    const reasons = reasonsOfLoss([...accounts, ...customers], deal.crmReason, catalogue);
    const reasonIds = reasons.map((reason) => reason.id);
    const since = closedOn ?? dayOf(now, timeZone);
    const [limits, practices, offers, contacts] = await Promise.all([
      listLimitNews(tx, workspace, reader, { dealId, closedOn: since, reasonIds }),
      listPracticeNews(tx, workspace, { dealId, closedAt: new Date(closedAt ?? now), reasonIds }),
      listOfferChanges(tx, workspace, since),
      listContactsOn(tx, workspace, record),
    ]);
    const people = inCallingOrder(contacts);
    const news = newsSince(
      reasons,
      limits,
      offers,
      practices.map(({ adoptedAt, ...practice }) => ({ ...practice, on: dayOf(adoptedAt.getTime(), timeZone) })),
    );
    const standings = missedSteps(record, { steps, pipelines }, timeZone);
    const message = unansweredMessage(record.activities, closedAt ?? now);
    return {
      checkUp,
      openingLine: openingLine({ ...deal, closedOn, dealName: deal.name }, news, people[0]?.name ?? null),
      voices: [
        ...accounts.map((account) => voiceOf(account, deal.ownerId)),
        ...customers.map(customerVoice),
        ...crmVoice(deal.crmReason, deal.closedAt?.toISOString() ?? null),
      ],
      news,
      requests: requestsOf(
        customers,
        accounts,
        standings.map((step) => ({
          ...step,
          on: step.happenedAt && dayOf(Date.parse(step.happenedAt), timeZone),
        })),
        message && {
          words: message.subject,
          saidBy: people.find(({ contactId }) => contactId === message.contactId)?.name ?? null,
          on: dayOf(message.happenedAt, timeZone),
        },
      ),
      neverAsked: neverAsked(standings),
      people,
      terms: {
        closedOn,
        lossKind: deal.lossKind,
        amount:
          deal.amountCents !== null && deal.currency !== null
            ? { amountCents: deal.amountCents, currency: deal.currency }
            : null,
        offeredTermMonths: deal.offeredTermMonths,
        pitchedOn: deal.pitchedOn,
        competitor: deal.competitor,
      },
      earlierCalls: earlierCalls.filter((call) => call.id !== id),
      laterDeals: linked.later,
      mayChange: mayChange(session, visible, deal),
    };
  });
}
