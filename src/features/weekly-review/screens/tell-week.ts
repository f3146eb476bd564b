import { countWords, dayWords, moneyWords, numberWords, percentWords, type Reader } from "../../../ui/words.ts";
import type { NamedReason, WeekShape } from "../contract.ts";

/** A piece of a sentence; with an address, it leads to what it speaks of. */
type Part = string | { text: string; href: string };
export type Sentence = Part[];
export type ToldSection = { id: string; title: string; sentences: Sentence[] };

/** Somebody who reads to others takes their time. */
const wordsAMinute = 140;

/** The week in sentences, in the order in which they are read; what there is nothing to say of is left out. */
export function tellWeek(week: WeekShape, reader: Reader): ToldSection[] {
  const sections: ToldSection[] = [
    { id: "results", title: "Results", sentences: tellResults(week.results, reader) },
    { id: "losses", title: "What we lost, and why", sentences: tellLosses(week, reader) },
    { id: "again", title: "What came again", sentences: tellRepeats(week, reader) },
    { id: "ahead", title: "Where it may come again", sentences: tellRisks(week.risks, reader) },
    { id: "promises", title: "What we promised", sentences: tellPromises(week.promises, reader) },
    { id: "customers", title: "What customers say", sentences: tellCustomers(week.customers, reader) },
    { id: "calls", title: "Whom to call again", sentences: tellCheckUps(week.checkUps, reader) },
    { id: "marketing", title: "Marketing", sentences: tellPackets(week, reader) },
    { id: "question", title: "One question", sentences: [askTeam(week)] },
  ];
  return sections.filter(({ sentences }) => sentences.length > 0);
}

/** In whole minutes, one at least. */
export function minutesAloud(sections: readonly ToldSection[]): number {
  const text = sections.flatMap(({ title, sentences }) => [title, ...sentences.map(plainOf)]).join(" ");
  return Math.max(1, Math.round((text.match(/[\p{L}\p{N}]+/gu) ?? []).length / wordsAMinute));
}

const plainOf = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === "string" ? part : part.text)).join("");

/** "16 Nov to 22 Nov". */
export const weekWords = ({ from, until }: WeekShape["week"], reader: Reader): string =>
  `${dayWords(from, reader)} to ${dayWords(until, reader)}`;

function tellResults(results: WeekShape["results"], reader: Reader): Sentence[] {
  const { won, lost, wonMoney, lostMoney, noMoney, usual, change } = results;
  if (won + lost === 0) return [["No deal was decided."]];
  const money = (sum: typeof wonMoney) => moneyWords(sum.amountCents, sum.currency, reader, { short: true });
  const deals = countWords(won + lost, "deal", "deals", reader);
  const unknown = noMoney > 0 ? ` The money of ${numberWords(noMoney, reader)} of them is not known.` : "";
  const sentences: Sentence[] = [
    [`We won ${numberWords(won, reader)} of ${deals}: ${money(wonMoney)} won, ${money(lostMoney)} lost.${unknown}`],
  ];
  if (usual.rate.kind === "known") {
    const { value, low, high } = usual.rate;
    const range = `likely ${percentWords(low, reader)} to ${percentWords(high, reader)}`;
    sentences.push([
      `In the twelve weeks before it was ${numberWords(usual.won, reader)} of ${numberWords(usual.deals, reader)}, ${percentWords(value, reader)}, ${range}. ${changeWords(change)}`,
    ]);
  }
  return sentences;
}

function changeWords(change: WeekShape["results"]["change"]): string {
  if (change.kind === "too-few") return "Too few were decided to hold the week against that.";
  if (change.low <= 0 && change.high >= 0) return "This week is within what chance makes.";
  return change.value > 0
    ? "This week was better than chance alone would make it."
    : "This week was worse than chance alone would make it.";
}

function tellLosses({ losses, week }: WeekShape, reader: Reader): Sentence[] {
  const { count, debriefed, rows } = losses;
  const sentences = rows.map((loss) => tellLoss(loss, reader));
  // The list of those very days; it leaves out only what its reader left behind.
  const closed = { "closed-from": week.from, "closed-until": week.until };
  if (count > rows.length) {
    const href = `/insights/figures/deals?${new URLSearchParams({ ...week, compare: "none", figure: "lost" })}`;
    sentences.push([
      "And ",
      { text: countWords(count - rows.length, "smaller loss", "smaller losses", reader), href },
      ".",
    ]);
  }
  const waiting = count - debriefed;
  if (waiting > 0) {
    const text = `${numberWords(waiting, reader)} of the ${numberWords(count, reader)} ${waiting === 1 ? "waits" : "wait"} for two minutes of debrief`;
    sentences.push([
      { text, href: `/deals?${new URLSearchParams({ status: "lost", debriefed: "false", ...closed })}` },
      ".",
    ]);
  }
  return sentences;
}

function tellLoss(loss: WeekShape["losses"]["rows"][number], reader: Reader): Sentence {
  const { dealId, name, amount, lossKind, competitor } = loss;
  const money = amount ? `, ${moneyWords(amount.amountCents, amount.currency, reader, { short: true })}` : "";
  const to = competitor
    ? `, to ${competitor}`
    : lossKind === "no-decision"
      ? ", to no decision"
      : lossKind === "disqualified"
        ? ", let go"
        : "";
  return [{ text: name, href: `/deals/${dealId}` }, `${money}${to}${whyWords(loss)}`];
}

function whyWords({ debriefed, shared, cleanLoss, reason, missedStep }: WeekShape["losses"]["rows"][number]): string {
  if (!debriefed) return ". Not debriefed yet.";
  if (!shared) return ". Its debrief is not shared.";
  if (cleanLoss) return ". We did everything right.";
  const step = missedStep === null ? "" : `“${missedStep}” was missed.`;
  if (reason === null) return step === "" ? "." : `. ${step}`;
  return `: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.${step && ` ${step}`}`;
}

/** As many as one listens to. */
const repeatsTold = 3;

const isRepeat = ({ inWeek, before }: NamedReason) => inWeek + before > 1;

function tellRepeats({ reasons, losses }: WeekShape, reader: Reader): Sentence[] {
  const number = (value: number) => numberWords(value, reader);
  return reasons
    .filter(isRepeat)
    .slice(0, repeatsTold)
    .map(({ name, inWeek, before, reasonId }) => {
      const times = `in ${number(inWeek)} of the week's ${countWords(losses.debriefed, "debrief", "debriefs", reader)}`;
      const earlier =
        before > 0 ? `, and in ${countWords(before, "debrief", "debriefs", reader)} of the four weeks before` : "";
      return [{ text: name, href: `/settings/reasons?open=${reasonId}` }, `: named ${times}${earlier}.`];
    });
}

function tellRisks(risks: WeekShape["risks"], reader: Reader): Sentence[] {
  return risks.map(({ flagId, flagName, isWatched, deals, amount, rows }) => {
    const worth = amount ? ` worth ${moneyWords(amount.amountCents, amount.currency, reader, { short: true })}` : "";
    const text = countWords(deals, "open deal", "open deals", reader);
    const largest = deals > rows.length ? ", the largest " : ": ";
    return [
      `“${flagName}” stands on `,
      isWatched ? { text, href: `/pipeline-check?rule=${flagId}` } : text,
      `${worth}${largest}`,
      ...listed(rows.map(({ id, name }) => ({ text: name, href: `/deals/${id}` }))),
      ".",
    ];
  });
}

/** "A", "A and B", "A, B and C". */
function listed(parts: readonly Part[]): Part[] {
  return parts.flatMap((part, place) => {
    if (place === 0) return [part];
    return [place === parts.length - 1 ? " and " : ", ", part];
  });
}

function tellPromises({ made, repaired, kept, open, late }: WeekShape["promises"], reader: Reader): Sentence[] {
  const sentences: Sentence[] = [];
  const parts = [
    made > 0 && countWords(made, "promise was made", "promises were made", reader),
    repaired > 0 &&
      `${countWords(repaired, "repair was done", "repairs were done", reader)}${kept > 0 ? `, ${numberWords(kept, reader)} of them to keep a promise` : ""}`,
  ].filter((part) => typeof part === "string");
  if (parts.length > 0) sentences.push([`${sentenceOf(parts.join(", "))}.`]);
  if (open > 0) {
    const text = countWords(open, "repair is open", "repairs are open", reader);
    const past = late > 0 ? `, ${numberWords(late, reader)} of them past their day` : "";
    sentences.push([{ text: sentenceOf(text), href: "/pipeline-check?show=repairs" }, `${past}.`]);
  }
  return sentences;
}

const sentenceOf = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function tellCustomers({ heard, again, quote }: WeekShape["customers"], reader: Reader): Sentence[] {
  if (heard === 0) return [];
  const who = again === heard ? (heard === 1 ? "who" : "all of whom") : `${numberWords(again, reader)} of whom`;
  const would = again > 0 ? `, ${who} would or might buy from us another time` : "";
  const told: Sentence = [
    { text: countWords(heard, "lost customer", "lost customers", reader), href: "/team/post-mortems" },
    ` told us why${would}.`,
  ];
  if (!quote) return [told];
  const words = beginningOf(quote.words);
  const said = quote.by ? `“${words.replace(/[.\s]+$/, "")}”, says ${quote.by}.` : `“${words}”`;
  return [told, [said]];
}

const longestQuote = 220;

/** What is read aloud, and stands on one sheet. */
function beginningOf(words: string): string {
  const line = words.replace(/\s+/g, " ").trim();
  return line.length <= longestQuote ? line : `${line.slice(0, longestQuote).replace(/\s+\S*$/, "")} …`;
}

function tellCheckUps({ count, rows, late, from, until }: WeekShape["checkUps"], reader: Reader): Sentence[] {
  const sentences: Sentence[] = [];
  if (count > 0) {
    const days = [...new Set(rows.map(({ dueOn }) => dueOn))].map((day): Part[] => [
      ...listed(
        rows.filter(({ dueOn }) => dueOn === day).map(({ id, name }) => ({ text: name, href: `/check-ups/${id}` })),
      ),
      ` on ${weekdayWords(day)}`,
    ]);
    const others = count - rows.length;
    const more = others > 0 ? `, and ${countWords(others, "other", "others", reader)}` : "";
    sentences.push([
      `${countWords(count, "call", "calls", reader)} from ${dayWords(from, reader)} to ${dayWords(until, reader)}: `,
      ...days.flatMap((day, place) => (place === 0 ? day : ["; ", ...day])),
      `${more}.`,
    ]);
  }
  if (late > 0)
    sentences.push([
      { text: countWords(late, "earlier call is", "earlier calls are", reader), href: "/check-ups" },
      " still to be made.",
    ]);
  return sentences;
}

const weekdays = new Intl.DateTimeFormat("en", { timeZone: "UTC", weekday: "long" });
const weekdayWords = (day: string): string => weekdays.format(new Date(`${day}T00:00:00Z`));

function tellPackets({ packets, checkUps }: WeekShape, reader: Reader): Sentence[] {
  const { waiting, oldestAskedAt, due } = packets;
  const sentences: Sentence[] = [];
  if (waiting > 0) {
    const text = countWords(waiting, "packet waits", "packets wait", reader);
    const since = oldestAskedAt
      ? `, ${waiting === 1 ? "" : "the oldest "}since ${dayWords(oldestAskedAt.slice(0, 10), reader)}`
      : "";
    sentences.push([{ text, href: "/audience/packets?show=waiting" }, ` for marketing's answer${since}.`]);
  }
  if (due > 0) {
    const text = countWords(due, "promise of theirs is", "promises of theirs are", reader);
    sentences.push([
      { text: sentenceOf(text), href: "/audience/packets?show=promised" },
      ` due by ${dayWords(checkUps.until, reader)}.`,
    ]);
  }
  return sentences;
}

/** One that can be answered around the table: from what came most often, what is ours before what is theirs. */
function askTeam({ reasons, risks, wins, losses }: WeekShape): Sentence {
  const [first] = [...reasons].sort((one, other) => rankOf(one) - rankOf(other));
  const [win] = wins;
  const [loss] = losses.rows;
  if (first) return askAbout(first, risks.find(({ flagId }) => flagId === first.flagId)?.rows[0]);
  if (loss)
    return [
      "What do we know of ",
      { text: loss.name, href: `/deals/${loss.dealId}` },
      " that nobody has written down?",
    ];
  if (win) return ["What did we do on ", { text: win.name, href: `/deals/${win.id}` }, " that we want to do again?"];
  return ["Which open deal would we miss most, and what does it wait for?"];
}

function askAbout(
  { name, roleQuestion, lever }: NamedReason,
  deal: { id: string; name: string } | undefined,
): Sentence {
  const begin: Sentence = deal ? [", beginning with ", { text: deal.name, href: `/deals/${deal.id}` }, "?"] : ["?"];
  if (roleQuestion) return [`“${roleQuestion}” Of which open deals would we say yes today`, ...begin];
  if (lever) return [`They say “${name}”. ${lever} Where do we do that this week`, ...begin];
  return [`“${name}”: on which open deals is it so today, and who asks this week`, ...begin];
}

/** Repeats first, then what is ours; the order they came in otherwise. */
const rankOf = (reason: NamedReason): number => (isRepeat(reason) ? 0 : 2) + (reason.control === "theirs" ? 1 : 0);
