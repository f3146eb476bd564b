import { z } from "zod";
import type { Instant } from "../../../platform/dates.ts";
import { dealStatus } from "../contract.ts";

/** How long somebody may think again; an undo on the screen stays for seconds, under a hand for as long as it rests there. */
const takeBackMs = 10 * 60_000;

/** What the last close or move replaced, and what it wrote: enough to take exactly that back. */
export const lastStanding = z.object({
  writeId: z.uuid(),
  memberId: z.uuid(),
  at: z.number().int(),
  before: z.object({ stageId: z.uuid(), competitor: z.string().nullable() }),
  wrote: z.object({ stageId: z.uuid(), status: dealStatus, enteredAt: z.number().int() }),
});
export type LastStanding = z.infer<typeof lastStanding>;

type Wrote = {
  writeId?: string | undefined;
  stageId: string;
  status: LastStanding["wrote"]["status"];
  enteredAt: Date;
};

/** What to keep beside a close or move of an open deal; null when it was sent without an id to take it back by. */
export function standingBefore(
  { session, now }: { session: { memberId: string }; now: Instant },
  { stageId, competitor }: LastStanding["before"],
  { writeId, ...wrote }: Wrote,
): LastStanding | null {
  if (writeId === undefined) return null;
  return {
    writeId,
    memberId: session.memberId,
    at: now,
    before: { stageId, competitor },
    wrote: { stageId: wrote.stageId, status: wrote.status, enteredAt: wrote.enteredAt.getTime() },
  };
}

/** Whether a write is still the last word on where the deal stands, of the same person and a moment ago. */
export function mayTakeBack(
  last: LastStanding,
  deal: { stageId: string; status: string },
  asked: { writeId: string; memberId: string; now: Instant },
): boolean {
  return (
    last.writeId === asked.writeId &&
    last.memberId === asked.memberId &&
    asked.now - last.at <= takeBackMs &&
    deal.stageId === last.wrote.stageId &&
    deal.status === last.wrote.status
  );
}
