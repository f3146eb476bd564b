import type { FormResult } from "../FormStrip.tsx";
import type { IntervalRow } from "../Interval.tsx";
import type { PaletteAction } from "../places.ts";
import type { TimelineEvent } from "../Timeline.tsx";

/** Invented deals for the gallery. */
export type Deal = {
  id: string;
  name: string;
  owner: string;
  status: "won" | "lost" | "open";
  amount: number | null;
  closedOn: string;
  stage: string;
  flag: "up" | "down" | "unknown";
};

export const deals: Deal[] = [
  {
    id: "1",
    name: "Acme, press line 2",
    owner: "Ada Park",
    status: "lost",
    amount: 4_250_000,
    closedOn: "2026-05-19",
    stage: "Proposal",
    flag: "up",
  },
  {
    id: "2",
    name: "Northwind renewal",
    owner: "Ben Ito",
    status: "won",
    amount: 1_240_000,
    closedOn: "2026-05-21",
    stage: "Closed",
    flag: "down",
  },
  {
    id: "3",
    name: "Globex warehouse scanners",
    owner: "Ada Park",
    status: "open",
    amount: 880_050,
    closedOn: "2026-06-12",
    stage: "Demo",
    flag: "unknown",
  },
  {
    id: "4",
    name: "Initech licences",
    owner: "Mia Costa",
    status: "open",
    amount: null,
    closedOn: "2026-05-15",
    stage: "Qualified",
    flag: "up",
  },
  {
    id: "5",
    name: "Wayne Group, two sites and the training centre in Gotham North",
    owner: "Ben Ito",
    status: "lost",
    amount: 12_000_000,
    closedOn: "2025-12-04",
    stage: "Negotiation",
    flag: "up",
  },
];

export const strip: FormResult[] = [
  ["Hooli", "won", "2026-02-03"],
  ["Vandelay", "lost", "2026-02-20"],
  ["Stark", "lost", "2026-03-02"],
  ["Umbrella", "won", "2026-03-18"],
  ["Cyberdyne", "won", "2026-03-29"],
  ["Tyrell", "lost", "2026-04-08"],
  ["Wonka", "won", "2026-04-21"],
  ["Acme", "lost", "2026-05-04"],
  ["Soylent", "lost", "2026-05-11"],
  ["Northwind", "won", "2026-05-21"],
].map(([name = "", result, closedOn = ""], index) => ({
  id: String(index),
  name,
  result: result === "won" ? "won" : "lost",
  closedOn,
  href: `/deals/${index}`,
}));

export const events: TimelineEvent[] = [
  { id: "a", at: "2026-02-11T09:00:00Z", kind: "stage", title: "Qualified", who: "Ada Park" },
  {
    id: "b",
    at: "2026-02-11T15:20:00Z",
    kind: "call",
    title: "Call with Jo Lind, information gatherer",
    who: "Ada Park",
    detail: "Wants to replace the press line before the summer. No date asked.",
  },
  { id: "c", at: "2026-03-02T10:00:00Z", kind: "meeting", title: "Demo for four people", who: "Ada Park" },
  { id: "d", at: "2026-03-02T10:05:00Z", kind: "stage", title: "Demo" },
  {
    id: "e",
    at: "2026-03-05T08:12:00Z",
    kind: "email",
    title: "Mail from Jo Lind: “We would like to go ahead, send the offer.”",
  },
  { id: "f", at: "2026-03-09T13:00:00Z", kind: "stage", title: "Proposal" },
  {
    id: "g",
    at: "2026-03-31T09:30:00Z",
    kind: "call",
    title: "Call with the head of purchasing, first contact",
    detail: "Asked for 18 % off and a second offer. Had not seen the demo.",
  },
  { id: "h", at: "2026-04-02T09:30:00Z", kind: "change", title: "Close date moved from 15 April to 30 May" },
  { id: "i", at: "2026-04-03T12:00:00Z", kind: "note", title: "Jo stops answering" },
  { id: "j", at: "2026-05-19T16:45:00Z", kind: "lost", title: "We lost Acme to Rival Presses" },
];

export const findings: IntervalRow[] = [
  {
    id: "1",
    label: "No decision maker by Proposal",
    estimate: { kind: "known", value: -14, low: -21, high: -7 },
    count: "61 deals",
    href: "/insights/1",
  },
  {
    id: "2",
    label: "Time frame never asked",
    estimate: { kind: "known", value: -9, low: -17, high: -1 },
    count: "48 deals",
    href: "/insights/2",
  },
  { id: "3", label: "Single contact", estimate: { kind: "known", value: -3, low: -12, high: 6 }, count: "37 deals" },
  {
    id: "4",
    label: "Reason for buying now asked twice",
    estimate: { kind: "known", value: 6, low: 1, high: 11 },
    count: "82 deals",
  },
  {
    id: "5",
    label: "Outside our ideal profile",
    estimate: { kind: "too-few", outOf: 4, needed: 10 },
    count: "4 deals",
  },
];

export const actions: PaletteAction[] = [
  {
    id: "import",
    label: "Import deals from a CSV",
    group: "Actions",
    keywords: ["upload", "crm"],
    run: () => undefined,
  },
  { id: "add", label: "Add a deal", group: "Actions", keys: "n", run: () => undefined },
];

/** Answers after a moment, as a server would. */
export async function findDeals(query: string, signal: AbortSignal): Promise<PaletteAction[]> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  if (signal.aborted) return [];
  return deals
    .filter((deal) => deal.name.toLowerCase().includes(query.toLowerCase()))
    .map((deal) => ({
      id: `deal-${deal.id}`,
      label: deal.name,
      group: "Deals",
      description: `${deal.owner}, ${deal.stage}`,
      href: `/deals/${deal.id}`,
    }));
}
