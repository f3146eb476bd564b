import type { Db } from "../../../platform/database/database.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import type { StoredDeal } from "../../deals/store.ts";
import { closeOf } from "../save-draft.ts";
import { findDebrief } from "../store.ts";

export type AskedClose = { dealId: string; closedAt?: string | undefined };

/** The close somebody means: the deal's present one, or an earlier one that was debriefed. */
export async function findClosedAt(
  db: Db,
  { workspace }: Session,
  deal: StoredDeal,
  closedAt: string | undefined,
): Promise<Date> {
  if (closedAt === undefined) return closeOf(deal).closedAt;
  const asked = new Date(closedAt);
  const isPresent = deal.status !== "open" && deal.closedAt?.getTime() === asked.getTime();
  if (isPresent || (await findDebrief(db, workspace, deal.id, asked))) return asked;
  throw new Refusal("NOT_FOUND", { message: "This deal was reopened since. Open its debrief again." });
}
