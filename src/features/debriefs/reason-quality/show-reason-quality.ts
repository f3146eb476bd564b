import { addDays, dayOf, startOfDay } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { listLatestCompetitors } from "../../deals/competitors/store.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { listDealRecords } from "../../deals/record/store.ts";
import { listReasonsOf } from "../../reasons/store.ts";
import { sameWords } from "../rules.ts";
import { maySeeReasonQuality } from "./access.ts";
import type { ReasonQuality } from "./contract.ts";
import { findPriceWords } from "./find-price-words.ts";
import { isAboutPrice, type LossDebrief, namedCompetitor, priceHeard, summaryOf } from "./rules.ts";
import { listRecordedLosses } from "./store.ts";

const daysBack = 365;
const most = 2_000;

/** How far the reasons given in the last year can be relied on. */
export async function showReasonQuality({ db, session, now }: Acting): Promise<ReasonQuality> {
  if (!maySeeReasonQuality(session)) {
    throw new Refusal("NOT_ALLOWED", { message: "How good the team's reasons are is for its managers." });
  }
  const { workspace, timeZone } = session;
  const sinceOn = addDays(dayOf(now, timeZone), -daysBack);
  const losses = await listRecordedLosses(db, workspace, await findVisibleOwners(db, session), {
    since: new Date(startOfDay(sinceOn, timeZone)),
    limit: most,
  });
  const reasons = (await listReasonsOf(db, workspace)).filter(({ appliesTo }) => appliesTo === "lost");
  const about = await findPriceWords(db, workspace);
  const competitors = await listLatestCompetitors(db, workspace);
  const byName = new Map(reasons.map(({ id, name }) => [sameWords(name), id]));
  const priceIds = new Set(reasons.filter((reason) => isAboutPrice(reason, about)).map(({ id }) => id));
  const overPrice = new Set(losses.filter((loss) => loss.reasons.some(({ id }) => priceIds.has(id))));
  const records = new Map(
    (await listDealRecords(db, workspace, [...new Set([...overPrice].map(({ dealId }) => dealId))])).map((record) => [
      record.id,
      record,
    ]),
  );
  const debriefs = losses.map((loss): LossDebrief => {
    const record = overPrice.has(loss) ? records.get(loss.dealId) : undefined;
    return {
      writerId: loss.writerId,
      lossKind: loss.lossKind,
      competitor: namedCompetitor(loss.competitor, loss, competitors),
      priceHeard: record ? priceHeard(record, loss.closedAt.getTime(), about) : null,
      secondsSpent: loss.secondsSpent,
      chosen: loss.reasons.length + loss.steps,
      reasonIds: loss.reasons.map(({ id }) => id),
      crmReasonId: byName.get(sameWords(loss.crmReason ?? "")) ?? null,
    };
  });
  return summaryOf(
    debriefs,
    reasons.map(({ id }) => id),
    sinceOn,
  );
}
