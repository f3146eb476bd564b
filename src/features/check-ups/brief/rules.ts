import type { ContactOnDeal, LossKind } from "../../deals/contract.ts";
import type { StepStanding } from "../../sales-process/contract.ts";
import type { DebriefsShare } from "../../team/contract.ts";
import type { OfferChange } from "../offer-changes/contract.ts";
import type { News, Request, Voice } from "./contract.ts";

type Reason = { id: string; name: string };

/** What somebody recorded about a loss; `whose` follows from who it was. */
export type Account = {
  at: string;
  byId: string | null;
  byName: string | null;
  byRole: "rep" | "manager" | "marketing" | "admin" | null;
  ownPart: string;
  turningPoint: string;
  doDifferently: string;
  reasons: (Reason & { note: string; aboutProduct: boolean })[];
};

/** What somebody recorded, as far as it is shared: without their own words, or not at all. */
export function sharedAccount<Said extends Account>(account: Said, shared: DebriefsShare): Said[] {
  if (shared === "everything") return [account];
  if (shared === "nothing") return [];
  const reasons = account.reasons.map((reason) => ({ ...reason, note: "" }));
  return [{ ...account, ownPart: "", turningPoint: "", doDifferently: "", reasons }];
}

/** The seller's voice, or that of a manager who wrote about somebody else's deal. */
export function voiceOf(account: Account, ownerId: string | null): Voice {
  const leads = account.byRole === "manager" || account.byRole === "admin";
  return {
    whose: leads && account.byId !== ownerId ? "manager" : "rep",
    who: account.byName,
    at: account.at,
    // What the product lacked stands among what they asked for.
    reasons: account.reasons.map(({ name, note, aboutProduct }) => ({ name, note: aboutProduct ? "" : note })),
    words: [account.turningPoint, account.ownPart, account.doDifferently].filter((words) => words !== ""),
  };
}

/** What a customer told us about their decision, by form or in a conversation. */
export type Said = {
  at: string;
  on: string;
  who: string | null;
  reasons: (Reason & { note: string })[];
  winnerBetter: string;
  compared: string;
  leastUnderstood: string;
  whoDecided: string;
  otherReason: string;
  winAgain: "yes" | "maybe" | "no" | null;
  winAgainNote: string;
  recommendations: string[];
};

/** What the customer told us themselves. What they recommend, and whether we could win them again, is theirs to ask for. */
export function customerVoice(said: Said): Voice {
  const about: [string, string][] = [
    ["What the winner did better", said.winnerBetter],
    ["How we compared", said.compared],
    ["The need we understood least", said.leastUnderstood],
    ["What else weighed", said.otherReason],
    ["Who decided, and how", said.whoDecided],
  ];
  return {
    ...{ whose: "buyer", who: said.who, at: said.at },
    reasons: said.reasons.map(({ name, note }) => ({ name, note })),
    words: about.flatMap(([question, words]) => (words === "" ? [] : `${question}: ${words}`)),
  };
}

/** What the CRM says, where it says anything. */
export function crmVoice(crmReason: string | null, closedAt: string | null): Voice[] {
  const said = crmReason?.trim() ?? "";
  return said === "" ? [] : [{ whose: "crm", who: null, at: closedAt, reasons: [{ name: said, note: "" }], words: [] }];
}

/** The reasons of a loss: those its debriefs and its customer name, else the one of the catalogue that the CRM names. */
export function reasonsOfLoss(
  accounts: readonly { reasons: readonly Reason[] }[],
  crmReason: string | null,
  catalogue: readonly (Reason & { appliesTo: "lost" | "won" })[],
): Reason[] {
  const named = accounts.flatMap(({ reasons }) => reasons);
  if (named.length > 0) return [...new Map(named.map(({ id, name }) => [id, { id, name }])).values()];
  const said = plain(crmReason ?? "");
  return catalogue.filter(({ appliesTo, name }) => appliesTo === "lost" && said !== "" && plain(name) === said);
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const mostOffers = 6;

type Limit = {
  id: string;
  name: string;
  status: "resolved" | "planned";
  on: string | null;
  note: string;
  reasonIds: string[];
  named: boolean;
};

type Practice = { id: string; title: string; how: string; on: string; reasonIds: string[]; recommended: boolean };

/**
 * What is otherwise since the loss: limits of the product first, what we do differently, then the offer; what answers this
 * loss before the rest.
 */
export function newsSince(
  reasons: readonly Reason[],
  limits: readonly Limit[],
  offers: readonly OfferChange[],
  practices: readonly Practice[] = [],
): News[] {
  const answering = (ids: readonly string[]) => reasons.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const fromLimits = limits.map(
    ({ id, name, status, on, note, reasonIds, named }): News => ({
      what: { kind: "limit", limitId: id, status },
      ...{ title: name, note, on, named, answers: answering(reasonIds) },
    }),
  );
  const fromPractices = practices.map(
    ({ id, title, how, on, reasonIds, recommended }): News => ({
      what: { kind: "practice", practiceId: id },
      ...{ title, note: how, on, named: recommended, answers: answering(reasonIds) },
    }),
  );
  const fromOffers = offers.map(
    ({ id, kind, fromOn, words, reasons: answered }): News => ({
      what: { kind: "offer", offerChangeId: id, offerKind: kind },
      ...{ title: words, note: "", on: fromOn, named: false, answers: answering(answered.map((reason) => reason.id)) },
    }),
  );
  const answersFirst = [...fromOffers].sort(
    (one, other) => Number(other.answers.length > 0) - Number(one.answers.length > 0),
  );
  return [...fromLimits, ...fromPractices, ...answersFirst.slice(0, mostOffers)];
}

/** The last message of theirs before the close, if nothing of ours came after it. */
export function unansweredMessage(
  activities: readonly {
    kind: string;
    direction: "incoming" | "outgoing" | null;
    happenedAt: number;
    subject: string;
    contactId: string | null;
  }[],
  closedAt: number,
): { happenedAt: number; subject: string; contactId: string | null } | null {
  const talks = activities.filter(({ kind, happenedAt }) => kind !== "note" && happenedAt <= closedAt);
  const last = talks.at(-1);
  return last?.kind === "email" && last.direction === "incoming" ? last : null;
}

const winAgainWords = { yes: "Yes, we could win them again", maybe: "Perhaps we could win them again", no: null };

/** What they asked for and told us: in their own words first, then the needs named in debriefs and the answers to our questions. */
export function requestsOf(
  customers: readonly Said[],
  accounts: readonly (Account & { on: string })[],
  steps: readonly (StepStanding & { on: string | null })[],
  message: { words: string; saidBy: string | null; on: string } | null,
): Request[] {
  return [
    ...customers.flatMap(({ who, on, recommendations, winAgain, winAgainNote }): Request[] => {
      const by = { from: "customer" as const, saidBy: who, on };
      const chance = winAgain && winAgainWords[winAgain];
      return [
        ...recommendations.map((words) => ({ ...by, about: "What they recommend to us", words })),
        ...(chance ? [{ ...by, about: chance, words: winAgainNote }] : []),
      ];
    }),
    ...accounts.flatMap(({ reasons, byName, on }) =>
      reasons
        .filter(({ note, aboutProduct }) => aboutProduct && note !== "")
        .map(({ name, note }): Request => ({ from: "debrief", about: name, words: note, saidBy: byName, on })),
    ),
    ...(message ? [{ from: "message" as const, about: "They wrote, and had no answer", ...message }] : []),
    ...steps.flatMap(({ question, answer, saidBy, on }): Request[] =>
      answer ? [{ from: "step", about: question, words: answer, saidBy, on }] : [],
    ),
  ];
}

const mostQuestions = 5;

/** What our process wants known and nobody has asked on this deal. */
export function neverAsked(steps: readonly Pick<StepStanding, "question" | "state" | "answer">[]): string[] {
  return steps
    .filter(({ state, answer }) => state === "missed" && !answer)
    .map(({ question }) => question)
    .slice(0, mostQuestions);
}

const callingOrder: ContactOnDeal["role"][] = [
  ...(["decision-maker", "champion", "influencer", "unknown", "information-gatherer", "blocker"] as const),
];

/** The one who decides first. */
export function inCallingOrder(people: readonly ContactOnDeal[]): ContactOnDeal[] {
  return [...people].sort((one, other) => callingOrder.indexOf(one.role) - callingOrder.indexOf(other.role));
}

type Loss = { closedOn: string | null; lossKind: LossKind | null; competitor: string | null; dealName: string };

/** One sentence to begin the call with: what is new for them first, else a question about how it went on. */
export function openingLine(loss: Loss, news: readonly News[], person: string | null): string {
  const hello = person === null ? "Hello," : `Hello ${person},`;
  const then = loss.closedOn === null ? "back then" : `on ${loss.closedOn}`;
  const there = news.find(({ what, named }) => what.kind === "limit" && what.status === "resolved" && named);
  if (there) {
    return `${hello} ${then} we could not give you this: ${bare(there.title)}. Now we can. May I show it to you?`;
  }
  const answering = news.filter(
    ({ answers, what }) => answers.length > 0 && (what.kind !== "limit" || what.status === "resolved"),
  );
  const recommended = news.find(({ what, named }) => what.kind === "practice" && named);
  if (recommended) {
    return `${hello} ${then} we lost you, and you told us what to do better. We do it now: “${bare(recommended.title)}”. May I tell you what came of it?`;
  }
  // What they can have is nearer to them than how we work.
  const answer = answering.find(({ what }) => what.kind !== "practice") ?? answering[0];
  if (answer) {
    const isOurs = answer.what.kind === "practice";
    const news = isOurs
      ? `We work otherwise since: “${bare(answer.title)}”`
      : `Here is what is different: ${bare(answer.title)}`;
    return `${hello} ${then} it came down to ${listed(answer.answers)}. ${news}. Is it worth another look?`;
  }
  if (loss.lossKind === "competitor" && loss.competitor) {
    return `${hello} ${then} you chose ${loss.competitor}. What do they do well, and what do you still miss?`;
  }
  if (loss.lossKind === "no-decision") return `${hello} ${then} you held off. What has changed for you since?`;
  return `${hello} we last talked about ${loss.dealName}. How did you solve it, and what would you choose today?`;
}

const bare = (words: string) => words.replace(/[\s.]+$/, "");
const listed = (names: readonly string[]) => names.map((name) => `“${name}”`).join(" and ");
