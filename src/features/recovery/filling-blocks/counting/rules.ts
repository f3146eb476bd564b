import type { Instant } from "../../../../platform/dates.ts";
import type { BlockCounts, EffortKind, EffortResult } from "../contract.ts";

/** Logged in the block. */
export type LoggedEffort = {
  id: string;
  kind: EffortKind;
  who: string;
  result: EffortResult;
  madeAt: Instant;
};
/** Logged on a deal of the person's, in the block's time. */
export type DealActivity = {
  id: string;
  dealId: string;
  kind: "call" | "meeting";
  answered: boolean | null;
  happenedAt: Instant;
  /** Whom it was with, by any name a person may have typed here: deal, account, contact. */
  names: readonly string[];
};
export type CountedEffort = LoggedEffort & { dealId: string | null; loggedHere: boolean };

const sameMs = 30 * 60_000;

/**
 * Everything done in a block, each once. What was logged here on a deal carries the same id on the deal. What was typed here with
 * a name and logged on that customer's deal too, within half an hour, is one and the same; the deal's page says on which deal.
 * A call on a deal is a call, a meeting held in the block is networking.
 */
export function countedEfforts(efforts: readonly LoggedEffort[], activities: readonly DealActivity[]): CountedEffort[] {
  const left = new Map(activities.map((activity) => [activity.id, activity]));
  const here = efforts.map((effort): CountedEffort => {
    const same = left.get(effort.id) ?? sameAs(effort, left.values());
    if (same) left.delete(same.id);
    return { ...effort, dealId: same?.dealId ?? null, loggedHere: true };
  });
  const there = [...left.values()].map(
    ({ id, dealId, kind, answered, happenedAt, names }): CountedEffort => ({
      id,
      kind: kind === "call" ? "call" : "networking",
      who: names[0] ?? "",
      result: kind === "call" && answered === false ? "tried" : "talked",
      madeAt: happenedAt,
      dealId,
      loggedHere: false,
    }),
  );
  return [...here, ...there].sort((one, other) => other.madeAt - one.madeAt || (one.id < other.id ? -1 : 1));
}

function sameAs(effort: LoggedEffort, activities: Iterable<DealActivity>): DealActivity | undefined {
  const who = plain(effort.who);
  if (who === "") return undefined;
  for (const activity of activities) {
    const near = Math.abs(activity.happenedAt - effort.madeAt) <= sameMs;
    const kind = activity.kind === "meeting" ? "networking" : "call";
    const alike = effort.kind === kind || (effort.kind === "referral" && kind === "call");
    if (near && alike && activity.names.some((name) => plain(name) === who)) return activity;
  }
  return undefined;
}

const plain = (name: string) => name.trim().replace(/\s+/g, " ").toLocaleLowerCase("en");

export function countsOf(efforts: readonly Pick<LoggedEffort, "kind" | "result">[]): BlockCounts {
  const tallyOf = (kind: EffortKind) => {
    const made = efforts.filter((effort) => effort.kind === kind);
    const talked = made.filter(({ result }) => result !== "tried");
    return { made: made.length, talked: talked.length, meetings: talked.filter(isMeeting).length };
  };
  return { referrals: tallyOf("referral"), calls: tallyOf("call"), networking: tallyOf("networking") };
}

const isMeeting = ({ result }: Pick<LoggedEffort, "result">) => result === "meeting";
