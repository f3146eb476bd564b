import { z } from "zod";
import { id } from "../../team/contract.ts";
import { inMeeting, meetingIdea, meetingPractice, textUpdate } from "../live/contract.ts";

const ofIdea = z.strictObject({ meetingId: id, id });

export const meetingIdeasContract = {
  /**
   * Saves what was typed. `update` is what the person's shared text (platform/shared-text.ts) has beyond what the server
   * acknowledged last; sent twice, or out of order, it changes nothing more. An id that is new begins an idea. Two who write in
   * one idea lose nothing: the server joins both and tells both by event.
   */
  writeIdea: inMeeting
    .route({ method: "PUT", path: "/meetings/{meetingId}/ideas/{id}", summary: "Keep what was typed into an idea" })
    .errors({
      UNREADABLE: { status: 422, message: "This is no text that can be joined with what is there." },
      TOO_LONG: { status: 422, message: "This idea is too long. Say it in fewer words, or make two of it." },
      TOO_MANY_IDEAS: { status: 422, message: "This meeting holds as many ideas as it can." },
    })
    .input(ofIdea.extend({ topicId: id.nullable().default(null), update: textUpdate }))
    /** `number`: of the event that tells of it. */
    .output(z.object({ number: z.number().int(), words: z.string() })),
  /** The shared text of an idea, to write in it too. Later updates come by `ideas` events; in whatever order, they fit. */
  openIdea: inMeeting
    .route({ method: "GET", path: "/meetings/{meetingId}/ideas/{id}", summary: "An idea's text, to write in it" })
    .input(ofIdea)
    .output(z.object({ id, words: z.string(), state: z.string(), lastEvent: z.number().int() })),
  /** Null takes it out again. What had been merged into it goes along. */
  mergeIdea: inMeeting
    .route({ method: "PUT", path: "/meetings/{meetingId}/ideas/{id}/merged", summary: "Merge an idea into another" })
    .input(ofIdea.extend({ into: id.nullable() }))
    .output(meetingIdea),
  /** Whoever began it, or who leads. */
  removeIdea: inMeeting
    .route({
      method: "PUT",
      path: "/meetings/{meetingId}/ideas/{id}/removed",
      summary: "Remove an idea, or bring it back",
    })
    .input(ofIdea.extend({ removed: z.boolean() }))
    .output(meetingIdea),
  voteForIdea: inMeeting
    .route({
      method: "PUT",
      path: "/meetings/{meetingId}/ideas/{id}/vote",
      summary: "Vote for an idea, or take it back",
    })
    .errors({ NO_VOTES_LEFT: { status: 409, message: "You have used all your votes. Take one back first." } })
    .input(ofIdea.extend({ voted: z.boolean() }))
    .output(z.object({ ideaId: id, votes: z.number().int(), votesLeft: z.number().int() })),
  /**
   * Makes the idea a best practice of the team at once. Asked for again, it is the same practice. `practiceId` is made by
   * whoever asks.
   */
  adoptIdea: inMeeting
    .route({
      method: "PUT",
      path: "/meetings/{meetingId}/ideas/{id}/practice",
      summary: "Adopt an idea as a best practice",
    })
    .input(
      ofIdea.extend({
        practiceId: id,
        title: z.string().trim().min(1).max(200),
        appliesWhen: z.string().trim().max(2000).default(""),
        how: z.string().trim().max(4000).default(""),
        reasonId: id.nullable().default(null),
        flagId: id.nullable().default(null),
        repairId: id.nullable().default(null),
      }),
    )
    .output(meetingPractice),
};
