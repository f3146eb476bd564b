import type { Db } from "../../../platform/database/database.ts";
import { type Day, dayMs, dayOf, type Instant } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { shareOfWins } from "../../deals/closes/days-to-win/rules.ts";
import { maySetQuota } from "../../deals/quotas/access.ts";
import type { OpenDealInGap, QuotaGap } from "./contract.ts";
import { findQuotaMember, quotaShapeOf } from "./find-quotas.ts";
import { type Basis, gatherBasis } from "./gather-basis.ts";
import { daysAhead, forecastOf, newDealsNeeded, type OpenChance, quotaMeant, sizeAt } from "./rules.ts";
import { listLostInPeriod, listOpenDeals, listQuotas, type OpenDealRow, type StoredQuota } from "./store.ts";

type Asked = { memberId?: string | undefined; beginsOn?: Day | undefined; endsOn?: Day | undefined };
type Known = Extract<QuotaGap, { kind: "quota" }>;

const mostListed = 50;

/** What is left to win in a period, what the open deals may bring of it by then, and how many new ones it takes. */
export async function showQuotaGap({ db, session, now }: Acting, asked: Asked): Promise<QuotaGap> {
  const { workspace, timeZone } = session;
  const member = await findQuotaMember(db, session, asked.memberId ?? session.memberId);
  const wanted = { people: "all", memberId: member.id } as const;
  const quotas = await listQuotas(db, workspace, timeZone, wanted, { after: null, limit: 200 });
  const today = dayOf(now, timeZone);
  const { beginsOn, endsOn } = asked;
  const isAsked = (quota: StoredQuota) =>
    (beginsOn === undefined || quota.beginsOn === beginsOn) && (endsOn === undefined || quota.endsOn === endsOn);
  const quota = quotaMeant(quotas.filter(isAsked), today);
  if (!quota) {
    if (beginsOn !== undefined || endsOn !== undefined) throw new Refusal("NOT_FOUND");
    const mayChange = maySetQuota(session, member.id, null);
    return { kind: "no-quota", memberId: member.id, memberName: member.name, mayChange };
  }
  return gapOf(db, session, now, quota, quotas);
}

async function gapOf(
  db: Db,
  session: Session,
  now: Instant,
  quota: StoredQuota,
  quotas: readonly StoredQuota[],
): Promise<Known> {
  const { workspace, timeZone } = session;
  const { memberId, amountCents, currency, wonCents } = quota;
  const today = dayOf(now, timeZone);
  const ahead = daysAhead(quota, today);
  const money = (cents: number) => ({ amountCents: Math.round(cents), currency });
  const lost = await listLostInPeriod(db, workspace, quota, timeZone);
  const basis = await gatherBasis(db, session, { memberId, currency, until: now });
  const rows = ahead ? await listOpenDeals(db, workspace, memberId) : [];
  const counted = rows
    .flatMap((row) => openDealOf(row, { basis, ahead, currency, now }) ?? [])
    .sort((one, other) => meanOf(other) - meanOf(one));
  const isKnown = (row: OpenDealRow) => row.currency === currency && row.amountCents !== null;
  const leftCents = Math.max(0, amountCents - wonCents);
  return {
    kind: "quota",
    quota: quotaShapeOf(quota, session),
    others: quotas
      .filter((other) => other !== quota)
      .map((other) => ({
        ...{ beginsOn: other.beginsOn, endsOn: other.endsOn },
        amount: { amountCents: other.amountCents, currency: other.currency },
      })),
    when: ahead === null ? "over" : ahead.from > 0 ? "to-come" : "running",
    daysLeft: ahead?.until ?? 0,
    left: money(leftCents),
    lost: {
      ...{ amount: money(lost.cents), deals: lost.deals },
      latest: lost.latest.map(({ amountCents: cents, closedAt, ...deal }) => ({
        ...{ ...deal, amount: money(cents), closedAt: closedAt.toISOString() },
      })),
    },
    open: counted.slice(0, mostListed),
    openMore: Math.max(0, counted.length - mostListed),
    openUnknown: rows
      .filter((row) => !isKnown(row))
      .map(({ dealId, name, amountCents: cents, currency: other }) => ({
        ...{ dealId, name, amount: cents !== null && other !== null ? { amountCents: cents, currency: other } : null },
      })),
    basis: toldBasis(basis, ahead?.until ?? 0, currency),
    ...prospects({ quota, leftCents, counted, basis, ahead, rows: rows.filter(isKnown).length }),
  };
}

/** What it brings in time on average. */
const meanOf = ({ amount, probability, inTime }: OpenDealInGap) => amount.amountCents * probability * (inTime ?? 1);

type Ahead = { from: number; until: number } | null;

/** Null: it has no amount in this currency, or nobody can say how likely it is. */
function openDealOf(
  row: OpenDealRow,
  { basis: { winRate, cycle }, ahead, currency, now }: { basis: Basis; ahead: Ahead; currency: string; now: Instant },
): OpenDealInGap | null {
  const { dealId, name, stageName, amountCents, createdAt, probability } = row;
  if (amountCents === null || row.currency !== currency || !ahead) return null;
  if (probability === null && winRate.kind === "too-few") return null;
  const ageDays = (now - createdAt.getTime()) / dayMs;
  const inTime = cycle.kind === "too-few" ? null : shareOfWins(cycle, ageDays, ahead);
  return {
    ...{ dealId, name, stageName, amount: { amountCents, currency } },
    probability: probability ?? (winRate.kind === "known" ? winRate.estimate : 0),
    from: probability !== null || winRate.kind === "too-few" ? "odds" : winRate.from,
    inTime: cycle.kind === "too-few" ? null : (inTime ?? 0),
    olderThanWins: cycle.kind !== "too-few" && inTime === null,
  };
}

function prospects({
  quota,
  leftCents,
  counted,
  basis: { winRate, sizes, cycle },
  ahead,
  rows,
}: {
  quota: StoredQuota;
  leftCents: number;
  counted: readonly OpenDealInGap[];
  basis: Basis;
  ahead: Ahead;
  rows: number;
}): Pick<Known, "forecast" | "needed"> {
  if (!ahead) return { forecast: null, needed: null };
  const { amountCents, currency, wonCents } = quota;
  const money = (cents: number) => ({ amountCents: cents, currency });
  // An open deal of which nobody can say how likely it is would silently count as lost.
  const isUnknown = counted.length < rows && winRate.kind === "too-few";
  const open: OpenChance[] = counted.map((deal) => ({
    ...{ amountCents: deal.amount.amountCents, probability: deal.probability * (deal.inTime ?? 1) },
  }));
  const { low, middle, high, chance } = forecastOf(amountCents, wonCents, open);
  const known = { kind: "known", low: money(low), middle: money(middle), high: money(high), chance } as const;
  const forecast = isUnknown && winRate.kind === "too-few" ? winRate : known;
  if (leftCents === 0) return { forecast, needed: { kind: "none" } };
  if (winRate.kind === "too-few") return { forecast, needed: { ...winRate, of: "closed-deals" } };
  if (sizes.kind === "too-few") return { forecast, needed: { ...sizes, of: "won-deals" } };
  if (cycle.kind === "too-few") return { forecast, needed: { ...cycle, of: "wins-with-days" } };
  const shareInTime = shareOfWins(cycle, 0, ahead) ?? 0;
  const ask = { winRates: winRate.asLikely, sizes, shareInTime };
  return { forecast, needed: newDealsNeeded(leftCents, open, ask) };
}

function toldBasis({ winRate, sizes, cycle }: Basis, untilDays: number, currency: string): Known["basis"] {
  const money = (amountCents: number) => ({ amountCents, currency });
  return {
    winRate:
      winRate.kind === "too-few"
        ? winRate
        : {
            ...{ kind: "known", won: winRate.count, of: winRate.of, rate: winRate.estimate },
            ...{ low: winRate.low, high: winRate.high, from: winRate.from },
          },
    size:
      sizes.kind === "too-few"
        ? sizes
        : {
            ...{ kind: "known", deals: sizes.cents.length, from: sizes.from },
            ...{ middle: money(sizeAt(sizes, 0.5)), low: money(sizeAt(sizes, 0.1)), high: money(sizeAt(sizes, 0.9)) },
          },
    cycle:
      cycle.kind === "too-few"
        ? cycle
        : {
            ...{ kind: "known", middleDays: cycle.middleDays, wins: cycle.wins, from: cycle.from },
            shareInTime: shareOfWins(cycle, 0, { from: 0, until: untilDays }) ?? 0,
          },
  };
}
