import { z } from "zod";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { listDealRows } from "../../deals/store.ts";
import type { LossToCut } from "./contract.ts";
import { fewestWonDeals } from "./rules.ts";
import { findHourWorth, listLossesToCut as listRows } from "./store.ts";

const place = z.strictObject({ gapCents: z.number(), id: z.uuid() });
const inHours = (minutes: number) => Math.round(minutes / 6) / 10;

type Shown = {
  wonPerHour: { amountCents: number; currency: string } | null;
  why: string | null;
  rows: LossToCut[];
  next: string | null;
};

/** Open deals whose hours to come would bring more elsewhere, most to gain first. */
export async function listLossesToCut(
  { db, session, now }: Acting,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Shown> {
  const { workspace, currency } = session;
  const nothing = (why: string): Shown => ({ wonPerHour: null, why, rows: [], next: null });
  const hour = await findHourWorth(db, workspace);
  if (!hour) return nothing("The deals have not been looked at together yet.");
  if (hour.odds !== "model")
    return nothing("The history is too thin for odds, so nothing can be weighed against them.");
  const { wonCentsPerHour } = hour;
  if (wonCentsPerHour === null)
    return nothing(`What an hour brings needs ${fewestWonDeals} won deals with an amount and recorded activities.`);

  const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
  const visible = await findVisibleOwners(db, session);
  const found = await listRows(db, workspace, visible, { currency, wonCentsPerHour }, page);
  const { rows, next } = pageFrom(found, limit, ({ gapCents, id }) => ({ gapCents, id }));
  const ids = rows.map(({ dealId }) => dealId);
  const deals = await listDealRows(db, workspace, ids, dayOf(now, session.timeZone));
  const byId = new Map(deals.map((deal) => [deal.id, deal]));
  return {
    wonPerHour: { amountCents: Math.round(wonCentsPerHour), currency },
    why: null,
    rows: rows.flatMap((row) => {
      const deal = byId.get(row.dealId);
      if (!deal) return [];
      return {
        deal,
        probability: row.probability,
        low: row.low,
        high: row.high,
        hoursSpent: inHours(row.minutesSpent),
        hoursNeeded: inHours(row.minutesNeeded ?? 0),
        worth: { amountCents: row.worthCents, currency },
        elsewhere: { amountCents: row.elsewhereCents, currency },
      };
    }),
    next,
  };
}
