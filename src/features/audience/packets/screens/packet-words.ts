import { dayOf, dayWords, type Reader, sinceWords, whenWords } from "../../../../ui/words.ts";
import type { PacketAnswer, PacketEntryKind, PacketRow } from "../contract.ts";

/** Where a packet stands: "Waiting since Tuesday", "Accepted, due 12 Dec", "Changed and done". */
export function standingWords(
  { state, answer, dueOn, askedAt }: Pick<PacketRow, "state" | "answer" | "dueOn" | "askedAt">,
  reader: Reader,
): string {
  if (state === "waiting") return `Waiting ${sinceWords(dayOf(askedAt, reader.timeZone), reader)}`;
  if (state === "withdrawn") return "Taken back";
  if (answer === null || state === "declined") return "Declined";
  return state === "done"
    ? `${answerNames[answer]} and done`
    : `${answerNames[answer]}, due ${dueWords(dueOn, reader)}`;
}

const answerNames: Record<PacketAnswer, string> = {
  accepted: "Accepted",
  declined: "Declined",
  changed: "Changed",
};

const dueWords = (dueOn: string | null, reader: Reader): string => (dueOn === null ? "now" : whenWords(dueOn, reader));

/** What somebody did in the thread: "accepted, by 12 Dec". */
export function entryWords(
  { kind, dueOn, at }: { kind: PacketEntryKind; dueOn: string | null; at: string },
  reader: Reader,
): string {
  const since = dueOn !== null && dueOn <= dayOf(at, reader.timeZone);
  const on = dueOn === null ? "" : `, ${since ? "since" : "by"} ${dayWords(dueOn, reader)}`;
  const did: Record<PacketEntryKind, string> = {
    asked: "asked",
    accepted: `accepted${on}`,
    declined: "declined",
    changed: `changed something${on}`,
    said: "",
    "asked-again": "asked again",
    done: "said it is done",
    "not-yet": `put it off${on}`,
    withdrawn: "took the question back",
  };
  return did[kind];
}

/** What it asks of whoever reads it, as a line above everything. */
export function turnWords({ turn, answer, askedBy, answeredBy }: PacketRow): string | null {
  switch (turn) {
    case "answer":
      return `${askedBy?.name ?? "Somebody who left"} waits for your answer.`;
    case "wait":
      return "Marketing has not answered yet. It stands on their Today until they do.";
    case "check":
      return "Its day has come. Was it done?";
    case "note":
      return answer === null
        ? "Marketing said something."
        : `${answeredBy?.name ?? "Marketing"} answered. Take note, or ask again.`;
    case null:
      return null;
  }
}
