/**
 * What might make a difference to a deal: ten habits of selling that show in its facts, and thirty attributes that are
 * known from its first day. None does anything unless it is planted.
 *
 * `stage` is the first stage whose deals all had the chance to show it (0: known from the start). A deal that was lost
 * before says nothing about it.
 */
export type Candidate = {
  key: string;
  /** As a finding would say it. */
  name: string;
  kind: "habit" | "attribute";
  /** Share of deals that have it. */
  prevalence: number;
  stage: number;
};

export type Habit = Candidate & {
  kind: "habit";
  /** The stages in which the event happens that settles it, each equally likely. */
  window: readonly number[];
  /** Whether that event shows the habit (a long silence) or rules it out (a decision maker named). */
  eventShows: boolean;
};

export type Attribute = Candidate & { kind: "attribute"; column: string; present: string; absent: string };

export const habitKeys = [
  "no-decision-maker",
  "time-frame-never-asked",
  "reason-now-never-asked",
  "buyer-role-never-asked",
  "presented-too-early",
  "single-contact",
  "slow-answers",
  "stuck-in-demo",
  "silent-after-proposal",
  "close-date-pushed-twice",
] as const;
export type HabitKey = (typeof habitKeys)[number];

export const habits: Readonly<Record<HabitKey, Habit>> = {
  "no-decision-maker": habit("no-decision-maker", "No decision maker known by the proposal", 0.3, 3, [1, 2], false),
  "time-frame-never-asked": habit("time-frame-never-asked", "Time frame never asked", 0.35, 2, [0, 1], false),
  "reason-now-never-asked": habit("reason-now-never-asked", "Reason for buying now never asked", 0.4, 2, [0, 1], false),
  "buyer-role-never-asked": habit("buyer-role-never-asked", "Buyer's role never asked", 0.3, 2, [0, 1], false),
  "presented-too-early": habit("presented-too-early", "Presented before the needs were known", 0.25, 2, [0, 1], false),
  "single-contact": habit("single-contact", "Only one contact", 0.25, 2, [0, 1], false),
  "slow-answers": habit("slow-answers", "Answered their messages days later", 0.25, 1, [0, 1], true),
  "stuck-in-demo": habit("stuck-in-demo", "Stuck after the demo", 0.2, 2, [2], true),
  "silent-after-proposal": habit(
    "silent-after-proposal",
    "Silent for two weeks after the proposal",
    0.25,
    3,
    [3],
    true,
  ),
  "close-date-pushed-twice": habit("close-date-pushed-twice", "Close date pushed twice", 0.3, 3, [3], true),
};

function habit(
  key: HabitKey,
  name: string,
  prevalence: number,
  stage: number,
  window: number[],
  eventShows: boolean,
): Habit {
  return { key, name, kind: "habit", prevalence, stage, window, eventShows };
}

const attributeRows: [column: string, present: string, absent: string, prevalence: number][] = [
  ["Deployment", "On premises", "Cloud", 0.25],
  ["Partner involved", "Yes", "No", 0.3],
  ["Security review", "Required", "Not required", 0.4],
  ["Public tender", "Yes", "No", 0.2],
  ["Trial requested", "Yes", "No", 0.45],
  ["Part of a group", "Yes", "No", 0.35],
  ["NDA signed", "Yes", "No", 0.5],
  ["Contract language", "Local", "English", 0.4],
  ["Payment", "Quarterly", "Yearly", 0.3],
  ["Procurement involved", "Yes", "No", 0.45],
  ["Works council", "Yes", "No", 0.2],
  ["Data residency", "Own country", "Anywhere", 0.3],
  ["Buying office", "Subsidiary", "Head office", 0.25],
  ["Family owned", "Yes", "No", 0.35],
  ["Newsletter reader", "Yes", "No", 0.4],
  ["Met at an event", "Yes", "No", 0.2],
  ["Website visit first", "Yes", "No", 0.5],
  ["Asked for a reference", "Yes", "No", 0.3],
  ["Works today with", "Spreadsheets", "Other software", 0.4],
  ["Remote team", "Yes", "No", 0.45],
  ["Travel needed", "Yes", "No", 0.25],
  ["Single sign-on", "Needed", "Not needed", 0.35],
  ["Mobile users", "Yes", "No", 0.5],
  ["Integration wanted", "Yes", "No", 0.45],
  ["Consultant involved", "Yes", "No", 0.2],
  ["Migration needed", "Yes", "No", 0.3],
  ["Training wanted", "Yes", "No", 0.4],
  ["Several countries", "Yes", "No", 0.25],
  ["Support level", "Premium", "Standard", 0.3],
  ["Fiscal year", "Ends in June", "Ends in December", 0.25],
];

export const attributes: readonly Attribute[] = attributeRows.map(([column, present, absent, prevalence]) => ({
  key: `${column}: ${present}`,
  name: `${column}: ${present}`,
  kind: "attribute",
  prevalence,
  stage: 0,
  column,
  present,
  absent,
}));

/** All forty, habits first. A deal's `has` is in this order. */
export const candidates: readonly (Habit | Attribute)[] = [...habitKeys.map((key) => habits[key]), ...attributes];
