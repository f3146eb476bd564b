import type { Db } from "../../platform/database/database.ts";
import { inSnapshot } from "../../platform/database/in-snapshot.ts";
import { addDays, type Day, dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { countGoingOn } from "../audience/packets/store.ts";
import { countCheckUps, listCheckUps } from "../check-ups/store.ts";
import { ownersRead } from "../deals/debrief-sharing/access.ts";
import { findDebriefReader } from "../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { type Period, stretchOf } from "../insights/kpis/rules.ts";
import { showWinRate } from "../insights/kpis/win-rate/show-win-rate.ts";
import { countAnswered } from "../post-mortems/quotes/store.ts";
import { enoughToTell } from "../team/small-groups/rules.ts";
import { mayReadWeek } from "./access.ts";
import type { NamedReason, WeekShape } from "./contract.ts";
import {
  callsNamed,
  dealsNamed,
  flagsTold,
  lossesTold,
  repeatWeeks,
  usualWeeks,
  weekAfter,
  weekAsked,
  weeksBefore,
} from "./rules.ts";
import {
  countPromises,
  findHeard,
  listFlagsUp,
  listWeekLosses,
  listWeekReasons,
  listWeekWins,
  type Reading,
} from "./store.ts";

const mostReasons = 6;

/** One week on one page, of the deals that whoever reads it sees, with what they may read of debriefs. */
export async function showWeek(acting: Acting, { day }: { day?: Day | undefined }): Promise<WeekShape> {
  const { db, session, now } = acting;
  if (!mayReadWeek(session)) throw new Refusal("NOT_ALLOWED");
  const today = dayOf(now, session.timeZone);
  const week = weekAsked(day, today);
  if (!week) throw new Refusal("WEEK_TO_COME");
  const results = await showResults(acting, week);
  return inSnapshot(db, async (snapshot) => {
    const reading: Reading = {
      workspace: session.workspace,
      currency: session.currency,
      visible: await findVisibleOwners(snapshot, session),
      reader: await findDebriefReader(snapshot, session),
    };
    const of = { week: stretchOf(week, session.timeZone, now), today };
    const before = stretchOf(weeksBefore(week, repeatWeeks), session.timeZone, now);
    const reasons = await listWeekReasons(snapshot, reading, { week: of.week, before }, mostReasons);
    const [losses, wins, promises, risks, customers, checkUps, packets] = await Promise.all([
      listWeekLosses(snapshot, reading, of.week, lossesTold),
      listWeekWins(snapshot, reading, of.week, dealsNamed),
      countPromises(snapshot, reading, of.week, { today, readOf: ownersRead(reading.reader, reading.visible) }),
      showRisks(snapshot, reading, reasons, today),
      showCustomers(snapshot, reading, of.week),
      showCheckUps(snapshot, reading, week, today),
      countGoingOn(snapshot, session.workspace, weekAfter(week).until),
    ]);
    return {
      ...{ week, isRunning: week.until >= today, results, reasons, wins, promises, risks, customers, checkUps },
      losses: {
        ...losses,
        rows: losses.rows.map(({ amountCents, currency, ...loss }) => ({
          ...loss,
          amount: amountCents === null || currency === null ? null : { amountCents, currency },
        })),
      },
      packets: { ...packets, oldestAskedAt: packets.oldestAskedAt?.toISOString() ?? null },
    };
  });
}

/** The very figures of the report, of this week and of the weeks before it. */
async function showResults(acting: Acting, week: Period): Promise<WeekShape["results"]> {
  const usual = weeksBefore(week, usualWeeks);
  const { figures, compared } = await showWinRate(acting, {
    ...week,
    ...{ compareFrom: usual.from, compareUntil: usual.until },
  });
  if (!compared) throw new Error("A week is told beside the weeks before it.");
  const { won, lost, rate, money } = figures;
  const { figures: before, change } = compared;
  return {
    ...{ won, lost, rate, change, wonMoney: money.won, lostMoney: money.lost, noMoney: money.noAmount + money.noRate },
    usual: { won: before.won, deals: before.won + before.lost, rate: before.rate },
  };
}

/** For each flag of the week's reasons, in their order, the open deals that carry it. */
async function showRisks(
  db: Db,
  reading: Reading,
  reasons: readonly NamedReason[],
  today: Day,
): Promise<WeekShape["risks"]> {
  const byFlag = new Map<string, { flagName: string; isWatched: boolean; reasonName: string }>();
  for (const { flagId, flagName, isWatched, name } of reasons)
    if (flagId !== null && flagName !== null && !byFlag.has(flagId))
      byFlag.set(flagId, { flagName, isWatched, reasonName: name });
  const up = await listFlagsUp(db, reading, [...byFlag.keys()], { today, named: dealsNamed });
  const upBy = new Map(up.map((flag) => [flag.flagId, flag]));
  const risks = [...byFlag].flatMap(([flagId, words]) => {
    const flag = upBy.get(flagId);
    if (!flag) return [];
    const { amountCents, deals, rows } = flag;
    const amount = amountCents === null ? null : { amountCents, currency: reading.currency };
    return { flagId, ...words, deals, rows, amount };
  });
  return risks.slice(0, flagsTold);
}

async function showCustomers(
  db: Db,
  reading: Reading,
  week: Parameters<typeof findHeard>[2],
): Promise<WeekShape["customers"]> {
  const unnamedToo = enoughToTell(await countAnswered(db, reading.workspace));
  const { heard, again, quote, quotedBy } = await findHeard(db, reading, week, { unnamedToo });
  return { heard, again, quote: quote === null ? null : { words: quote, by: quotedBy } };
}

/** Of a week long past, the calls of the days after it that are still to be made. */
async function showCheckUps(
  db: Db,
  { workspace, visible }: Reading,
  week: Period,
  today: Day,
): Promise<WeekShape["checkUps"]> {
  const { from, until } = weekAfter(week);
  const filter = { visible, done: false, dueFrom: from, dueBy: until };
  const rows = await listCheckUps(db, workspace, filter, { after: null, limit: callsNamed });
  const lateBy = addDays(from < today ? from : today, -1);
  return {
    ...{ from, until, count: await countCheckUps(db, workspace, filter) },
    rows: rows.map(({ id, dealId, dealName, accountName, dueOn }) => ({
      ...{ id, dealId, name: accountName ?? dealName, dueOn },
    })),
    late: await countCheckUps(db, workspace, { visible, done: false, dueBy: lateBy }),
  };
}
