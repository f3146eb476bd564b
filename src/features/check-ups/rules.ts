import { addDays, addMonths, type Day, dayInWords, daysBetween } from "../../platform/dates.ts";
import { nextWorkingDay, type WorkingCalendar, workingDayFrom } from "../team/working-calendar/rules.ts";

export type CheckUpBasis = "offered-term" | "usual-term" | "chosen";

/** What a check-up's day follows from. Without a pitch day the day of the close stands for it. */
export type TermFacts = {
  pitchedOn: Day | null;
  closedOn: Day;
  offeredTermMonths: number | null;
  usualTermMonths: number;
};

export type ProposedCheckUp = { dueOn: Day; basis: Exclude<CheckUpBasis, "chosen">; because: string };

/**
 * When to call a lost customer again: after three quarters of the offered term, counted from the pitch (12 months → 9),
 * while there is still time to change before they renew with somebody else.
 *
 * A day that has passed is no use. While their term still runs, the call is due now; once it has run out they have
 * most likely renewed for as long again, so the same point of the next term is proposed. Nobody is called on a day off.
 */
export function proposeCheckUp(facts: TermFacts, today: Day, calendar: WorkingCalendar): ProposedCheckUp {
  const startOn = facts.pitchedOn ?? facts.closedOn;
  const start = facts.pitchedOn === null ? "the close" : "the pitch";
  const months = facts.offeredTermMonths ?? facts.usualTermMonths;
  const basis = facts.offeredTermMonths === null ? "usual-term" : "offered-term";
  const term =
    basis === "offered-term" ? `the ${monthsInWords(months)} offered` : `our usual term of ${monthsInWords(months)}`;
  const rule = `Three quarters of ${term} after ${start} on ${dayInWords(startOn)}`;

  const pointOn = threeQuartersInto(startOn, months);
  const dueOn = workingDayFrom(pointOn, calendar);
  if (dueOn > today) return { dueOn, basis, because: `${rule}${movedOn(pointOn, dueOn)}.` };

  const passed = `${rule} was ${dayInWords(pointOn)}, which has passed.`;
  const terms = termsPassed(startOn, months, today);
  const nextPointOn = threeQuartersInto(addMonths(startOn, terms * months), months);
  const nextOn = workingDayFrom(nextPointOn, calendar);
  const endsOn = dayInWords(addMonths(startOn, (terms + 1) * months));
  const renewed = terms === 0 ? "Their term" : "If they renewed each time for as long, their term";
  return nextOn > today
    ? {
        dueOn: nextOn,
        basis,
        because: `${passed} ${renewed} is at the same point on ${dayInWords(nextPointOn)}${movedOn(nextPointOn, nextOn)}.`,
      }
    : {
        dueOn: nextWorkingDay(today, calendar),
        basis,
        because: `${passed} ${renewed} runs until ${endsOn}, so call soon.`,
      };
}

/** Is the first point to call still ahead? An old loss from an export is history, and fills nobody's list by itself. */
export function firstCallIsAhead(facts: TermFacts, today: Day): boolean {
  const months = facts.offeredTermMonths ?? facts.usualTermMonths;
  return threeQuartersInto(facts.pitchedOn ?? facts.closedOn, months) > today;
}

/** A day the person chose; one that has passed becomes today, so that the call is due and not lost. */
export function chosenDay(dueOn: Day, today: Day): Day {
  return dueOn < today ? today : dueOn;
}

/** "Later" without a day means a quarter from now. */
export function laterOn(nextOn: Day | undefined, today: Day, calendar: WorkingCalendar): Day {
  if (nextOn === undefined) return workingDayFrom(addMonths(today, 3), calendar);
  return nextOn <= today ? addDays(today, 1) : nextOn;
}

/** Three quarters of a term, whole months first; what remains of a month counts as 30 days. */
function threeQuartersInto(startOn: Day, termMonths: number): Day {
  const quarters = termMonths * 3;
  return addDays(addMonths(startOn, Math.floor(quarters / 4)), Math.round((quarters % 4) * 7.5));
}

/** How many whole terms lie behind us, if each was followed by another as long. */
function termsPassed(startOn: Day, termMonths: number, today: Day): number {
  // No month is longer than 31 days, so this many terms have surely passed; what is missing is then walked.
  let terms = Math.max(0, Math.floor(daysBetween(startOn, today) / (termMonths * 31)));
  while (addMonths(startOn, (terms + 1) * termMonths) <= today) terms += 1;
  return terms;
}

const movedOn = (pointOn: Day, dueOn: Day): string =>
  dueOn === pointOn ? "" : `, moved on to the next working day, ${dayInWords(dueOn)}`;

function monthsInWords(months: number): string {
  return months === 1 ? "1 month" : `${months} months`;
}
