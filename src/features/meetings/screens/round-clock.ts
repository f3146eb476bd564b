/** A round as the server keeps it: running until an instant, or halted with so much left. */
export type RoundState = { endsAt: string | null; leftMs: number | null };

export type RoundClock = { kind: "running" | "halted" | "over"; leftSeconds: number };

/** What the clock of a round says. A started second counts whole, so that a round of a minute begins at 1:00. */
export function readClock({ endsAt, leftMs }: RoundState, now: number): RoundClock {
  const left = Math.max(0, Math.ceil((endsAt === null ? (leftMs ?? 0) : Date.parse(endsAt) - now) / 1000));
  if (left === 0) return { kind: "over", leftSeconds: 0 };
  return { kind: endsAt === null ? "halted" : "running", leftSeconds: left };
}

/** What is read out of a running round: not every second, only when it matters. */
export function announcementOf({ kind, leftSeconds }: RoundClock): string {
  if (kind === "over") return "The time of this round is up.";
  if (kind === "halted") return "The clock is halted.";
  if (leftSeconds <= 10) return "Ten seconds left.";
  if (leftSeconds <= 30) return "Half a minute left.";
  if (leftSeconds <= 60) return "One minute left.";
  return "";
}

/** "1 min", "90 s", "2:30 min": how long a round is planned. */
export function lengthWords(seconds: number): string {
  if (seconds % 60 === 0) return `${seconds / 60} min`;
  if (seconds < 120) return `${seconds} s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} min`;
}
