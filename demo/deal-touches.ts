import type { ActivityKind } from "../src/features/deals/contract.ts";
import type { DealCourse } from "./deal-course.ts";
import { longestPause, silence } from "./deal-course.ts";
import { eventOf, habitOf, type PersonOnDeal } from "./deal-people.ts";
import { type Dice, the } from "./dice.ts";
import type { Source } from "./market.ts";
import type { WorkingTime } from "./working-time.ts";

export type Touch = {
  at: WorkingTime;
  kind: ActivityKind;
  direction: "incoming" | "outgoing" | null;
  answered: boolean | null;
  subject: string;
  person: PersonOnDeal | null;
};

const subjects = {
  mailOut: [
    "Following up",
    "Next steps",
    "Answers to your questions",
    "Summary of our call",
    "Example from your industry",
  ],
  mailIn: [
    "Question about the price",
    "Re: Next steps",
    "Two more questions",
    "Can you send the details?",
    "Our timing",
  ],
  reply: ["Re: your question", "Re: your message", "The details you asked for"],
  callOut: ["Call", "Check where they stand", "Call about the open points"],
  callIn: ["They called", "Question on the phone", "Call about the dates"],
  meeting: ["Working session", "Meeting with their team", "Review of the requirements", "Meeting about the roll-out"],
  note: ["Note after talking to a colleague", "Read their annual report", "Internal: how we go on"],
} as const;

type Silence = { from: WorkingTime; to: WorkingTime };

/** Every call, message and meeting up to the end of the deal or of the story, in order of time. */
export function drawTouches(
  dice: Dice,
  course: DealCourse,
  people: readonly PersonOnDeal[],
  source: Source,
  pace: number,
  until: WorkingTime,
): Touch[] {
  const touches: Touch[] = [];
  const start = (stage: number) => the(course.stageStarts, stage);
  const quiet: Silence | null = habitOf(course, "silent-after-proposal")
    ? { from: start(3) + silence.startsAfterDays, to: start(3) + silence.startsAfterDays + dice.between(12.2, 14.5) }
    : null;
  const planned = [
    { at: start(2) + 0.4, kind: "meeting" as const, subject: "Demo" },
    { at: start(3) + 0.1, kind: "email" as const, subject: "Our proposal" },
  ];
  let slowAt = eventOf(course, "slow-answers");
  const slowNow = (at: WorkingTime) => (quiet === null || at + 5 < quiet.from || at >= quiet.to) && dice.happens(0.3);

  let at = start(0) + 0.02;

  const someone = (at: WorkingTime) => {
    const known = people.filter(({ roles }) => the(roles, 0).at <= at);
    return known.length === 0 ? null : the(known, Math.floor(dice.share() ** 1.5 * known.length));
  };
  const touch = (at: WorkingTime, what: Omit<Touch, "at" | "person">, person: PersonOnDeal | null = someone(at)) => {
    touches.push({ at, ...what, person });
    return person;
  };
  const outgoing = (at: WorkingTime, kind: "call" | "email", subject: string, person?: PersonOnDeal | null) =>
    touch(at, { kind, direction: "outgoing", answered: kind === "call" ? true : null, subject }, person);
  /** They write or ring, we answer: the same day, or only days later. Returns when we answered. */
  const message = (wanted: WorkingTime, slow: boolean): WorkingTime => {
    const day = Math.floor(wanted);
    // Early enough in the day to be answered on it.
    const comesAt = slow ? wanted : Math.max(at, day + (wanted - day) * 0.6);
    const answerAt = slow ? comesAt + dice.between(3.2, 4.8) : Math.min(day + 0.97, comesAt + dice.between(0.03, 0.3));
    const byPhone = dice.happens(0.3);
    if (answerAt >= until && !slow) return answerAt;
    const call = { kind: "call" as const, direction: "incoming" as const, answered: false, subject: "Missed call" };
    const mail = {
      kind: "email" as const,
      direction: "incoming" as const,
      answered: null,
      subject: dice.pick(subjects.mailIn),
    };
    const person = touch(comesAt, byPhone ? call : mail);
    outgoing(answerAt, byPhone ? "call" : "email", byPhone ? "Called back" : dice.pick(subjects.reply), person);
    return answerAt;
  };

  const tooLateToAnswer = at - Math.floor(at) > 0.9;
  if (!tooLateToAnswer && (source.name === "Inbound" || source.name === "Advertising")) at = message(at, false);
  else outgoing(at, dice.happens(0.6) ? "call" : "email", "First contact");
  while (at < until) {
    const next = at + Math.min(longestPause, Math.max(0.7, dice.between(0.8, 5.6) * pace));
    const plan = planned[0];
    if (slowAt !== null && slowAt <= next) {
      at = message(Math.max(slowAt, at + 0.02), true);
      slowAt = null;
    } else if (plan && plan.at <= next) {
      at = Math.max(plan.at, at + 0.02);
      planned.shift();
      if (plan.kind === "email") outgoing(at, "email", plan.subject);
      else touch(at, { kind: "meeting", direction: null, answered: null, subject: plan.subject });
    } else if (quiet && at < quiet.from && next >= quiet.from) {
      outgoing(Math.max(quiet.from, at + 0.02), "email", "Did you have time to look at our proposal?");
      at = quiet.to;
      outgoing(at, "call", "Call after a long silence");
    } else {
      at = everyday(next);
    }
  }
  return touches.filter((each) => each.at < until);

  function everyday(next: WorkingTime): WorkingTime {
    const kind = dice.weighted([26, 18, 12, 16, 6, 6, 10, 6]);
    if (kind === 3 || kind === 5) return message(next, habitOf(course, "slow-answers") && slowNow(next));
    if (kind === 0) outgoing(next, "email", dice.pick(subjects.mailOut));
    else if (kind === 1) outgoing(next, "call", dice.pick(subjects.callOut));
    else if (kind === 2)
      touch(next, { kind: "call", direction: "outgoing", answered: false, subject: "Did not reach them" });
    else if (kind === 4)
      touch(next, { kind: "call", direction: "incoming", answered: true, subject: dice.pick(subjects.callIn) });
    else if (kind === 6)
      touch(next, { kind: "meeting", direction: null, answered: null, subject: dice.pick(subjects.meeting) });
    else touch(next, { kind: "note", direction: null, answered: null, subject: dice.pick(subjects.note) }, null);
    return next;
  }
}
