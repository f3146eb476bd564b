import type { Acting } from "../../platform/http/acting.ts";
import { askIfMajor } from "./ask-if-major.ts";
import type { DealRow } from "./contract.ts";
import { lockDealToChange } from "./find-visible-deal.ts";
import { markDealChanged } from "./mark-deal-changed.ts";
import { showDealRow } from "./show-deal-row.ts";
import { updateCompetitor } from "./store.ts";

/** Says who else they talk to, or whom they chose. */
export async function nameCompetitor(
  { db, ...acting }: Acting,
  input: { id: string; competitor: string | null },
): Promise<DealRow> {
  const { session } = acting;
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, session, input.id);
    const competitor = input.competitor || null;
    if (competitor !== deal.competitor) {
      await updateCompetitor(tx, session.workspace, deal.id, competitor);
      await markDealChanged(tx, acting, deal.id);
      if (deal.status === "lost") await askIfMajor(tx, session.workspace, deal.id);
    }
    return showDealRow(tx, acting, deal.id);
  });
}
