import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { findVisibleDeal } from "../../deals/find-visible-deal.ts";
import { listDealRecords } from "../../deals/record/store.ts";
import { statusOf } from "../../deals/rules.ts";
import { findFlagContext } from "../../red-flags/find-flag-context.ts";
import { buildHistory } from "../history/build-history.ts";
import { findDealOutline } from "../history/store.ts";
import { oddsOf } from "../odds/rules.ts";
import { findResult } from "../run/store.ts";
import type { DealOdds } from "./contract.ts";
import { ownerColumn, storedOdds, valueInWords, whyNoVariation } from "./rules.ts";
import { columnsOf, rowOf } from "./table-looks.ts";

/** The odds of one open deal as it stands now, read fresh from its record with the model learnt last. */
export async function showDealOdds({ db, session, now }: Acting, { dealId }: { dealId: string }): Promise<DealOdds> {
  const { workspace, currency } = session;
  const { status } = await findVisibleDeal(db, session, dealId);
  if (status !== "open") return { kind: "closed" };
  const stored = await findResult(db, workspace, "odds-model", storedOdds);
  if (!stored) return { kind: "not-yet" };
  const { fitted, names } = stored.result;
  if (fitted.kind === "too-few") return { kind: "too-few", won: fitted.won, lost: fitted.lost, needed: fitted.needed };
  if (fitted.kind === "no-variation") return { kind: "no-variation", why: whyNoVariation(fitted) };

  const [record] = await listDealRecords(db, workspace, [dealId]);
  const outline = await findDealOutline(db, workspace, dealId, currency);
  if (!record || !outline) throw new Refusal("NOT_FOUND");
  if (statusOf(record) !== "open") return { kind: "closed" };
  const { flags, context } = await findFlagContext(db, workspace, now);
  const { process, timeZone, norms } = context;
  const dated = [{ from: Number.NEGATIVE_INFINITY, norms }];
  const alone = buildHistory({
    flags,
    context: { process, timeZone, norms: dated },
    until: now,
    bulkEdited: new Set(),
  });
  alone.add(outline, record);
  const team = alone.finish();
  const lastLook = team.history.looks.count - 1;
  const columns = columnsOf(fitted, stored.result.lastAmount);
  const odds = oddsOf(fitted, rowOf(team, 0, lastLook < 0 ? null : lastLook, columns));
  return {
    kind: "known",
    probability: odds.probability,
    low: odds.low,
    high: odds.high,
    reasons: odds.reasons
      .filter(({ column }) => column !== ownerColumn)
      .map(({ column, value, points }) => ({
        name: names[column]?.name ?? column,
        value: valueInWords(column, value, stored.result),
        points: points / 100,
        flagId: names[column]?.flagId ?? null,
      })),
    learnedFrom: fitted.won + fitted.lost,
    dataUntil: stored.dataUntil,
  };
}
