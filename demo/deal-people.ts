import type { BuyingRole } from "../src/features/deals/contract.ts";
import { type SimulatedAccount, type SimulatedPerson, simulatePerson } from "./account.ts";
import { type HabitKey, habitKeys } from "./candidates.ts";
import type { DealCourse } from "./deal-course.ts";
import { type Dice, the } from "./dice.ts";
import type { WorkingTime } from "./working-time.ts";

export type PersonOnDeal = { person: SimulatedPerson; roles: { role: BuyingRole; at: WorkingTime }[] };

/** People 0 and 1 of an account have a say; a deal deals with one of them and with some of the others. */
const deciders = 2;
const colleagues = 6;

/** Whom we get to know on a deal, and when we learn what part they play. Ordered by when they join. */
export function drawPeople(dice: Dice, seed: number, account: SimulatedAccount, course: DealCourse): PersonOnDeal[] {
  const { stageStarts } = course;
  const joins = drawJoining(dice, course);
  const deciderKnownAt = drawDeciderKnown(dice, course);
  const known = deciderKnownAt === null ? 0 : joins.filter((at) => at <= deciderKnownAt).length;
  const decider = deciderKnownAt === null ? null : dice.whole(0, Math.max(0, known - 1));
  const firstColleague = dice.whole(0, colleagues - 1);
  return joins.map((joinsAt, index) => {
    const number = index === decider ? dice.whole(0, deciders - 1) : deciders + ((firstColleague + index) % colleagues);
    const person = simulatePerson(seed, account, number);
    const role = drawOtherRole(dice);
    const learnedAt = Math.min(joinsAt + dice.between(1, 8), the(stageStarts, 5));
    const learnedLater = dice.happens(0.35);
    if (index === decider && deciderKnownAt !== null) {
      const before: BuyingRole = learnedLater ? "unknown" : role === "blocker" ? "influencer" : role;
      const decides = { role: "decision-maker" as const, at: deciderKnownAt };
      return { person, roles: joinsAt < deciderKnownAt ? [{ role: before, at: joinsAt }, decides] : [decides] };
    }
    const roles = [{ role: learnedLater ? ("unknown" as const) : role, at: joinsAt }];
    return { person, roles: learnedLater && role !== "unknown" ? [...roles, { role, at: learnedAt }] : roles };
  });
}

function drawJoining(dice: Dice, course: DealCourse): WorkingTime[] {
  const start = (stage: number) => the(course.stageStarts, stage);
  const secondAt = eventOf(course, "single-contact");
  const more = dice.whole(0, 2);
  const moreAt = [dice.share(), dice.share()];
  const third = dice.share();
  if (secondAt === null) return [start(0)];
  const later = moreAt.slice(0, more).map((share) => start(1) + share * (start(4) - start(1)));
  return [start(0), secondAt, secondAt + third * (start(2) - secondAt), ...later].sort((one, other) => one - other);
}

/** Some of those who did not know the decision maker by the proposal learn it afterwards. */
function drawDeciderKnown(dice: Dice, course: DealCourse): WorkingTime | null {
  const late = dice.happens(0.35);
  const where = dice.between(0.1, 0.9);
  const proposal = the(course.stageStarts, 3);
  const lateAt = proposal + where * (the(course.stageStarts, 5) - proposal);
  return eventOf(course, "no-decision-maker") ?? (late ? lateAt : null);
}

function drawOtherRole(dice: Dice): BuyingRole {
  const roles = ["champion", "influencer", "information-gatherer", "blocker", "unknown"] as const;
  return the(roles, dice.weighted([30, 25, 25, 8, 12]));
}

/** The event that settles a habit on this deal; null where it never came. */
export function eventOf(course: DealCourse, key: HabitKey): WorkingTime | null {
  return the(course.settledAt, habitKeys.indexOf(key));
}

export function habitOf(course: DealCourse, key: HabitKey): boolean {
  return the(course.has, habitKeys.indexOf(key));
}
