import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { countedOwners } from "../access.ts";
import type { WinBackFigures } from "./contract.ts";
import { winBackFigures } from "./rules.ts";
import { countCustomers, countUnasked } from "./store.ts";

/** What came of the calls to lost customers: mine, or my team's. */
export async function showWinBacks(
  { db, session, now }: Acting,
  { of }: { of: "me" | "team" },
): Promise<WinBackFigures> {
  const owners = countedOwners(session, of, await findVisibleOwners(db, session));
  return inSnapshot(db, async (tx) => {
    const [customers, unasked] = await Promise.all([
      countCustomers(tx, session.workspace, owners, dayOf(now, session.timeZone)),
      countUnasked(tx, session.workspace, owners),
    ]);
    return winBackFigures(customers, unasked);
  });
}
