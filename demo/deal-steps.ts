import type { HabitKey } from "./candidates.ts";
import type { DealCourse } from "./deal-course.ts";
import { eventOf, habitOf, type PersonOnDeal } from "./deal-people.ts";
import { type Dice, the } from "./dice.ts";
import type { WorkingTime } from "./working-time.ts";

export type StepAnswer = { step: string; at: WorkingTime; answer: string; saidBy: string };

type SimulatedStep = { name: string; habit?: HabitKey; answers: readonly string[] };

/** The steps this team's process asks for, by the names the catalogue's start set gives them. */
export const steps = {
  idealTarget: {
    name: "Ideal target checked",
    answers: [
      "Forty planners on spreadsheets",
      "Three sites, one list each",
      "Two people do it by hand",
      "An old system of their own",
    ],
  },
  timeFrame: {
    name: "Time frame asked",
    habit: "time-frame-never-asked",
    answers: ["This quarter", "Before the summer", "By the new financial year", "Within six months"],
  },
  reasonNow: {
    name: "Reason for buying now asked",
    habit: "reason-now-never-asked",
    answers: ["Their old system ends", "A new site opens", "An auditor asked for it", "Two people are leaving"],
  },
  buyerRole: {
    name: "Buyer's role asked",
    habit: "buyer-role-never-asked",
    answers: [
      "Collects offers for the management",
      "Runs the project",
      "Signs up to 20,000",
      "Advises the head of operations",
    ],
  },
  needs: {
    name: "Needs understood",
    answers: [
      "Plans made in an hour, not a day",
      "Works on phones in the yard",
      "Talks to their accounts",
      "No order lost between lists",
    ],
  },
  rightTime: {
    name: "Right time to present",
    habit: "presented-too-early",
    answers: [
      "Wants the planners in the room",
      "To see their own data in it",
      "A price range first",
      "Ready, with the site manager",
    ],
  },
  competition: {
    name: "Competition asked about",
    answers: ["Two others were asked", "Only us", "They might build it themselves"],
  },
  decisionMakers: {
    name: "Decision makers identified",
    answers: ["Decides together with finance", "Signs alone", "The board, on her word"],
  },
} as const satisfies Record<string, SimulatedStep>;

/** What was asked on a deal, when, and what they said. */
export function drawStepAnswers(dice: Dice, course: DealCourse, people: readonly PersonOnDeal[]): StepAnswer[] {
  const start = (stage: number) => the(course.stageStarts, stage);
  const within = (from: number, to: number) => dice.between(start(from), start(to));
  const answers: StepAnswer[] = [];
  const asked = ({ name, answers: said }: SimulatedStep, at: WorkingTime | null) => {
    const answer = dice.pick(said);
    const known = people.filter(({ roles }) => at !== null && the(roles, 0).at <= at);
    const person = known[Math.floor(dice.share() * known.length)];
    if (at !== null) answers.push({ step: name, at, answer, saidBy: person?.person.name ?? "" });
  };
  const early = within(0, 1);
  asked(steps.idealTarget, dice.happens(0.9) ? early : null);
  for (const step of [steps.timeFrame, steps.reasonNow, steps.buyerRole]) asked(step, eventOf(course, step.habit));
  const needsAt = within(0, 2);
  asked(steps.needs, dice.happens(0.8) ? needsAt : null);
  // Presented first and asked afterwards, or never.
  const afterDemo = start(2) + dice.between(2.5, 6);
  const askedLate = dice.happens(0.55) && habitOf(course, "presented-too-early");
  asked(steps.rightTime, eventOf(course, "presented-too-early") ?? (askedLate ? afterDemo : null));
  const deciderAt = people.flatMap(({ roles }) => roles).find(({ role }) => role === "decision-maker")?.at ?? null;
  asked(steps.decisionMakers, deciderAt);
  const competitionAt = within(1, 3);
  asked(steps.competition, dice.happens(0.7) ? competitionAt : null);
  return answers.sort((one, other) => one.at - other.at);
}
