import type { Milestone } from "../rules.ts";

/** `before`: the moment of the sale that needs it; without one it is due before the close. */
export type TemplateStep = {
  key: string;
  name: string;
  question: string;
  hint: string;
  before?: Milestone;
};
export type StepTemplate = { key: string; name: string; about: string; steps: TemplateStep[] };

const roleQuestions: StepTemplate = {
  key: "role-questions",
  name: "Five questions about our part",
  about: "What a lost deal most often lacked on our side, asked while there is still time.",
  steps: [
    {
      key: "ideal-target",
      name: "Ideal target checked",
      question: "How do you handle this today, and how many of your people does it touch?",
      hint: "Hold the answer against the customers we win: size, industry, way of working. If they don't fit, say so now.",
      before: "qualified",
    },
    {
      key: "needs-understood",
      name: "Needs understood",
      question: "Six months after you bought: what would have to be different for you to call it a success?",
      hint: "Understood means that they agree when you say it back in their own words.",
      before: "presentation",
    },
    {
      key: "right-time",
      name: "Right time to present",
      question:
        "Before I show you anything: what would you need to see to take the next step, and who should see it with you?",
      hint: "If they cannot name a next step, it is too early to present. Ask more first.",
      before: "presentation",
    },
    {
      key: "competition-asked",
      name: "Competition asked about",
      question: "Who else are you looking at, and what do you like about them so far?",
      hint: "Doing nothing and building it themselves are competitors too.",
      before: "proposal",
    },
    {
      key: "decision-makers",
      name: "Decision makers identified",
      question: "Besides you, who will have a say in this, and who signs in the end?",
      hint: "Name, job and what each of them cares about. Add them as contacts with their role.",
      before: "proposal",
    },
  ],
};

const timePainRole: StepTemplate = {
  key: "time-pain-role",
  name: "Time frame, pain, role",
  about: "Three answers that tell a buyer from somebody who is only looking around.",
  steps: [
    {
      key: "time-frame",
      name: "Time frame asked",
      question: "When does this need to be up and running, and what happens if it is not?",
      hint: "A date with a consequence is a time frame. “Some time this year” is not.",
      before: "presentation",
    },
    {
      key: "reason-now",
      name: "Reason for buying now asked",
      question: "What happened that made you look into this now, and not last year?",
      hint: "Listen for what it costs them to leave things as they are.",
      before: "presentation",
    },
    {
      key: "buyer-role",
      name: "Buyer's role asked",
      question: "What is your part in this: do you decide, or do you gather the information for somebody who does?",
      hint: "Somebody who gathers information is welcome. Ask who they gather it for.",
      before: "presentation",
    },
  ],
};

const bant: StepTemplate = {
  key: "bant",
  name: "BANT",
  about: "Budget, authority, need, timing: short, for smaller deals.",
  steps: [
    {
      key: "bant-budget",
      name: "Budget",
      question: "Is money set aside for this, or would it have to be found? Who finds it?",
      hint: "A range is enough. Ask what they spend on the problem today.",
      before: "proposal",
    },
    {
      key: "bant-authority",
      name: "Authority",
      question: "If you were convinced today, whose yes would you still need?",
      hint: "Every yes they name is a person to meet.",
      before: "proposal",
    },
    {
      key: "bant-need",
      name: "Need",
      question: "What problem made you talk to us, and what have you tried so far?",
      hint: "What they have tried tells you how much it hurts.",
      before: "presentation",
    },
    {
      key: "bant-timing",
      name: "Timing",
      question: "By when do you want this solved, and what is that date tied to?",
      hint: "A date tied to nothing will move.",
      before: "presentation",
    },
  ],
};

const meddpicc: StepTemplate = {
  key: "meddpicc",
  name: "MEDDPICC",
  about: "Eight checks for larger deals with several people deciding.",
  steps: [
    {
      key: "meddpicc-metrics",
      name: "Metrics",
      question: "Which number should move when this works, where does it stand today, and where should it be?",
      hint: "Their number, from their report.",
      before: "presentation",
    },
    {
      key: "meddpicc-economic-buyer",
      name: "Economic buyer",
      question: "Who can spend this money without asking anybody else, and when can we speak to them?",
      hint: "Known by name is not met. Get the conversation.",
      before: "proposal",
    },
    {
      key: "meddpicc-decision-criteria",
      name: "Decision criteria",
      question: "What will you compare us on, and which of these would rule somebody out?",
      hint: "Ask which criteria came from a competitor.",
      before: "proposal",
    },
    {
      key: "meddpicc-decision-process",
      name: "Decision process",
      question: "Walk me through what happens between “we like it” and “we bought it”: who does what, by when?",
      hint: "Write it down together and send it back to them.",
      before: "proposal",
    },
    {
      key: "meddpicc-paper-process",
      name: "Paper process",
      question:
        "Once you have decided, what do purchasing, legal and security need, and how long do they usually take?",
      hint: "Ask how long it took the last time they bought something like this.",
      before: "negotiation",
    },
    {
      key: "meddpicc-identified-pain",
      name: "Identified pain",
      question: "What does it cost you each month that this is not solved, and who feels it most?",
      hint: "Pain nobody in the room feels will not get a budget.",
      before: "presentation",
    },
    {
      key: "meddpicc-champion",
      name: "Champion",
      question: "When you present this inside without us, what will you say, and who will push back?",
      hint: "A champion has influence, and something to win. Test both.",
      before: "proposal",
    },
    {
      key: "meddpicc-competition",
      name: "Competition",
      question: "What other ways of solving this are on the table, building it yourselves or waiting included?",
      hint: "Ask who inside prefers which.",
      before: "proposal",
    },
  ],
};

const spiced: StepTemplate = {
  key: "spiced",
  name: "SPICED",
  about: "Situation, pain, impact, critical event, decision: for sales that start from the customer's problem.",
  steps: [
    {
      key: "spiced-situation",
      name: "Situation",
      question: "How is your team set up for this today, and what do you use?",
      hint: "Facts that say whether they are like the customers we win.",
      before: "qualified",
    },
    {
      key: "spiced-pain",
      name: "Pain",
      question: "What about it does not work, and how often do you run into that?",
      hint: "Ask for the last time it happened.",
      before: "presentation",
    },
    {
      key: "spiced-impact",
      name: "Impact",
      question: "If that were solved, what would it change for the business, and for you?",
      hint: "Both answers count: the company buys for the first, the person pushes for the second.",
      before: "presentation",
    },
    {
      key: "spiced-critical-event",
      name: "Critical event",
      question: "Which date can you not miss, and what happens if you do?",
      hint: "Without one, “no decision” is the strongest competitor.",
      before: "proposal",
    },
    {
      key: "spiced-decision",
      name: "Decision",
      question: "How have you decided on something like this before, and who was in the room?",
      hint: "Past purchases tell more than plans.",
      before: "proposal",
    },
  ],
};

/** Ready sets of steps. A new team starts with the first two. */
export const stepTemplates: StepTemplate[] = [roleQuestions, timePainRole, bant, meddpicc, spiced];
export const startTemplates: StepTemplate[] = [roleQuestions, timePainRole];

const stepsByKey = new Map(stepTemplates.flatMap(({ steps }) => steps).map((step) => [step.key, step]));

/** The moment a ready-made step is due before, by its key; a team's own step has none. */
export function milestoneOf(stepKey: string | null): Milestone | undefined {
  return stepKey === null ? undefined : stepsByKey.get(stepKey)?.before;
}
