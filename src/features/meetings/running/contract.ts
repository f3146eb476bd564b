import { z } from "zod";
import { id } from "../../team/contract.ts";
import { inMeeting, meetingPerson, meetingShape, ofMeeting } from "../live/contract.ts";

/** What who leads does with a meeting. */
export const runAct = z.discriminatedUnion("kind", [
  /** planned → the first round. */
  z.strictObject({ kind: z.literal("start") }),
  z.strictObject({ kind: z.literal("halt") }),
  z.strictObject({ kind: z.literal("go-on") }),
  /** More time for this round, or (below 0) less; also after its time is over, from now on. */
  z.strictObject({ kind: z.literal("more-time"), seconds: z.number().int().min(-3600).max(3600) }),
  /** The next round; after the last one, votes. */
  z.strictObject({ kind: z.literal("next") }),
  /** Back to any round, with its whole time. */
  z.strictObject({ kind: z.literal("to-round"), round: z.number().int().min(0).max(11) }),
  /** Votes are over: everybody gets their worksheet. */
  z.strictObject({ kind: z.literal("worksheet") }),
  /** The record is written down and mailed. */
  z.strictObject({ kind: z.literal("end") }),
]);
export type RunAct = z.infer<typeof runAct>;

export const meetingRunningContract = {
  /** Says that I am there. A latecomer gets into the smallest group. Repeated, it changes nothing. */
  joinMeeting: inMeeting
    .route({ method: "POST", path: "/meetings/{id}/join", summary: "Join a meeting I am invited to" })
    .input(ofMeeting)
    .output(meetingPerson),
  /**
   * With the version that was seen, so that a click that comes twice skips no round: whoever saw an older one is told
   * CHANGED_MEANWHILE, and has the newer state by event.
   */
  runMeeting: inMeeting
    .route({ method: "POST", path: "/meetings/{id}/run", summary: "Start, halt, go on, more time, next, end" })
    .input(z.strictObject({ id, version: z.number().int().min(1), act: runAct }))
    .output(meetingShape),
};
