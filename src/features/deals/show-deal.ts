import { z } from "zod";
import type { Db } from "../../platform/database/database.ts";
import { inSnapshot } from "../../platform/database/in-snapshot.ts";
import { dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { missedSteps } from "../sales-process/rules.ts";
import { listPipelinesOf, listStepsOf } from "../sales-process/store.ts";
import { mayChange, maySee } from "./access.ts";
import { listContacts } from "./contacts/store.ts";
import type { ContactOnDeal, DealPage } from "./contract.ts";
import { findVisibleOwners } from "./find-visible-deal.ts";
import { findDealDetails } from "./page/store.ts";
import { listDealRecords } from "./record/store.ts";
import { contactsOf, type DealRecord } from "./rules.ts";
import { timelineOf } from "./timeline/rules.ts";
import { listNamesIn } from "./timeline/store.ts";

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
    const [names, contacts] = await Promise.all([
      listNamesIn(tx, workspace, record),
      contactsOn(tx, workspace, record),
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
    };
  });
}

async function contactsOn(db: Db, workspace: WorkspaceId, record: DealRecord): Promise<ContactOnDeal[]> {
  const standings = contactsOf(record);
  if (standings.length === 0) return [];
  const contacts = await listContacts(
    db,
    workspace,
    standings.map(({ contactId }) => contactId),
  );
  const details = new Map(contacts.map((contact) => [contact.id, contact]));
  return standings.map(({ contactId, contactName, role, since }) => {
    const { email = null, phone = null, jobTitle = null } = details.get(contactId) ?? {};
    return { contactId, name: contactName, email, phone, jobTitle, role, since: new Date(since).toISOString() };
  });
}
