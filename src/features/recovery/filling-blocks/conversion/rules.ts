import { dayMs, type Instant } from "../../../../platform/dates.ts";
import { type OwnOrTeamShare, ownOrTeamShare, type PersonShare } from "../../own-or-team/rules.ts";
import type { CallConversion } from "../contract.ts";

/** A meeting within so many days of a call came from it. */
export const withinDays = 14;
/** Fewer calls in the whole team say nothing about what a call brings. */
export const fewestCalls = 30;

/** A call of ours or a meeting with a customer, on a deal or with its account. */
export type CustomerContact = { customer: string; at: Instant; meeting: boolean };

/**
 * How many calls gave a meeting. A call did if a meeting with the same customer is the next thing that follows it, within
 * 14 days: of three calls before a meeting only the last one gave it, and one call gives one meeting at most. A call counts
 * once its 14 days are over: before, nobody knows.
 */
export function countCalls(contacts: readonly CustomerContact[], until: Instant): { calls: number; meetings: number } {
  const ofCustomer = new Map<string, CustomerContact[]>();
  for (const contact of contacts) {
    if (contact.at > until) continue;
    const theirs = ofCustomer.get(contact.customer);
    if (theirs) theirs.push(contact);
    else ofCustomer.set(contact.customer, [contact]);
  }
  let [calls, meetings] = [0, 0];
  for (const theirs of ofCustomer.values()) {
    // At one instant the call comes first: it was written down together with the meeting it gave.
    theirs.sort((one, other) => one.at - other.at || Number(one.meeting) - Number(other.meeting));
    for (const [place, { at, meeting }] of theirs.entries()) {
      if (meeting) continue;
      const next = theirs[place + 1];
      // Those whose time is not over yet are left out, with a meeting or without: who is quick would count alone.
      if (until - at < withinDays * dayMs) continue;
      calls += 1;
      if (next?.meeting === true && next.at - at <= withinDays * dayMs) meetings += 1;
    }
  }
  return { calls, meetings };
}

/** What this person's calls bring, drawn towards the team's while they have made few. */
export function callConversion(people: readonly PersonShare[], memberId: string): CallConversion {
  const share = ownOrTeamShare(people, memberId, { fewest: fewestCalls });
  return share.kind === "too-few" ? share : conversionOf(share);
}

/** A conversion below one in 200 is told as 200 calls: nobody plans with more. */
const most = 200;
const callsFor = (share: number) => Math.min(most, Math.max(1, Math.round(1 / share)));

function conversionOf({ estimate, low, high, from, count, of }: OwnOrTeamShare): CallConversion {
  return {
    kind: "known",
    calls: of,
    meetings: count,
    share: estimate,
    low,
    high,
    callsForOne: callsFor(estimate),
    fewestCallsForOne: callsFor(high),
    mostCallsForOne: callsFor(low),
    from,
    withinDays,
  };
}
