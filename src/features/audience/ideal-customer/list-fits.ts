import { z } from "zod";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { listDealRows } from "../../deals/store.ts";
import type { FitRow } from "./contract.ts";
import { findEarlyStages } from "./find-early-stages.ts";
import { bandOf, explain, neverBuysUntil } from "./rules.ts";
import { findIdealCustomer, listOpenFits } from "./store.ts";

const place = z.strictObject({ points: z.number().int().min(-10_000).max(10_000), id: z.uuid() });

type Asked = { first: "best" | "worst"; neverBuys: boolean; after?: string | undefined; limit: number };
type Listed = { rows: FitRow[]; next: string | null };

/** Open deals by how well they fit. All as of one instant: the marks of deals belong to the very scorecard that reads them. */
export async function listFits({ db, session, now }: Acting, asked: Asked): Promise<Listed> {
  const { first, neverBuys, after, limit } = asked;
  const { workspace, timeZone } = session;
  return inSnapshot(db, async (snapshot) => {
    const { result } = await findIdealCustomer(snapshot, workspace);
    if (result?.kind !== "card") return { rows: [], next: null };
    const until = neverBuysUntil(result.neverBuys);
    if (neverBuys && until === null) return { rows: [], next: null };
    const visible = await findVisibleOwners(snapshot, session);
    const early = await findEarlyStages(snapshot, workspace);
    const which = { best: first === "best", early, neverBuysUntil: neverBuys ? until : null };
    const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
    const found = await listOpenFits(snapshot, workspace, visible, which, page);
    const { rows, next } = pageFrom(found, limit, ({ points, id }) => ({ points, id }));
    const ids = rows.map(({ id }) => id);
    const deals = await listDealRows(snapshot, workspace, ids, dayOf(now, timeZone));
    const byId = new Map(deals.map((deal) => [deal.id, deal]));
    return {
      rows: rows.flatMap(({ id, isEarly, ...marks }) => {
        const deal = byId.get(id);
        const fit = bandOf(result.bands, marks.points)?.fit ?? "usual";
        const named = isEarly && until !== null && marks.points <= until;
        return deal ? [{ deal, ...explain(result, marks), fit, neverBuys: named }] : [];
      }),
      next,
    };
  });
}
