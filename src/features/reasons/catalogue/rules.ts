import type { Control } from "../contract.ts";

/** `step` and `flag` are keys: the step that would have prevented it, and the flag that shows it on an open deal. */
export type ReasonSeed = {
  key: string;
  name: string;
  control: Control;
  /** What we can do next to it; every reason that is not ours has one. */
  lever?: string;
  roleQuestion?: string;
  aboutProduct?: true;
  step?: string;
  flag?: string;
};

/** What we ask ourselves first after a loss: what was our own part in it? */
const ourPart: ReasonSeed[] = [
  {
    key: "not-ideal-target",
    name: "Not an ideal target",
    control: "ours",
    roleQuestion: "Was this an ideal target, or did we work on a deal that was never ours to win?",
    step: "ideal-target",
    flag: "ideal-target-missed",
  },
  {
    key: "presented-too-early",
    name: "Presented too early",
    control: "ours",
    roleQuestion: "Did we present too early, before they were ready to act on what they saw?",
    step: "right-time",
    flag: "right-time-missed",
  },
  {
    key: "competition-underestimated",
    name: "Competition underestimated",
    control: "ours",
    roleQuestion: "Did we underestimate the competition, doing nothing included?",
    step: "competition-asked",
    flag: "competition-missed",
  },
  {
    key: "needs-not-understood",
    name: "Needs not understood",
    control: "ours",
    roleQuestion: "Did we show what we have before we understood what they need?",
    step: "needs-understood",
    flag: "needs-missed",
  },
  {
    key: "decision-makers-not-identified",
    name: "Decision makers not identified",
    control: "ours",
    roleQuestion: "Did somebody decide whom we never spoke with?",
    step: "decision-makers",
    flag: "no-decision-maker",
  },
  {
    key: "no-time-frame",
    name: "Time frame never asked",
    control: "ours",
    step: "time-frame",
    flag: "time-frame-missed",
  },
  {
    key: "no-reason-now",
    name: "Reason for buying now never asked",
    control: "ours",
    step: "reason-now",
    flag: "reason-now-missed",
  },
  {
    key: "no-buyer-role",
    name: "Buyer's role unknown",
    control: "ours",
    step: "buyer-role",
    flag: "buyer-role-missed",
  },
  { key: "slow-answers", name: "Slow or missed answers", control: "ours", flag: "unanswered-message" },
  { key: "one-contact", name: "Everything hung on one contact", control: "ours", flag: "single-contact" },
  { key: "proposal-late", name: "Proposal came late", control: "ours", flag: "too-long-in-stage" },
  { key: "no-follow-up", name: "We did not follow up", control: "ours", flag: "no-follow-up" },
];

const shared: ReasonSeed[] = [
  {
    key: "price",
    name: "Price",
    control: "shared",
    lever:
      "Agree what the problem costs them before naming a price, and ask what they compare it with. Offer a smaller start rather than a discount.",
    flag: "stuck-on-price",
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

const theirs: ReasonSeed[] = [
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

const won: ReasonSeed[] = [
  { key: "won-ideal-target", name: "They were an ideal target", control: "ours", step: "ideal-target" },
  { key: "won-needs", name: "We understood what they need", control: "ours", step: "needs-understood" },
  { key: "won-presentation", name: "We showed exactly their case", control: "ours", step: "right-time" },
  {
    key: "won-decision-makers",
    name: "We met everybody who decides",
    control: "ours",
    step: "decision-makers",
    flag: "no-decision-maker",
  },
  { key: "won-competition", name: "We knew the competition", control: "ours", step: "competition-asked" },
  { key: "won-fast-answers", name: "We answered fast", control: "ours", flag: "unanswered-message" },
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
export const reasonSeeds = { lost: [...ourPart, ...shared, ...theirs], won };
