import type { Db } from "../../platform/database/database.ts";
import { dayOf } from "../../platform/dates.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { DealRow } from "./contract.ts";
import type { ActingIn } from "./mark-deal-changed.ts";
import { findDealRow } from "./store.ts";

/** The deal as lists show it, after a change to it. */
export async function showDealRow(db: Db, { session, now }: ActingIn, dealId: string): Promise<DealRow> {
  const row = await findDealRow(db, session.workspace, dealId, dayOf(now, session.timeZone));
  if (!row) throw new Refusal("NOT_FOUND");
  return row;
}
