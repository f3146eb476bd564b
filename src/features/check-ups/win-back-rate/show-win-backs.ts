import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { enoughToTell, fewestTold } from "../../team/small-groups/rules.ts";
import { countedOwners } from "../access.ts";
import type { WinBacks } from "./contract.ts";
import { winBackFigures } from "./rules.ts";
import { countCustomers, countSellers, countUnasked } from "./store.ts";

/** What came of the calls to lost customers: mine, or my team's. */
export async function showWinBacks({ db, session, now }: Acting, { of }: { of: "me" | "team" }): Promise<WinBacks> {
  const visible = await findVisibleOwners(db, session);
  const owners = countedOwners(session, of, visible);
  return inSnapshot(db, async (tx) => {
    if (owners === "all" && visible !== "all") {
      const people = await countSellers(tx, session.workspace);
      if (!enoughToTell(people)) return { kind: "few-people", people, needed: fewestTold };
    }
    const [customers, unasked] = await Promise.all([
      countCustomers(tx, session.workspace, owners, dayOf(now, session.timeZone)),
      countUnasked(tx, session.workspace, owners),
    ]);
    return { kind: "figures", ...winBackFigures(customers, unasked) };
  });
}
