import type { Db } from "../../platform/database/database.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { findVisibleDeal } from "../deals/find-visible-deal.ts";
import { listDealRecords } from "../deals/record/store.ts";
import { asOf, statusOf } from "../deals/rules.ts";
import type { FlagReading } from "./contract.ts";
import { findFlagContext } from "./find-flag-context.ts";
import { listFlagChanges } from "./readings/store.ts";
import { readFlags } from "./rules.ts";

const historyShown = 200;

/** Every flag on one deal, read now, and how they changed. A closed deal has only its history. */
export async function readDeal({ db, session, now }: Acting, { dealId }: { dealId: string }) {
  await findVisibleDeal(db, session, dealId);
  const { workspace } = session;
  return {
    readings: await readDealFlags(db, workspace, dealId, now),
    history: await listFlagChanges(db, workspace, dealId, historyShown),
  };
}

/**
 * Every watched flag on one deal at an instant, in the team's order; none if the deal was closed then.
 * For the flags just before a close, ask about the instant before it.
 */
export async function readDealFlags(
  db: Db,
  workspace: WorkspaceId,
  dealId: string,
  at: Instant,
): Promise<FlagReading[]> {
  const [record] = await listDealRecords(db, workspace, [dealId]);
  if (!record || statusOf(asOf(record, at)) !== "open") return [];
  const { flags, context } = await findFlagContext(db, workspace, at);
  return readFlags(record, at, flags, context).map(({ since, holdsUntil, ...reading }) => ({
    ...reading,
    since: since === null ? null : new Date(since).toISOString(),
  }));
}
