import type { Db } from "../../../platform/database/database.ts";
import { dayMs, dayOf } from "../../../platform/dates.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { listTasks } from "../../pipeline-check/repair-tasks/store.ts";
import type { EasyConversation } from "./contract.ts";
import { easyConversations } from "./rules.ts";
import { listOpenDealSigns, listWonCustomers } from "./store.ts";

const customerForMs = 365 * dayMs;
const soonestRepairs = 20;

/** Whom of their own people somebody can talk to most easily after this loss, the easiest first. */
export async function listEasyConversations(
  db: Db,
  { session, now }: ActingIn,
  lostDealId: string,
): Promise<EasyConversation[]> {
  const { workspace, memberId, timeZone } = session;
  const mine = { visible: { owners: [memberId], unowned: false }, ownerId: memberId, state: "open" as const };
  const [open, repairs, won] = await Promise.all([
    listOpenDealSigns(db, workspace, memberId, { today: dayOf(now, timeZone), lostDealId }),
    listTasks(db, workspace, mine, { after: null, limit: soonestRepairs }),
    listWonCustomers(db, workspace, memberId, { since: new Date(now - customerForMs) }),
  ]);
  return easyConversations({ open, repairs, won }, now, timeZone);
}
