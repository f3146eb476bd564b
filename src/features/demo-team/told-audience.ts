import type { AimCondition } from "../audience/aims/contract.ts";

const holding = (...values: string[]): AimCondition[] => [{ of: "contact-title", values }];

/** Told by hand: what their deals have in common stands in no column. */
export const toldByHand = {
  name: "Franchise networks",
  words: "Many small sites under one name. The head office decides, the sites have to like it.",
};

/** Whom the demo team aims at, in the order in which deals are held against them. */
export const toldPersonas: readonly { name: string; words: string; rule: AimCondition[] }[] = [
  { ...toldByHand, rule: [] },
  {
    name: "Plant and warehouse leads",
    words: "Run the shifts. Want fewer calls on Sunday evening, and a plan that holds until Tuesday.",
    rule: holding("operations", "plant", "process engineer", "warehouse"),
  },
  {
    name: "Owners",
    words: "Decide alone and quickly. Ask what it costs before they ask what it does.",
    rule: holding("owner", "managing director"),
  },
  {
    name: "Controlling and IT",
    words: "Count what it saves, and ask where the data lies.",
    rule: holding("controller", "financial", "IT manager"),
  },
  { name: "Purchasing", words: "Were told to get three offers.", rule: holding("purchasing") },
];

/** With what it reaches them; `monthsAgo` it began, and ended where it did. */
export const toldCampaigns: readonly {
  name: string;
  message: string;
  source: string;
  monthsAgo: number;
  endedMonthsAgo?: number;
}[] = [
  { name: "Spring fairs", message: "A week planned in ten minutes", source: "Event", monthsAgo: 14, endedMonthsAgo: 4 },
  { name: "Webinars", message: "A week planned in ten minutes", source: "Inbound", monthsAgo: 10 },
  { name: "Cold calls to planners", message: "Fewer empty trips", source: "Outbound", monthsAgo: 15 },
  { name: "Partner days", message: "Ask who plans with us already", source: "Partner", monthsAgo: 18 },
];
