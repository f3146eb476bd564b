import type { Db } from "../../../../platform/database/database.ts";
import { inSnapshot } from "../../../../platform/database/in-snapshot.ts";
import { type Day, dayOf, type Instant } from "../../../../platform/dates.ts";
import type { Acting } from "../../../../platform/http/acting.ts";
import type { Session } from "../../../../platform/session.ts";
import { tooFew } from "../../../../statistics/too-few.ts";
import { bulkMarker } from "../../../deals/closes/bulk-edits/rules.ts";
import { findBulkMarks } from "../../../deals/closes/bulk-edits/store.ts";
import { cycleOf, daysOf } from "../../../deals/closes/days-to-win/rules.ts";
import { listDealTimes } from "../../../deals/closes/days-to-win/store.ts";
import { minorUnitsReader, rateReader } from "../../../team/currency-rates/rules.ts";
import { listRatesHolding } from "../../../team/currency-rates/store.ts";
import type { FiguresFilter } from "../contract.ts";
import type { Period, Stretch } from "../rules.ts";
import { settleFilter } from "../settle-filter.ts";
import type { Slice } from "../store.ts";
import type { Coverage, QuotaTold } from "./contract.ts";
import { gatherQuotas, isNarrowed } from "./gather-quotas.ts";
import { aheadOf, type Counted, coverageOf, quotaFiguresOf, type Worth } from "./rules.ts";
import { findWinShare, tallyOpen, tallyWon } from "./store.ts";

/** Below so many closed deals nobody can say how often one is won. */
const fewestClosed = 20;

/** How much of a period's quotas was won, and whether what is open covers what they still need. */
export async function showQuotaFigures({ db, session, now }: Acting, filter: FiguresFilter): Promise<QuotaTold> {
  return inSnapshot(db, async (snapshot) => {
    const { slice, period, stretch, compared } = await settleFilter({ db: snapshot, session, now }, filter);
    if (isNarrowed(slice)) return { kind: "narrowed" };
    const { counted, figures, leftCents, worth } = await gatherFigures(
      snapshot,
      { session, now, slice },
      period,
      stretch,
    );
    // A quarter's quota is not less for a third of it: what is asked is how much of the whole was won by the same day.
    const before =
      compared && (await gatherFigures(snapshot, { session, now, slice }, compared.whole, compared.stretch));
    return {
      ...{ kind: "told", period, figures },
      coverage: await gatherCoverage(snapshot, session, now, { counted, leftCents, worth }),
      compared: compared &&
        before && { period: compared.whole, wonUntil: compared.period.until, figures: before.figures },
    };
  });
}

type Asked = { session: Session; now: Instant; slice: Slice };

/** The quotas of a period, and what was won of them until the end of a stretch. */
async function gatherFigures(db: Db, { session, now, slice }: Asked, period: Period, { until }: Stretch) {
  const { workspace, currency, timeZone } = session;
  const counted = await gatherQuotas(db, session, slice, period);
  const today = dayOf(now, timeZone);
  const worth = await readWorth(db, session, period, today);
  const tallies = await tallyWon(db, workspace, counted.quotas, { timeZone, until });
  const { leftCents, ...figures } = quotaFiguresOf(counted, tallies, { currency, today, worth });
  return { counted, figures, leftCents, worth };
}

async function readWorth(
  db: Db,
  { workspace, currency }: Session,
  { from, until }: Period,
  today: Day,
): Promise<Worth> {
  const days = { from: from < today ? from : today, until: until > today ? until : today };
  return minorUnitsReader(
    currency,
    rateReader(currency, await listRatesHolding(db, workspace, { into: currency, ...days })),
  );
}

type Ask = { counted: Counted; leftCents: number; worth: Worth };

async function gatherCoverage(
  db: Db,
  { workspace, currency, timeZone }: Session,
  now: Instant,
  { counted: { quotas }, leftCents, worth }: Ask,
): Promise<Coverage> {
  const today = dayOf(now, timeZone);
  const ahead = aheadOf(quotas, today);
  if (quotas.length === 0) return { kind: "none" };
  if (ahead.length === 0) return { kind: "over" };
  const markOf = bulkMarker(await findBulkMarks(db, workspace), timeZone);
  const cycle = cycleOf([], daysOf(await listDealTimes(db, workspace, null, now), now, markOf));
  const { won, of } = await findWinShare(db, workspace, now);
  return coverageOf(
    await tallyOpen(db, workspace, ahead, now),
    leftCents,
    {
      cycle: cycle.kind === "too-few" ? null : cycle,
      winRate: of < fewestClosed ? tooFew(of, fewestClosed) : { rate: won / of, of },
    },
    { currency, today, worth },
  );
}
