import type { Instant } from "../../../platform/dates.ts";
import type { MeetingRound, MeetingShape } from "../live/contract.ts";
import type { RunAct } from "./contract.ts";

/** One by oneself, two, four, all: each round carries the ideas of the one before into a larger circle. */
export const usualRounds: MeetingRound[] = [
  { kind: "alone", seconds: 60 },
  { kind: "pairs", seconds: 120 },
  { kind: "fours", seconds: 240 },
  { kind: "all", seconds: 300 },
];

export type Timer = Pick<MeetingShape, "state" | "rounds" | "round" | "roundEndsAt" | "roundLeftMs">;

export type Phase = "planned" | "round" | "voting" | "worksheet" | "ended" | "cancelled";

/** Where a meeting stands. While it runs and no round does, votes are cast. */
export function phaseOf({ state, round }: Pick<Timer, "state" | "round">): Phase {
  if (state === "running") return round === null ? "voting" : "round";
  return state;
}

/** What is left of the round, in milliseconds; below 0 it is over time. Null: no round runs. */
export function leftOf({ roundEndsAt, roundLeftMs }: Pick<Timer, "roundEndsAt" | "roundLeftMs">, now: Instant) {
  if (roundEndsAt !== null) return Date.parse(roundEndsAt) - now;
  return roundLeftMs;
}

/** What an act makes of a meeting; null: it cannot be done at this point. */
export function afterAct<Running extends Timer>(meeting: Running, act: RunAct, now: Instant): Running | null {
  const phase = phaseOf(meeting);
  const isRound = phase === "round";
  switch (act.kind) {
    case "start":
      return phase === "planned" ? beginRound({ ...meeting, state: "running" }, 0, now) : null;
    case "halt":
      if (!isRound || meeting.roundEndsAt === null) return null;
      return { ...meeting, roundEndsAt: null, roundLeftMs: Math.max(0, leftOf(meeting, now) ?? 0) };
    case "go-on":
      if (!isRound || meeting.roundLeftMs === null) return null;
      return { ...meeting, roundEndsAt: isoOf(now + meeting.roundLeftMs), roundLeftMs: null };
    case "more-time":
      return isRound ? withMoreTime(meeting, act.seconds * 1000, now) : null;
    case "next":
      return isRound && meeting.round !== null ? beginRound(meeting, meeting.round + 1, now) : null;
    case "to-round":
      if (!isRound && phase !== "voting") return null;
      return act.round < meeting.rounds.length ? beginRound(meeting, act.round, now) : null;
    case "worksheet":
      return phase === "voting" || isRound ? { ...withoutRound(meeting), state: "worksheet" } : null;
    case "end":
      return phase === "worksheet" || phase === "voting" ? { ...withoutRound(meeting), state: "ended" } : null;
  }
}

/** A round with its whole time; beyond the last one, none. */
function beginRound<Running extends Timer>(meeting: Running, round: number, now: Instant): Running {
  const begun = meeting.rounds[round];
  if (!begun) return withoutRound(meeting);
  return { ...meeting, round, roundEndsAt: isoOf(now + begun.seconds * 1000), roundLeftMs: null };
}

/** Time that is over already is not held against what is added. */
function withMoreTime<Running extends Timer>(meeting: Running, ms: number, now: Instant): Running {
  const left = Math.max(0, Math.max(0, leftOf(meeting, now) ?? 0) + ms);
  return meeting.roundEndsAt === null
    ? { ...meeting, roundLeftMs: left }
    : { ...meeting, roundEndsAt: isoOf(now + left) };
}

const withoutRound = <Running extends Timer>(meeting: Running): Running => ({
  ...meeting,
  round: null,
  roundEndsAt: null,
  roundLeftMs: null,
});

const isoOf = (at: Instant) => new Date(at).toISOString();
