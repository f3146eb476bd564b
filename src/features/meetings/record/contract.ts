import { z } from "zod";
import { day, id, instant, signedIn } from "../../team/contract.ts";
import { meetingIdea, meetingTopic, ofMeeting } from "../live/contract.ts";

/** What was decided: written down once, when the meeting ended. */
export const decidedWords = z.object({
  title: z.string(),
  heldAt: instant,
  endedAt: instant,
  periodFrom: day,
  periodTo: day,
  leadName: z.string().nullable(),
  /** Who was there. */
  people: z.array(z.string()),
  /** Those that stand by themselves, most votes first. No names. */
  ideas: z.array(meetingIdea.pick({ words: true, votes: true }).extend({ adopted: z.boolean() })),
  practices: z.array(z.object({ id, title: z.string(), appliesWhen: z.string(), how: z.string() })),
  /** Open deals that practices were ticked for, by everybody together. */
  ticks: z.number().int(),
});
export type DecidedWords = z.infer<typeof decidedWords>;

export const recordWords = decidedWords.extend({
  /** What it was about, as far as everybody may read it now: not what somebody has taken their consent back from. */
  topics: z.array(meetingTopic.pick({ kind: true, words: true })),
});
export type RecordWords = z.infer<typeof recordWords>;

/** What became of a meeting's practices since: counts of deals, of nobody by name. */
export const became = z.object({
  id,
  title: z.string(),
  plannedFor: instant,
  endedAt: instant.nullable(),
  practices: z.array(
    z.object({
      id,
      title: z.string(),
      state: z.enum(["draft", "in-review", "adopted", "retired"]),
      /** Ticks made for it in that meeting, and how they stand. */
      ticks: z.number().int(),
      done: z.number().int(),
      waiting: z.number().int(),
      dropped: z.number().int(),
      /** What those deals are now. */
      open: z.number().int(),
      won: z.number().int(),
      lost: z.number().int(),
    }),
  ),
  /** My own ticks of that meeting that still wait. */
  mine: z.array(z.object({ dealId: id, dealName: z.string(), practiceTitle: z.string(), dueOn: day })),
});
export type Became = z.infer<typeof became>;

export const meetingRecordContract = {
  /** Everybody of the team may read what an ended meeting decided. */
  showRecord: signedIn
    .route({ method: "GET", path: "/meetings/{id}/record", summary: "The record of an ended meeting" })
    .input(ofMeeting)
    .output(z.object({ id, record: recordWords, became })),
  showBecame: signedIn
    .route({ method: "GET", path: "/meetings/{id}/became", summary: "What became of a meeting's practices and ticks" })
    .input(ofMeeting)
    .output(became),
};
