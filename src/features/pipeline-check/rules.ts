import { addDays, type Day } from "../../platform/dates.ts";
import type { RepairShape } from "../reasons/contract.ts";
import type { RedFlagShape } from "../red-flags/contract.ts";
import { type WorkingCalendar, workingDayFrom } from "../team/working-calendar/rules.ts";
import type { CheckedRule, CommitmentShape } from "./contract.ts";

/** What open deals are held against: a promise of one person, or a flag that costs the whole team. */
export type WatchedRule = { flag: RedFlagShape; commitment: CommitmentShape | null };

/** How many of the open deals that are not resting have this reading of this flag; money only where it is up. */
export type ReadingTally = {
  flagId: string;
  kind: "up" | "down" | "unknown";
  currency: string | null;
  deals: number;
  amountCents: number | null;
};

/** All open deals somebody looks at; resting ones are legitimately quiet and held against nothing. */
export type OpenDeals = { deals: number; resting: number };

/**
 * A person's live commitments, newest first, then the team's costly flags nobody here promised anything about. The same
 * promise made after two losses is watched once.
 */
export function watchedRules(commitments: readonly CommitmentShape[], flags: readonly RedFlagShape[]): WatchedRule[] {
  const flagOf = new Map(flags.filter((flag) => !flag.archived).map((flag) => [flag.id, flag]));
  const promised = new Map<string, WatchedRule>();
  for (const commitment of [...commitments].sort((one, other) => other.madeAt.localeCompare(one.madeAt))) {
    const flag = flagOf.get(commitment.flagId);
    const promise = `${commitment.flagId} ${commitment.repairId}`;
    if (flag && !promised.has(promise)) promised.set(promise, { flag, commitment });
  }
  const promisedFlags = new Set([...promised.values()].map(({ flag }) => flag.id));
  const costly = [...flagOf.values()].filter((flag) => flag.costly && !promisedFlags.has(flag.id));
  return [...promised.values(), ...costly.map((flag) => ({ flag, commitment: null }))];
}

/** A deal that nobody has read for a flag yet is unknown, like one whose reading says so. */
export function checkRule(
  { flag, commitment }: WatchedRule,
  open: OpenDeals,
  tallies: readonly ReadingTally[],
  repairs: readonly RepairShape[],
): CheckedRule {
  const ofFlag = tallies.filter((tally) => tally.flagId === flag.id);
  const count = (kind: ReadingTally["kind"]) =>
    sum(
      ofFlag.filter((tally) => tally.kind === kind),
      (tally) => tally.deals,
    );
  const atRisk = count("up");
  const safe = count("down");
  return {
    flagId: flag.id,
    flagName: flag.name,
    commitment,
    costly: flag.costly,
    repairs: repairsOf(flag.id, repairs, commitment?.repairId).map(({ id, name, openingLine }) => ({
      id,
      name,
      openingLine,
    })),
    atRisk,
    safe,
    unknown: open.deals - open.resting - atRisk - safe,
    resting: open.resting,
    moneyAtRisk: ofFlag
      .flatMap(({ kind, currency, amountCents }) =>
        kind === "up" && currency !== null && amountCents !== null ? [{ amountCents, currency }] : [],
      )
      .sort((one, other) => other.amountCents - one.amountCents),
  };
}

/** Commitments keep their order, newest first; the team's flags follow, worst money first. */
export function inOrderOfConcern(rules: readonly CheckedRule[], currency: string): CheckedRule[] {
  return [
    ...rules.filter((rule) => rule.commitment !== null),
    ...worstMoneyFirst(
      rules.filter((rule) => rule.commitment === null),
      currency,
    ),
  ];
}

/** By what is at risk in the team's own currency; without any, and between equals, by how many deals are. */
export function worstMoneyFirst(rules: readonly CheckedRule[], currency: string): CheckedRule[] {
  const moneyOf = ({ moneyAtRisk }: CheckedRule) =>
    moneyAtRisk.find((money) => money.currency === currency)?.amountCents ?? 0;
  return [...rules].sort((one, other) => moneyOf(other) - moneyOf(one) || other.atRisk - one.atRisk);
}

/**
 * How many deals are being read again: those whose readings are stale, and those that were never read for one of the
 * flags, because they or it are new. A deal is always read for all flags at once.
 */
export function dealsBeingRead(
  flagIds: readonly string[],
  open: OpenDeals,
  tallies: readonly ReadingTally[],
  staleDeals: number,
): number {
  const awake = open.deals - open.resting;
  const read = flagIds.map((flagId) =>
    sum(
      tallies.filter((tally) => tally.flagId === flagId),
      (tally) => tally.deals,
    ),
  );
  const [first = 0] = read;
  return flagIds.length === 0 ? 0 : awake - Math.min(first - staleDeals, ...read);
}

/** What lowers a flag, in the catalogue's order; the promised one comes first. */
export function repairsOf(flagId: string, repairs: readonly RepairShape[], promisedId?: string): RepairShape[] {
  const fitting = repairs.filter(
    (repair) => repair.id === promisedId || (!repair.archived && repair.flagIds.includes(flagId)),
  );
  return fitting.sort((one, other) => Number(other.id === promisedId) - Number(one.id === promisedId));
}

/** "If … comes up on an open deal, I …": the start of a promise, for the person to reword. */
export function promiseWording(flagName: string, repairName: string): string {
  return `If “${flagName}” comes up on an open deal, I ${withSmallInitial(repairName)}.`;
}

/** So many days from today, or the first working day from then. */
export function taskDueOn(repair: Pick<RepairShape, "dueInDays">, today: Day, calendar: WorkingCalendar): Day {
  return workingDayFrom(addDays(today, repair.dueInDays), calendar);
}

/** "Call them" → "call them"; "BANT again" keeps its capitals. */
function withSmallInitial(name: string): string {
  return /^\p{Lu}\p{Lu}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
