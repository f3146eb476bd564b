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
    flags: [
      "ideal-target-missed",
      "outside-profile",
      "too-long-in-stage",
      "close-date-slipped",
      "gone-quiet",
      "reason-now-missed",
    ],
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
    key: "follow-up",
    name: "Get in touch again, and agree the next talk",
    openingLine:
      "It has been too long since you heard from me, and that is on me. What has happened on your side since, and when shall we talk again?",
    dueInDays: 0,
    flags: ["no-follow-up"],
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
    flags: ["too-long-in-stage", "gone-quiet", "no-follow-up"],
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
    key: "worth-before-price",
    name: "Talk about what it is worth, once, with whoever decides",
    openingLine:
      "We keep coming back to the price, so let me ask: what is it worth to you to have this solved, and what do you compare us with? If it is too big a step, I would rather start smaller than make it cheaper.",
    dueInDays: 1,
    flags: ["stuck-on-price"],
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
