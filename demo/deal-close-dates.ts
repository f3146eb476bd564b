import type { Day } from "../src/platform/dates.ts";
import type { DealCourse } from "./deal-course.ts";
import { eventOf, habitOf } from "./deal-people.ts";
import { type Dice, the } from "./dice.ts";
import type { WorkingCalendar, WorkingTime } from "./working-time.ts";

export type CloseDateSet = { on: Day; at: WorkingTime };

/**
 * The expected close date and every time it was moved. At first it is half a year away, as a form proposes it; with the
 * proposal it becomes a real one, and is pushed from there.
 *
 * No date tells how long the deal will last: who could read that from it would know today which deals get stuck.
 */
export function drawCloseDates(dice: Dice, course: DealCourse, calendar: WorkingCalendar): CloseDateSet[] {
  const start = (stage: number) => the(course.stageStarts, stage);
  const proposedAt = start(3) + 0.12;
  const firstPush = start(3) + (start(4) - start(3)) * dice.between(0.12, 0.4);
  const secondPush = eventOf(course, "close-date-pushed-twice");
  const thirdPush = dice.between(start(4), start(5));
  const onlyPush = dice.between(proposedAt, start(5));
  const pushedAgain = dice.happens(0.3);
  const pushedOnce = dice.happens(0.5);
  const pushes = habitOf(course, "close-date-pushed-twice")
    ? [firstPush, secondPush, pushedAgain ? thirdPush : null]
    : [pushedOnce ? onlyPush : null];

  let hoped = start(0) + dice.between(135, 155);
  const dates = [{ at: start(0), on: calendar.dayAt(hoped) }];
  hoped = start(5) + dice.between(8.5, 25);
  dates.push({ at: proposedAt, on: calendar.dayAt(hoped) });
  for (const at of pushes) {
    hoped += dice.between(5, 15);
    if (at !== null) dates.push({ at, on: calendar.dayAt(hoped) });
  }
  return dates;
}
