import type { DealRow } from "../../../deals/contract.ts";
import type { FindingsResult, Judged } from "../../../insights/findings/contract.ts";
import { headFinding, likelyWords, wonWords } from "../../../insights/findings/naming/rules.ts";
import type { FiguresFilter, ShareTold } from "../../../insights/kpis/contract.ts";
import type { Period } from "../../../insights/kpis/rules.ts";
import type { WinRateTold } from "../../../insights/kpis/win-rate/contract.ts";
import type { EarlyLossesTold, EarlyLossRow, ToldApartBy } from "../../early-losses/contract.ts";
import type { OverTimeTold, PersonaOverTime } from "../../over-time/contract.ts";
import type { EvidenceShape, SentFigure } from "../contract.ts";

/** Evidence as it is sent: words that stay as they are, and perhaps the deals it speaks of. */
export type MadeEvidence = Pick<EvidenceShape, "kind" | "title" | "words" | "href"> & { deals: DealRow[] };

/** A list of deals goes along with its newest. */
export const mostDealsSent = 20;

type Money = { amountCents: number; currency: string };
type NamedReason = FindingsResult["reasons"][number];
/** What a report is narrowed to, by its names. */
export type Narrowing = { names: readonly string[]; ofTeam: boolean };

const numbers = new Intl.NumberFormat("en-GB");
const number = (value: number): string => numbers.format(value);
const percent = (share: number): string => `${Math.round(share * 100)}%`;

function moneyWords({ amountCents, currency }: Money): string {
  const format = new Intl.NumberFormat("en-GB", {
    ...{ style: "currency", currency, currencyDisplay: "narrowSymbol", maximumFractionDigits: 0 },
  });
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  return format.format(amountCents / 10 ** (digits ?? 2));
}

const shareWords = (share: ShareTold): string =>
  share.kind === "too-few"
    ? "too few to say how often"
    : `${percent(share.value)}, likely ${percent(share.low)} to ${percent(share.high)}`;

/** A row of why we lose, with its range and what it was found among. */
export function findingEvidence(
  finding: Judged,
  { looked, survived }: { looked: number; survived: boolean },
): MadeEvidence {
  const { key, shown, notShown, difference, money, note } = finding;
  const found = survived
    ? `${sentence(wonWords(difference))}, likely ${likelyWords(finding)} points.`
    : `No difference seen beyond what chance brings, likely ${likelyWords(finding)} points.`;
  return {
    kind: "finding",
    title: headFinding(finding),
    words: [
      found,
      `Of ${number(shown.deals)} closed deals that show it ${number(shown.won)} were won, of ${number(notShown.deals)} others ${number(notShown.won)}.`,
      money && `${moneyWords(money)} were lost with it.`,
      `We looked at ${number(looked)} things, and corrected for it.`,
      note,
    ]
      .filter(Boolean)
      .join(" "),
    href: findingHref(key),
    deals: [],
  };
}

export const findingHref = (key: string): string => `/insights/deals?${new URLSearchParams({ key })}`;

export function reasonEvidence({ reasonId, name, named, of, low, high, money }: NamedReason): MadeEvidence {
  return {
    kind: "reason",
    title: `“${name}”`,
    words: [
      `Named in ${number(named)} of ${number(of)} debriefs of losses, likely ${percent(low)} to ${percent(high)}.`,
      money && `${moneyWords(money)} were lost with it.`,
    ]
      .filter(Boolean)
      .join(" "),
    href: `/settings/reasons?${new URLSearchParams({ open: reasonId })}`,
    deals: [],
  };
}

/** How often we won, by count and by money, and against the other period where there is one. */
export function figureEvidence(
  filter: FiguresFilter,
  { period, figures, compared }: Pick<WinRateTold, "period" | "figures" | "compared">,
  narrowing: Narrowing,
): MadeEvidence {
  const { won, lost, rate, money } = figures;
  const closed = won + lost;
  return {
    kind: "figure",
    title: `${number(won)} of ${number(closed)} deals won${narrowedWords(filter, narrowing)}`,
    words: [
      `Closed from ${period.from} to ${period.until}: ${shareWords(rate)}.`,
      money.deals > 0 && `${moneyWords(money.won)} were won and ${moneyWords(money.lost)} lost.`,
      money.noAmount + money.noRate > 0 &&
        `The money of ${number(money.noAmount + money.noRate)} ${money.noAmount + money.noRate === 1 ? "deal is" : "deals is"} not known.`,
      compared && comparedWords(compared),
    ]
      .filter(Boolean)
      .join(" "),
    href: addressOf("/insights/figures", atDays(filter, period)),
    deals: [],
  };
}

function comparedWords({ period, figures, change }: NonNullable<WinRateTold["compared"]>): string {
  const before = `From ${period.from} to ${period.until} it was ${number(figures.won)} of ${number(figures.won + figures.lost)}`;
  if (change.kind === "too-few") return `${before}, too few to compare.`;
  if (change.low <= 0 && change.high >= 0) return `${before}: no difference that chance would not make.`;
  return `${before}: ${wonWords(change.value)} since, likely ${likelyWords(change)} points.`;
}

const figureTitles: Record<SentFigure, (stage: string) => string> = {
  closed: () => "Deals that closed",
  won: () => "Deals we won",
  lost: () => "Deals we lost",
  created: () => "Deals that began",
  reached: (stage) => `Deals that came as far as ${stage}`,
  "left-at": (stage) => `Deals we lost at ${stage}`,
};

type Listed = { deals: DealRow[]; more: boolean };

export function figureDealsEvidence(
  { filter, figure, stage }: { filter: FiguresFilter; figure: SentFigure; stage: { id: string; name: string } | null },
  { period, ...listed }: Listed & { period: Period },
  narrowing: Narrowing,
): MadeEvidence {
  return {
    kind: "deals",
    title: `${figureTitles[figure](stage?.name ?? "this stage")}${narrowedWords(filter, narrowing)}`,
    words: `From ${period.from} to ${period.until}. ${listedWords(listed)}`,
    href: addressOf("/insights/figures/deals", { ...atDays(filter, period), figure, stageId: stage?.id }),
    deals: listed.deals,
  };
}

type EarlyFilter = Pick<FiguresFilter, "period" | "pipelineId">;

/** A row of early losses: what it is held against, and whether that survives having looked at so many. */
export function earlyLossesEvidence(
  filter: EarlyFilter,
  row: EarlyLossRow,
  { period, looked }: Pick<EarlyLossesTold, "period" | "looked">,
): MadeEvidence {
  const { by, key, early, won, difference } = row;
  return {
    kind: "audience",
    title: `${earlyNames[by]} ${by === "message" ? `“${row.name}”` : row.name}: ${number(early)} of ${number(early + won)} lost early`,
    words: [
      `Of deals lost in the first stages or won from ${period.from} to ${period.until}.`,
      difference.kind === "known"
        ? `Lost early ${pointsWords(difference.value)} than the others in the same pipelines, likely ${likelyWords(difference)} points.`
        : "Too few, or all alike: nothing can be said against the others.",
      difference.kind === "known" &&
        (difference.stands
          ? `It survives the correction for having looked at ${number(looked)} things.`
          : `We looked at ${number(looked)} things: chance alone brings as much.`),
    ]
      .filter(Boolean)
      .join(" "),
    href: addressOf("/audience/early-losses/deals", { ...filter, by, key, ended: "early" }),
    deals: [],
  };
}

const earlyNames: Record<ToldApartBy, string> = {
  persona: "Persona",
  segment: "Segment",
  source: "Source",
  campaign: "Campaign",
  message: "Message",
};

const pointsWords = (value: number): string => {
  const points = Math.round(Math.abs(value) * 100);
  return `${number(points)} ${points === 1 ? "point" : "points"} ${value < 0 ? "less" : "more"} often`;
};

export function earlyLossDealsEvidence(filter: EarlyFilter, row: EarlyLossRow, listed: Listed): MadeEvidence {
  const { by, key, name } = row;
  return {
    kind: "deals",
    title: `${earlyNames[by]} ${name}: deals lost early`,
    words: listedWords(listed),
    href: addressOf("/audience/early-losses/deals", { ...filter, by, key, ended: "early" }),
    deals: listed.deals,
  };
}

/** How a persona's win rate changed. */
export function overTimeEvidence(
  filter: EarlyFilter,
  { name, won, deals, change }: PersonaOverTime,
  { period, looked }: Pick<OverTimeTold, "period" | "looked">,
): MadeEvidence {
  const known = change.kind === "known" ? change : null;
  return {
    kind: "audience",
    title: known?.stands
      ? `Persona ${name}: ${wonWords(known.difference.value)} since ${known.since}`
      : `Persona ${name}: ${number(won)} of ${number(deals)} deals won`,
    words: known
      ? [
          `Before, ${number(known.before.won)} of ${number(known.before.deals)} were won, since then ${number(known.after.won)} of ${number(known.after.deals)}; likely ${likelyWords(known.difference)} points.`,
          `The day may be any from ${known.earliest} to ${known.latest}.`,
          `The other personas: ${number(known.others.before.won)} of ${number(known.others.before.deals)} before, ${number(known.others.after.won)} of ${number(known.others.after.deals)} since.`,
          known.stands
            ? `It survives the correction for having looked at ${number(looked)} personas and every day of each.`
            : "It may well be chance.",
        ].join(" ")
      : `Of deals that closed from ${period.from} to ${period.until}. Too few to say whether anything changed.`,
    href: addressOf("/audience/over-time", { ...filter }),
    deals: [],
  };
}

export function findingDealsEvidence(finding: Judged, listed: Listed): MadeEvidence {
  return {
    kind: "deals",
    title: `Deals that show: ${headFinding(finding)}`,
    words: listedWords(listed),
    href: findingHref(finding.key),
    deals: listed.deals,
  };
}

function listedWords({ deals, more }: Listed): string {
  if (more) return `The newest ${number(deals.length)}.`;
  return deals.length === 1 ? "1 deal, as it stood then." : `${number(deals.length)} deals, as they stood then.`;
}

/** "This quarter" is another one when it is read again: what is looked up are the days. */
function atDays(
  { period: _name, ...filter }: FiguresFilter,
  { from, until }: Period,
): Omit<FiguresFilter, "period" | "from" | "until"> & Period {
  return { ...filter, from, until };
}

function addressOf(path: string, words: object): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(words)) if (typeof value === "string") asked.set(name, value);
  const search = asked.toString();
  return search === "" ? path : `${path}?${search}`;
}

function narrowedWords({ source, column, value }: FiguresFilter, { names, ofTeam }: Narrowing): string {
  const parts = [
    source !== undefined && (source === "" ? "without a source" : `from ${source}`),
    column !== undefined && value !== undefined && (value === "" ? `without ${column}` : `${column} ${value}`),
    ...names,
    ofTeam && "in the team that asks",
  ].filter((part) => typeof part === "string");
  return parts.length === 0 ? "" : `, ${parts.join(", ")}`;
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
