import { z } from "zod";
import { inSnapshot } from "../../platform/database/in-snapshot.ts";
import { dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { missedSteps } from "../sales-process/rules.ts";
import { listPipelinesOf, listStepsOf } from "../sales-process/store.ts";
import { mayChange, maySee } from "./access.ts";
import type { DealPage } from "./contract.ts";
import { findVisibleOwners } from "./find-visible-deal.ts";
import { listContactsOn } from "./list-contacts-on.ts";
import { findDealDetails } from "./page/store.ts";
import { listDealRecords } from "./record/store.ts";
import { timelineOf } from "./timeline/rules.ts";
import { listNamesIn } from "./timeline/store.ts";
import { listLinkedDeals } from "./win-backs/store.ts";

const longestTimeline = 200;
const attributes = z.record(z.string(), z.coerce.string());

/** Everything known about one deal, in a number of queries that never grows with the deal. */
export async function showDeal({ db, session, now }: Acting, { id }: { id: string }): Promise<DealPage> {
  const { workspace, timeZone } = session;
  return inSnapshot(db, async (tx) => {
    const [deal, visible, [record], steps, pipelines] = await Promise.all([
      findDealDetails(tx, workspace, id, dayOf(now, timeZone)),
      findVisibleOwners(tx, session),
      listDealRecords(tx, workspace, [id]),
      listStepsOf(tx, workspace),
      listPipelinesOf(tx, workspace),
    ]);
    if (!deal || !record || !maySee(visible, deal.row)) throw new Refusal("NOT_FOUND");
    const [names, contacts, linked] = await Promise.all([
      listNamesIn(tx, workspace, record),
      listContactsOn(tx, workspace, record),
      listLinkedDeals(tx, workspace, visible, id),
    ]);
    const timeline = timelineOf(record, names);
    return {
      ...deal.row,
      ...deal.details,
      attributes: attributes.parse(deal.details.attributes),
      contacts,
      steps: missedSteps(record, { steps, pipelines }, timeZone),
      timeline: timeline.slice(0, longestTimeline),
      timelineCut: timeline.length > longestTimeline,
      changedAt: deal.details.changedAt.toISOString(),
      mayChange: mayChange(session, visible, deal.row),
      earlierDeal: linked.earlier,
      laterDeals: linked.later,
    };
  });
}
