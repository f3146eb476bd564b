import type { FiguresFilter } from "../insights/kpis/contract.ts";

type ToldEntry = { daysLater: number; words: string };

/** What the demo team's leads asked of marketing, and what came of it. */
export type ToldPacket = {
  daysAgo: number;
  /** Which of the managers asked; the viewer, where they may. */
  by: 0 | 1 | "viewer";
  question: string;
  source: string;
  /** How far back the figure goes. */
  months: number;
  /** With the lost deals by name. */
  withDeals?: true;
  answer?: ToldEntry & { answer: "accepted" | "declined" | "changed"; dueInDays?: number };
  noted?: true;
  done?: ToldEntry;
};

export const toldPackets: readonly ToldPacket[] = [
  {
    ...{ daysAgo: 96, by: 0, source: "Outbound", months: 9 },
    question: "Every second outbound deal ends in the first call. Whom do we write to, and why those?",
    answer: {
      ...{ daysLater: 3, answer: "accepted", dueInDays: 30 },
      words: "We take companies below 50 people off the list and write to heads of operations only.",
    },
    noted: true,
    done: { daysLater: 32, words: "The list is a third shorter. Look at it again after a quarter." },
  },
  {
    ...{ daysAgo: 61, by: 1, source: "Referral", months: 12 },
    question: "Referrals are won most often. Can we ask for them by mail, three months after a start?",
    answer: {
      ...{ daysLater: 6, answer: "declined" },
      words: "Not by mail: those who refer us were asked by somebody they know. Ask them at the first review.",
    },
    noted: true,
  },
  {
    ...{ daysAgo: 40, by: 0, source: "Event", months: 12, withDeals: true },
    question: "Half of what comes from fairs never gets beyond the first talk. Do we go again?",
    answer: {
      ...{ daysLater: 4, answer: "changed", dueInDays: 34 },
      words: "We go to one instead of three, and ask at the stand who decides before we hand on a card.",
    },
    noted: true,
  },
  {
    ...{ daysAgo: 16, by: "viewer", source: "Advertising", months: 6 },
    question: "Leads from our ads ask for a price and are gone. Do the ads promise something we do not sell?",
    answer: {
      ...{ daysLater: 13, answer: "accepted", dueInDays: 21 },
      words: "They do: “up and running in a day”. The new ones say a week, and whom we help most.",
    },
  },
  {
    ...{ daysAgo: 9, by: 1, source: "Outbound", months: 3, withDeals: true },
    question: "These were all too small for us. Are they still on the list?",
  },
  {
    ...{ daysAgo: 5, by: "viewer", source: "Partner", months: 12 },
    question: "Partners bring us in when the choice is made already. Can we be in their first talk?",
  },
];

/** Of deals that closed in these months until the day it was asked. */
export const filterOf = ({ source }: ToldPacket, from: string, until: string): FiguresFilter => ({
  ...{ from, until, source, compare: "none" },
});
