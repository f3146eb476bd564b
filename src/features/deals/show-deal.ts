import { z } from "zod";
import type { Db } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { missedSteps } from "../sales-process/rules.ts";
import { listPipelinesOf, listStepsOf } from "../sales-process/store.ts";
import { mayChange } from "./access.ts";
import { listContacts } from "./contacts/store.ts";
import type { ContactOnDeal, DealPage } from "./contract.ts";
import { findVisibleDeal, findVisibleOwners } from "./find-visible-deal.ts";
import { listDealRecords } from "./record/store.ts";
import { contactsOf, type DealRecord } from "./rules.ts";
import { showDealRow } from "./show-deal-row.ts";
import { timelineOf } from "./timeline/rules.ts";
import { listNamesIn } from "./timeline/store.ts";

const longestTimeline = 200;
const attributes = z.record(z.string(), z.coerce.string());

/** Everything known about one deal, in a number of queries that never grows with the deal. */
export async function showDeal({ db, session, now }: Acting, { id }: { id: string }): Promise<DealPage> {
  // One snapshot: the page never shows half of a change.
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (tx) => {
      const deal = await findVisibleDeal(tx, session, id);
      const [record] = await listDealRecords(tx, session.workspace, [id]);
      if (!record) throw new Refusal("NOT_FOUND");
      const steps = await listStepsOf(tx, session.workspace);
      const pipelines = await listPipelinesOf(tx, session.workspace);
      const timeline = timelineOf(record, await listNamesIn(tx, session.workspace, record));
      return {
        ...(await showDealRow(tx, { session, now }, id)),
        pitchedOn: deal.pitchedOn,
        offeredTermMonths: deal.offeredTermMonths,
        competitor: deal.competitor,
        leadSource: deal.leadSource,
        crmReason: deal.crmReason,
        attributes: attributes.parse(deal.attributes),
        contacts: await contactsOn(tx, session.workspace, record),
        steps: missedSteps(record, { steps, pipelines }, session.timeZone),
        timeline: timeline.slice(0, longestTimeline),
        timelineCut: timeline.length > longestTimeline,
        changedAt: deal.changedAt.toISOString(),
        mayChange: mayChange(session, await findVisibleOwners(tx, session), deal),
      };
    });
}

async function contactsOn(db: Db, workspace: WorkspaceId, record: DealRecord): Promise<ContactOnDeal[]> {
  const standings = contactsOf(record);
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
