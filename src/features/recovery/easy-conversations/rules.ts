import { addDays, type Day, dayMs, dayOf, type Instant } from "../../../platform/dates.ts";
import type { ActivityKind } from "../../deals/contract.ts";
import type { EasyConversation } from "./contract.ts";

type Person = { contactName: string | null; phone: string | null; email: string | null };
type Deal = { dealId: string; dealName: string; accountName: string | null };

/** The last thing that was said or tried on an open deal, and the last time somebody there was really heard. */
export type OpenDealSigns = Deal &
  Person & {
    last: Sign | null;
    lastHeard: (Sign & { contactName: string | null }) | null;
  };
export type Sign = {
  at: Instant;
  kind: ActivityKind;
  direction: "incoming" | "outgoing" | null;
  answered: boolean | null;
  subject: string;
};
export type DueRepair = { dealId: string; repairName: string; openingLine: string; dueOn: Day };
export type WonCustomer = Deal & Person & { wonAt: Instant };

/** An older message is answered too, but no easy one any more. */
const waitsAtMostMs = 30 * dayMs;
const warmForMs = 14 * dayMs;
/** So many are offered: whoever wants none of them wants something else. */
const most = 8;

/**
 * Whom to talk to first when it is hard to begin: whoever waits for our answer, then whoever was heard last, then a
 * repair that is due, then a customer who chose us, for a referral. One for each deal, the easiest reason of it.
 */
export function easyConversations(
  {
    open,
    repairs,
    won,
  }: { open: readonly OpenDealSigns[]; repairs: readonly DueRepair[]; won: readonly WonCustomer[] },
  now: Instant,
  timeZone: string,
): EasyConversation[] {
  const tomorrow = addDays(dayOf(now, timeZone), 1);
  const waiting = open.filter(({ last }) => last && isWaiting(last) && now - last.at <= waitsAtMostMs);
  const warm = open.filter(({ lastHeard }) => lastHeard && now - lastHeard.at <= warmForMs);
  const due = repairs
    .filter(({ dueOn }) => dueOn <= tomorrow)
    .sort((one, other) => one.dueOn.localeCompare(other.dueOn));
  const dealOf = new Map(open.map((deal) => [deal.dealId, deal]));
  const offered = [
    ...newestFirst(waiting, ({ last }) => last?.at).map((deal) => waitingOne(deal, timeZone)),
    ...newestFirst(warm, ({ lastHeard }) => lastHeard?.at).map((deal) => warmOne(deal, timeZone)),
    ...due.map((repair) => dueOne(repair, dealOf.get(repair.dealId))),
    ...newestFirst(won, ({ wonAt }) => wonAt).map((customer) => wonOne(customer, timeZone)),
  ].filter((one) => one !== null);
  const first = new Map<string, EasyConversation>();
  for (const one of offered) if (!first.has(one.dealId)) first.set(one.dealId, one);
  return [...first.values()].slice(0, most);
}

/** They wrote, or called and nobody took it; nothing was said since. */
function isWaiting({ direction, kind, answered }: Sign): boolean {
  return direction === "incoming" && (kind === "email" || answered === false);
}

function newestFirst<One>(some: readonly One[], at: (one: One) => Instant | undefined): One[] {
  return [...some].sort((one, other) => (at(other) ?? 0) - (at(one) ?? 0));
}

const dealAndPerson = ({ dealId, dealName, accountName, contactName, phone, email }: Deal & Person) => ({
  ...{ dealId, dealName, accountName, contactName, phone, email },
});
const nameOf = (deal: Deal & Person) => deal.contactName ?? deal.accountName ?? "They";

function waitingOne(deal: OpenDealSigns, timeZone: string): EasyConversation | null {
  const { last } = deal;
  if (!last) return null;
  const day = dayOf(last.at, timeZone);
  const wrote = last.kind === "email";
  return {
    kind: "waits-for-answer",
    ...dealAndPerson(deal),
    evidence: `${nameOf(deal)} ${wrote ? "wrote" : "called"} on ${day}; nothing went back since.`,
    opening: wrote
      ? "I have your message here. Is now a good moment?"
      : "You tried to reach me. What can I do for you?",
  };
}

function warmOne(deal: OpenDealSigns, timeZone: string): EasyConversation | null {
  const { lastHeard } = deal;
  if (!lastHeard) return null;
  const day = dayOf(lastHeard.at, timeZone);
  const how = { call: "You talked to", meeting: "You met", email: "You heard from", note: "You heard from" }[
    lastHeard.kind
  ];
  const contactName = lastHeard.contactName ?? deal.contactName;
  const about = lastHeard.subject === "" ? "" : `: “${lastHeard.subject}”`;
  return {
    kind: "talked-lately",
    ...dealAndPerson(deal),
    contactName,
    evidence: `${how} ${contactName ?? deal.accountName ?? "them"} on ${day}${about}.`,
    opening: "What has happened on your side since we talked?",
  };
}

function dueOne(repair: DueRepair, deal: OpenDealSigns | undefined): EasyConversation | null {
  if (!deal) return null;
  return {
    kind: "repair-due",
    ...dealAndPerson(deal),
    evidence: `“${repair.repairName}” is due on ${repair.dueOn}.`,
    opening: repair.openingLine,
  };
}

function wonOne(customer: WonCustomer, timeZone: string): EasyConversation {
  return {
    kind: "won-customer",
    ...dealAndPerson(customer),
    evidence: `They chose us on ${dayOf(customer.wonAt, timeZone)}. Ask how it goes, and whom they know.`,
    opening: "How is it going with what you bought from us? Whom do you know who could use the same?",
  };
}
