import type { Control } from "../contract.ts";

/** `step` and `flag` are keys: the step that would have prevented it, and the flag that shows it on an open deal. */
export type ReasonSeed = {
  key: string;
  name: string;
  appliesTo: "lost" | "won";
  control: Control;
  lever: string;
  roleQuestion?: string;
  aboutProduct?: true;
  step?: string;
  flag?: string;
};

type LostSeed = Omit<ReasonSeed, "appliesTo">;

/** What we ask ourselves first after a loss: what was our own part in it? */
const ourPart: LostSeed[] = [
  {
    key: "not-ideal-target",
    name: "Not an ideal target",
    control: "ours",
    lever: "",
    roleQuestion: "Was this an ideal target, or did we work on a deal that was never ours to win?",
    step: "ideal-target",
    flag: "ideal-target-missed",
  },
  {
    key: "presented-too-early",
    name: "Presented too early",
    control: "ours",
    lever: "",
    roleQuestion: "Did we present too early, before they were ready to act on what they saw?",
    step: "right-time",
    flag: "right-time-missed",
  },
  {
    key: "competition-underestimated",
    name: "Competition underestimated",
    control: "ours",
    lever: "",
    roleQuestion: "Did we underestimate the competition, doing nothing included?",
    step: "competition-asked",
    flag: "competition-missed",
  },
  {
    key: "needs-not-understood",
    name: "Needs not understood",
    control: "ours",
    lever: "",
    roleQuestion: "Did we show what we have before we understood what they need?",
    step: "needs-understood",
    flag: "needs-missed",
  },
  {
    key: "decision-makers-not-identified",
    name: "Decision makers not identified",
    control: "ours",
    lever: "",
    roleQuestion: "Did somebody decide whom we never spoke with?",
    step: "decision-makers",
    flag: "no-decision-maker",
  },
  {
    key: "time-frame-never-asked",
    name: "Time frame never asked",
    control: "ours",
    lever: "",
    step: "time-frame",
    flag: "time-frame-missed",
  },
  {
    key: "reason-now-never-asked",
    name: "Reason for buying now never asked",
    control: "ours",
    lever: "",
    step: "reason-now",
    flag: "reason-now-missed",
  },
  {
    key: "buyer-role-unknown",
    name: "Buyer's role unknown",
    control: "ours",
    lever: "",
    step: "buyer-role",
    flag: "buyer-role-missed",
  },
  { key: "slow-answers", name: "Slow or missed answers", control: "ours", lever: "", flag: "unanswered-message" },
  { key: "one-contact", name: "Everything hung on one contact", control: "ours", lever: "", flag: "single-contact" },
  { key: "proposal-late", name: "Proposal came late", control: "ours", lever: "", flag: "too-long-in-stage" },
  {
    key: "no-follow-up",
    name: "We did not follow up",
    control: "ours",
    lever: "",
    flag: "gone-quiet",
  },
];

const shared: LostSeed[] = [
  {
    key: "price",
    name: "Price",
    control: "shared",
    lever:
      "Agree what the problem costs them before naming a price, and ask what they compare it with. Offer a smaller start rather than a discount.",
  },
  {
    key: "contract-terms",
    name: "Contract terms",
    control: "shared",
    lever: "Ask for their standard terms with the first proposal, and bring the one clause that hurts to us early.",
    flag: "too-long-in-stage",
  },
  {
    key: "legal-security-review",
    name: "Legal or security review",
    control: "shared",
    lever: "Send the security and contract papers with the proposal, and meet the reviewer before the last month.",
    flag: "too-long-in-stage",
  },
  {
    key: "trust-references",
    name: "Lack of trust or references",
    control: "shared",
    lever: "Offer a call with a customer of their size and trade before the proposal, not after the doubt.",
    flag: "single-contact",
  },
  {
    key: "no-urgency",
    name: "No urgency, no decision",
    control: "shared",
    lever: "Work out with them what each month of waiting costs. If nobody feels it, let the deal go early.",
    flag: "reason-now-missed",
  },
  {
    key: "went-silent",
    name: "They went silent",
    control: "shared",
    lever: "Agree the next talk before ending each talk, and win a second contact who can say what is going on.",
    flag: "gone-quiet",
  },
  {
    key: "switching-effort",
    name: "Too much effort to switch",
    control: "shared",
    lever: "Show the move itself: who does what in the first four weeks, and what we take over for them.",
  },
  {
    key: "product-gap",
    name: "Product gap",
    control: "shared",
    lever: "Ask what they need it for: the goal can often be reached another way. Note it for the product team.",
    aboutProduct: true,
    flag: "needs-missed",
  },
  {
    key: "missing-integration",
    name: "Missing integration",
    control: "shared",
    lever: "Ask in the first talk what it must connect to, and offer an export, a partner or a date if we have none.",
    aboutProduct: true,
    flag: "needs-missed",
  },
  {
    key: "competitor-fits-better",
    name: "Competitor's product fits better",
    control: "shared",
    lever:
      "Ask what they will compare before they compare, and lead where we are stronger. Leave early where we are not.",
    aboutProduct: true,
    flag: "competition-missed",
  },
  {
    key: "weak-lead",
    name: "Weak lead",
    control: "shared",
    lever: "Qualify in the first talk, and tell marketing the same week which leads were not worth it and why.",
    flag: "ideal-target-missed",
  },
  {
    key: "marketing-message",
    name: "Marketing promised something else",
    control: "shared",
    lever: "Ask what made them come to us, and pass the exact sentence on to marketing when it is not what we sell.",
    flag: "needs-missed",
  },
];

const theirs: LostSeed[] = [
  {
    key: "budget-gone",
    name: "Budget gone",
    control: "theirs",
    lever:
      "Ask when the next budget is planned and who proposes it, and call the month before. Ask for a paid first step.",
    flag: "close-date-slipped",
  },
  {
    key: "project-on-hold",
    name: "Project put on hold",
    control: "theirs",
    lever: "Ask what would start it again and who would notice first, and agree the day of the next call.",
    flag: "gone-quiet",
  },
  {
    key: "incumbent",
    name: "Incumbent relationship",
    control: "theirs",
    lever:
      "Find one thing the incumbent does not do well and the person who suffers from it; offer to start beside them.",
    flag: "competition-missed",
  },
  {
    key: "internal-solution",
    name: "Internal solution",
    control: "theirs",
    lever: "Ask what building and keeping it will take, and when they will look at it again. Be there on that day.",
    flag: "competition-missed",
  },
  {
    key: "champion-left",
    name: "Champion left",
    control: "theirs",
    lever: "Call them in their new job, and know at least three people in every deal before it happens again.",
    flag: "single-contact",
  },
  {
    key: "reorganisation",
    name: "Reorganisation or merger",
    control: "theirs",
    lever: "Ask who will own the problem afterwards, and be among the first to call them.",
    flag: "single-contact",
  },
  {
    key: "poor-timing",
    name: "Poor timing",
    control: "theirs",
    lever: "Ask what has to happen first, and set the check-up to that event instead of to a date of ours.",
    flag: "time-frame-missed",
  },
  {
    key: "economy",
    name: "Economy",
    control: "theirs",
    lever: "Sell what saves money this year, in steps they can stop. Ask which projects still get approved, and why.",
    flag: "close-date-slipped",
  },
  {
    key: "group-decision",
    name: "Decided by their headquarters",
    control: "theirs",
    lever: "Ask early who above them can overrule the decision, and offer to write the two pages they will read.",
    flag: "no-decision-maker",
  },
];

const won: Omit<ReasonSeed, "appliesTo">[] = [
  { key: "won-ideal-target", name: "They were an ideal target", control: "ours", lever: "", step: "ideal-target" },
  { key: "won-needs", name: "We understood what they need", control: "ours", lever: "", step: "needs-understood" },
  { key: "won-presentation", name: "We showed exactly their case", control: "ours", lever: "", step: "right-time" },
  {
    key: "won-decision-makers",
    name: "We met everybody who decides",
    control: "ours",
    lever: "",
    step: "decision-makers",
    flag: "no-decision-maker",
  },
  {
    key: "won-competition",
    name: "We knew the competition",
    control: "ours",
    lever: "",
    step: "competition-asked",
  },
  { key: "won-fast-answers", name: "We answered fast", control: "ours", lever: "", flag: "unanswered-message" },
  {
    key: "won-champion",
    name: "A champion pushed for us",
    control: "shared",
    lever: "Ask what they personally won by it, and look for the person who would win the same in the next deal.",
    flag: "single-contact",
  },
  {
    key: "won-reason-now",
    name: "They had a reason to buy now",
    control: "theirs",
    lever: "Look for the same event at companies like theirs, and call them while it is fresh.",
    step: "reason-now",
  },
  {
    key: "won-product",
    name: "The product fits best",
    control: "shared",
    lever: "Show first to the next ones what convinced these, and look for companies with the same need.",
    aboutProduct: true,
  },
  {
    key: "won-price",
    name: "Price and terms",
    control: "shared",
    lever: "Note which term decided it, and offer it to the next ones before they ask for a discount.",
  },
  {
    key: "won-reference",
    name: "A customer spoke for us",
    control: "shared",
    lever: "Ask these, once they are happy, to speak for us too; thank those who did.",
  },
  {
    key: "won-relationship",
    name: "They knew and trusted us",
    control: "shared",
    lever: "Stay in touch with people who change jobs, and ask these whom else they would tell about us.",
  },
];

/** Why deals are lost and won, as a sales lead would list it. A team edits it to its own. */
export const reasonSeeds: ReasonSeed[] = [
  ...[...ourPart, ...shared, ...theirs].map((seed) => ({ ...seed, appliesTo: "lost" as const })),
  ...won.map((seed) => ({ ...seed, appliesTo: "won" as const })),
];

/** `flags` are the keys of the flags it lowers, the most fitting repair of a flag first. */
export type RepairSeed = { key: string; name: string; openingLine: string; dueInDays: number; flags: string[] };

const missedSteps = [
  "time-frame-missed",
  "reason-now-missed",
  "buyer-role-missed",
  "decision-makers-missed",
  "competition-missed",
  "needs-missed",
  "ideal-target-missed",
];

export const repairSeeds: RepairSeed[] = [
  {
    key: "missing-information",
    name: "Call for the missing information",
    openingLine:
      "There is something I should have asked you at the beginning, and I don't want to guess. Do you have five minutes?",
    dueInDays: 1,
    flags: [...missedSteps, "no-decision-maker"],
  },
  {
    key: "re-qualify",
    name: "Re-qualify",
    openingLine:
      "Let me take one step back: is this still something you want to solve this year, and are we still the people you would solve it with?",
    dueInDays: 2,
    flags: ["ideal-target-missed", "too-long-in-stage", "close-date-slipped", "gone-quiet", "reason-now-missed"],
  },
  {
    key: "present-again",
    name: "Ask to present again",
    openingLine:
      "When we showed you our product, I did not know yet what matters most to you. Could we take thirty minutes to show you only that, with everybody who decides?",
    dueInDays: 2,
    flags: ["right-time-missed", "needs-missed", "decision-makers-missed", "competition-missed"],
  },
  {
    key: "find-decision-maker",
    name: "Find the decision maker with your champion",
    openingLine:
      "Who else has to say yes to this, and how can I make it easy for you to bring them in? I would gladly join that talk.",
    dueInDays: 2,
    flags: ["no-decision-maker", "decision-makers-missed", "buyer-role-missed"],
  },
  {
    key: "second-contact",
    name: "Win a second contact",
    openingLine:
      "Who of your colleagues would work with this every day? I would like to hear what they need before we go on.",
    dueInDays: 3,
    flags: ["single-contact"],
  },
  {
    key: "answer-today",
    name: "Answer today",
    openingLine: "You wrote to me and I owe you an answer. Here it is, and here is what I suggest we do next.",
    dueInDays: 0,
    flags: ["unanswered-message"],
  },
  {
    key: "break-silence",
    name: "Ask whether it is still on",
    openingLine:
      "I have not heard from you and I don't want to chase you. Is this still on your list, or shall I put it away until a better day?",
    dueInDays: 1,
    flags: ["gone-quiet"],
  },
  {
    key: "new-close-date",
    name: "Agree a new close date with the buyer",
    openingLine:
      "We had planned for an earlier date. What still has to happen on your side before you can sign, and which day does that make realistic?",
    dueInDays: 1,
    flags: ["close-date-slipped"],
  },
  {
    key: "next-step",
    name: "Agree one next step with a date",
    openingLine: "What is the one next step that would move this forward for you, and can we put a day on it now?",
    dueInDays: 1,
    flags: ["too-long-in-stage", "gone-quiet"],
  },
  {
    key: "ask-competition",
    name: "Ask whom they compare us with",
    openingLine: "Whom else are you looking at, and what would make you choose them?",
    dueInDays: 1,
    flags: ["competition-missed"],
  },
  {
    key: "confirm-needs",
    name: "Send back what we understood",
    openingLine:
      "I wrote down what you want to reach and what stands in the way. Would you read it and tell me what I got wrong?",
    dueInDays: 1,
    flags: ["needs-missed", "right-time-missed"],
  },
  {
    key: "cost-of-waiting",
    name: "Work out what waiting costs",
    openingLine: "Let us put a number on it together: what does every month cost you in which nothing changes?",
    dueInDays: 3,
    flags: ["reason-now-missed", "time-frame-missed", "close-date-slipped"],
  },
  {
    key: "let-go",
    name: "Let it go, and stay friends",
    openingLine:
      "It sounds to me as if this is not the time for it, and I would rather say so than press you. When should I ask again?",
    dueInDays: 2,
    flags: ["ideal-target-missed", "gone-quiet"],
  },
];
