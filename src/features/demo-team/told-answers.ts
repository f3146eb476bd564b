import type { FormLanguage } from "../post-mortems/invitations/contract.ts";

/** Reasons of the catalogue as lost customers give them, and how often: seldom those that sellers write down most. */
export const customersReasons: readonly (readonly [key: string, weight: number])[] = [
  ["needs-not-understood", 6],
  ["slow-answers", 4],
  ["switching-effort", 5],
  ["price", 4],
  ["competitor-fits-better", 3],
  ["product-gap", 3],
  ["proposal-late", 2],
  ["trust-references", 2],
  ["contract-terms", 2],
  ["presented-too-early", 2],
];
/** Where they chose nobody. */
export const reasonsToWait: readonly (readonly [key: string, weight: number])[] = [
  ["project-on-hold", 4],
  ["budget-gone", 3],
  ["no-urgency", 3],
  ["internal-solution", 2],
  ["needs-not-understood", 3],
];

export const winnersDidBetter = [
  "They came twice before they showed anything, and then they showed our own orders in it.",
  "They had an answer on the same day. Always.",
  "They told us week by week what would happen after we sign.",
  "They brought a customer of our size to the second meeting.",
  "They knew our old system and had moved three others off it.",
  "Their proposal was two pages, and we found ourselves in both.",
];
export const comparedInWords = [
  "Yours is nicer to work with. Theirs was running when we looked at it.",
  "In the end they were equal, and we trusted them with the switch.",
  "You were better where it matters less to us.",
  "Close. The price was not it, whatever we said then.",
];
export const leastUnderstood = [
  "That the night shift works without a network.",
  "That we cannot stop for a week to move over.",
  "How our planners and our drivers talk to each other.",
  "That our works council has to agree first.",
  "That two sites do everything differently, and will go on doing so.",
];
export const whoDecided = [
  "Our head of operations, after the site leads had voted.",
  "The board of three, on one page that the controller wrote.",
  "The managing director, over a weekend.",
  "Purchasing had a veto. Nobody asked them until the last week.",
];
/** Each with the reason it is about. */
export const recommended = [
  { reason: "needs-not-understood", words: "Spend an hour on the floor before you show us anything." },
  { reason: "switching-effort", words: "Show the first four weeks, week by week, with names." },
  { reason: "slow-answers", words: "Tell us on the same day when we will have an answer, even if it takes you three." },
  { reason: "trust-references", words: "Let us talk to somebody who has done it." },
  { reason: "proposal-late", words: "Send the first draft of the proposal early; we would have helped you with it." },
  { reason: "decision-makers-not-identified", words: "Ask who else signs. We would have told you." },
] as const;
export const againYes = ["When their contract ends, in two years.", "If somebody else had the first meeting, yes."];
export const againMaybe = ["If you can do it without stopping the line.", "Ask us again in a year.", ""];

/** Sentences that may be repeated; each is said once. */
export const saidToRepeat: readonly { words: string; consent: "named" | "unnamed"; language?: FormLanguage }[] = [
  { words: "You showed us everything it can do. We wanted to see what we do.", consent: "named" },
  { words: "Nobody ever asked us what happens at night.", consent: "unnamed" },
  { words: "Your people were the ones we liked. That is not what we had to decide.", consent: "named" },
  {
    words: "Das war das schönste Angebot, und wir wussten danach nicht, womit wir anfangen.",
    consent: "unnamed",
    language: "de",
  },
  { words: "We said it was the price because that is easier to say.", consent: "unnamed" },
  { words: "I wrote on Monday and had an answer on Thursday. By then we had decided.", consent: "named" },
  {
    words: "Votre démonstration était parfaite ; notre entrepôt, lui, n'y était pas.",
    consent: "named",
    language: "fr",
  },
  { words: "They made the switch their problem. With you it stayed ours.", consent: "unnamed" },
  { words: "We would have signed with you if you had come back once more.", consent: "named" },
  { words: "The best first meeting of all four, and then it went quiet.", consent: "unnamed" },
];

export const managersSaid = [
  "We met their controller for the first time in the last week.",
  "I think price is what they told us, and not what it was.",
  "We showed the product in the first meeting. I was there, and I let it happen.",
  "Nobody of us knew how they would move over, so nobody could tell them.",
  "",
  "",
];
export const givenUpBecause = [
  "They thanked us and prefer not to talk about it.",
  "Our contact has left, and nobody there knows the story.",
];
