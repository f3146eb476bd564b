/** What the demo team does differently by now, and where that came from. `reason` is a key of the catalogue. */
export type ToldPractice = {
  title: string;
  appliesWhen: string;
  how: string;
  reason: string;
  /** What a customer recommended or a debrief taught is looked for by the reason. */
  from: "recommendation" | "lesson" | "own";
  daysAgo: number;
  becomes: "adopted" | "in-review" | "draft" | "retired";
  /** Done by the first repair of its flag; else it is a task of its own. */
  byRepair?: true;
  retiredWhy?: string;
};

export const toldPractices: readonly ToldPractice[] = [
  {
    title: "Spend an hour on their floor before showing anything",
    appliesWhen: "Before the first demo, wherever we have not seen how they work.",
    how: "Ask for an hour with the people who will use it, not with those who buy it.\nBring nothing to show. Write down three sentences in their words, and open the demo with them.",
    ...{ reason: "needs-not-understood", from: "recommendation", daysAgo: 62, becomes: "adopted" },
  },
  {
    title: "Say on the same day when the answer comes",
    appliesWhen: "Whenever a customer writes and we cannot answer at once.",
    how: "One line before the end of the day: what we look into, and the day they will have it.\nThen keep that day.",
    ...{ reason: "slow-answers", from: "recommendation", daysAgo: 48, becomes: "adopted" },
  },
  {
    title: "Ask in the second talk who else signs",
    appliesWhen: "By Qualified at the latest, in every deal with more than one site.",
    how: "“Who else will look at this before you decide, and what will they ask?”\nMeet each of them once before the proposal.",
    ...{ reason: "decision-makers-not-identified", from: "lesson", daysAgo: 40, becomes: "adopted", byRepair: true },
  },
  {
    title: "Show the first four weeks, week by week, with names",
    appliesWhen: "With every proposal to somebody who leaves another system.",
    how: "One page: who does what in which week, on their side and on ours, and what is running at its end.",
    ...{ reason: "switching-effort", from: "recommendation", daysAgo: 9, becomes: "in-review" },
  },
  {
    title: "One page with their own numbers",
    appliesWhen: "Where price comes up before value did.",
    how: "What the problem costs them in a month, in figures they gave us themselves.",
    ...{ reason: "price", from: "own", daysAgo: 4, becomes: "draft" },
  },
  {
    title: "Call every quiet deal on Friday afternoon",
    appliesWhen: "When nothing was heard for ten working days.",
    how: "Everybody calls between three and five, together.",
    ...{ reason: "went-silent", from: "own", daysAgo: 110, becomes: "retired" },
    retiredWhy: "Nobody picks up on a Friday afternoon. Agreeing the next talk before hanging up does more.",
  },
];

/** What was thought of in the meeting three weeks ago. `merged`: the place of the idea that it went into. */
export const toldIdeas: readonly { topic: number; words: string; merged?: number; votes: number }[] = [
  { topic: 0, words: "Agree the day of the next talk before we hang up", votes: 7 },
  { topic: 0, words: "No talk ends without a date in both calendars", merged: 0, votes: 0 },
  { topic: 0, words: "Have a second person who can tell us what is going on", votes: 3 },
  { topic: 1, words: "Send a one-page draft of the proposal after the demo, with gaps for them to fill", votes: 6 },
  { topic: 1, words: "Write the proposal together with their project lead", merged: 3, votes: 0 },
  { topic: 1, words: "Show nothing that they did not ask for", votes: 2 },
  { topic: 2, words: "A list of customers who like to be called, by trade and size", votes: 4 },
  { topic: 2, words: "Record how one of them moved over, five minutes, no music", votes: 2 },
  { topic: 3, words: "Ask what it costs them to wait another quarter", votes: 3 },
  { topic: 3, words: "Let deals go in the first month if nobody feels it", votes: 1 },
];

/** Which of them became practices, with their reason. */
export const adoptedIdeas = [
  {
    idea: 0,
    reason: "went-silent",
    title: "Agree the day of the next talk before hanging up",
    appliesWhen: "At the end of every call and every meeting.",
    how: "Say two days and let them choose. Send the invitation while they are still on the line.",
  },
  {
    idea: 3,
    reason: "proposal-late",
    title: "Send a draft of the proposal within two days of the demo",
    appliesWhen: "As soon as they have seen it and ask what it costs.",
    how: "One page with gaps: their aim, their sites, their dates. Ask them to fill in what is wrong.",
  },
] as const;
