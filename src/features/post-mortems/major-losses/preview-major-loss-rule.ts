import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { listDealRows } from "../../deals/store.ts";
import { mayKeepRules } from "../access.ts";
import type { MajorLossCriteria } from "./contract.ts";
import { checkedCriteria } from "./save-major-loss-rule.ts";
import { previewRule } from "./store.ts";

const shown = 10;

/** Which losses of the last twelve months a rule would have named. */
export async function previewMajorLossRule({ db, session, now }: Acting, wanted: MajorLossCriteria) {
  if (!mayKeepRules(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace, timeZone } = session;
  const today = dayOf(now, timeZone);
  return inSnapshot(db, async (tx) => {
    const criteria = await checkedCriteria(tx, workspace, wanted);
    const visible = await findVisibleOwners(tx, session);
    const found = await previewRule(tx, workspace, criteria, { visible, until: new Date(now), timeZone, shown });
    if (!found) return { from: today, to: today, losses: 0, named: 0, amounts: [], rows: [] };
    const { newestIds, ...told } = found;
    return { ...told, rows: await listDealRows(tx, workspace, newestIds, today) };
  });
}
