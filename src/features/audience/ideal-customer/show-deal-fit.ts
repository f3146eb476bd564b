import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { findVisibleDeal } from "../../deals/find-visible-deal.ts";
import { amountColumn } from "../../insights/forecast/rules.ts";
import { collectColumns } from "../../insights/history/collect-columns.ts";
import { valueOn } from "../../insights/history/rules.ts";
import { findDealOutline } from "../../insights/history/store.ts";
import { listFields } from "../../insights/run/store.ts";
import { addAims } from "./add-aims.ts";
import type { DealFit } from "./contract.ts";
import { findEarlyStages } from "./find-early-stages.ts";
import { answerTo, bandOf, explain, type Fact, marksOf, neverBuysUntil, pointsOf } from "./rules.ts";
import { findIdealCustomer, listOpeningAmounts } from "./store.ts";

/** How one open deal fits, read fresh from what is known of it now, by the scorecard learnt last. */
export async function showDealFit({ db, session }: Acting, { dealId }: { dealId: string }): Promise<DealFit> {
  const { workspace, currency } = session;
  const { status, stageId } = await findVisibleDeal(db, session, dealId);
  if (status !== "open") return { kind: "closed" };
  const { result, dataUntil } = await findIdealCustomer(db, workspace);
  if (!result || !dataUntil) return { kind: "none", why: "not-yet" };
  if (result.kind !== "card") return { kind: "none", why: result.kind };

  const found = await findDealOutline(db, workspace, dealId, currency);
  const [outline] = found ? await addAims(db, workspace, [found]) : [];
  if (!outline) throw new Refusal("NOT_FOUND");
  const columns = collectColumns();
  columns.add(outline);
  const told = new Map<string, Fact>(columns.finish().map((column) => [column.heading, valueOn(column, 0)]));
  if (result.rows.some(({ is }) => is.heading === amountColumn)) {
    const lastAmount = (await listFields(db, workspace)).get(amountColumn) === "known-at-open";
    const opening = lastAmount ? null : await listOpeningAmounts(db, workspace, [dealId], currency);
    told.set(amountColumn, opening === null ? outline.amountCents : (opening.get(dealId) ?? null));
  }
  const marks = marksOf(result.rows.map(({ is }) => answerTo(is, told.get(is.heading) ?? null)));
  const points = pointsOf(result.rows, marks);
  const band = bandOf(result.bands, points);
  if (!band) throw new Error("A scorecard has a band for any points.");
  const until = neverBuysUntil(result.neverBuys);
  const named = until !== null && points <= until && (await findEarlyStages(db, workspace)).includes(stageId);
  return {
    kind: "known",
    ...explain(result, marks),
    band,
    neverBuys: named ? result.neverBuys.lowest : null,
    learnedFrom: result.won + result.lost,
    dataUntil,
  };
}
