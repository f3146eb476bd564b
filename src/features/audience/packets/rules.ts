import type { Day } from "../../../platform/dates.ts";
import type { Session } from "../../../platform/session.ts";
import { answersToday, isOnAskersSide, mayAnswer, takesOverQuestions } from "./access.ts";
import type { PacketAnswer, PacketEntryKind, PacketShape, PacketState, PacketTurn } from "./contract.ts";

/** So many things can be said on one packet; beyond that it is a meeting. */
export const mostEntries = 200;

export type PacketStanding = {
  state: PacketState;
  answer: PacketAnswer | null;
  dueOn: Day | null;
  askedById: string | null;
  /** Whoever asked is gone: deactivated, or no longer known. */
  isAskerGone: boolean;
  isNoted: boolean;
};

type Reader = Pick<Session, "memberId" | "role" | "isOwner">;
type Now = { today: Day; isMarketingHere: boolean };

/** What a packet asks of whoever reads it, today. */
export function turnOf(reader: Reader, packet: PacketStanding, { today, isMarketingHere }: Now): PacketTurn {
  const isAsker = packet.askedById === reader.memberId || (packet.isAskerGone && takesOverQuestions(reader));
  const isAnswerer = answersToday(reader, isMarketingHere) && packet.askedById !== reader.memberId;
  if (packet.state === "waiting" && isAnswerer) return "answer";
  if (packet.state === "waiting" && packet.isNoted) return isAsker ? "wait" : null;
  if (packet.state === "promised" && packet.dueOn !== null && packet.dueOn <= today && (isAsker || isAnswerer))
    return "check";
  return isAsker && !packet.isNoted ? "note" : null;
}

export function mayOf(reader: Reader, packet: PacketStanding): PacketShape["may"] {
  const { state } = packet;
  const answers = mayAnswer(reader, packet);
  const asks = isOnAskersSide(reader, packet);
  const isOver = state === "withdrawn";
  return {
    answer: answers && !isOver && state !== "done",
    say: true,
    check: (answers || asks) && state === "promised",
    postpone: answers && state === "promised",
    askAgain: asks && state !== "waiting",
    withdraw: asks && (state === "waiting" || state === "promised"),
  };
}

export type PacketStep =
  | { kind: "answer"; answer: PacketAnswer; dueOn: Day | null }
  | { kind: "done" }
  | { kind: "not-yet"; dueOn: Day | null }
  | { kind: "ask-again" }
  | { kind: "withdraw" };

export type Stepped = {
  entry: PacketEntryKind;
  dueOn: Day | null;
  after: Pick<PacketStanding, "state" | "answer" | "dueOn" | "isNoted">;
};

/**
 * What a packet is after a step; or why it cannot be taken. Whatever is new to whoever asked is theirs to take note of.
 * What was answered with a day that has come is done: it is so since then.
 */
export function afterStep(
  packet: PacketStanding,
  step: PacketStep,
  { today, byAsker }: { today: Day; byAsker: boolean },
): Stepped | "day-missing" {
  const news = { isNoted: byAsker };
  switch (step.kind) {
    case "answer": {
      const { answer } = step;
      if (answer === "declined")
        return { entry: answer, dueOn: null, after: { state: "declined", answer, dueOn: null, ...news } };
      if (step.dueOn === null) return "day-missing";
      const state = step.dueOn <= today ? "done" : "promised";
      return { entry: answer, dueOn: step.dueOn, after: { state, answer, dueOn: step.dueOn, ...news } };
    }
    case "done":
      return {
        entry: "done",
        dueOn: null,
        after: { state: "done", answer: packet.answer, dueOn: packet.dueOn, ...news },
      };
    case "not-yet":
      if (step.dueOn === null || step.dueOn <= today) return "day-missing";
      return {
        entry: "not-yet",
        dueOn: step.dueOn,
        after: { state: "promised", answer: packet.answer, dueOn: step.dueOn, ...news },
      };
    case "ask-again":
      return {
        entry: "asked-again",
        dueOn: null,
        after: { state: "waiting", answer: null, dueOn: null, isNoted: true },
      };
    case "withdraw":
      return {
        entry: "withdrawn",
        dueOn: null,
        after: { state: "withdrawn", answer: packet.answer, dueOn: packet.dueOn, isNoted: true },
      };
  }
}
