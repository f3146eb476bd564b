import { z } from "zod";
import { day, dayTold, id, instantTold, pageOf, signedIn } from "../../team/contract.ts";
import {
  inMeeting,
  meetingRound,
  meetingShape,
  meetingTopic,
  meetingView,
  ofMeeting,
  topicKind,
} from "../live/contract.ts";

const version = z.number().int().min(0);

/** What the meeting may be about, from the period's losses, lessons and what customers recommended. */
export const proposedTopic = meetingTopic.omit({ id: true }).extend({
  /** Why it is proposed, in words: "4 losses, 120,000 EUR". No person is named. */
  because: z.string(),
});
export type ProposedTopic = z.infer<typeof proposedTopic>;

export const meetingProposal = z.object({
  title: z.string(),
  periodFrom: day,
  periodTo: day,
  topics: z.array(proposedTopic),
  /** Recommendations of customers who did not agree to be quoted: they stay on their deals' pages. */
  unquoted: z.number().int(),
  /** Lessons that this workspace's settings keep from colleagues. */
  unshared: z.number().int(),
  rounds: z.array(meetingRound),
  votesEach: z.number().int(),
  /** Everybody who can sign in; those of the asker's team first. */
  people: z.array(z.object({ id, name: z.string(), mine: z.boolean() })),
  before: meetingView.shape.before,
});
export type MeetingProposal = z.infer<typeof meetingProposal>;

export const plannedTopic = z.strictObject({
  id,
  kind: topicKind,
  words: z.string().trim().min(1).max(500),
  dealId: id.nullable().default(null),
  sourceId: id.nullable().default(null),
  reasonId: id.nullable().default(null),
});

export const meetingPlan = z.strictObject({
  title: z.string().trim().min(1).max(200),
  periodFrom: dayTold,
  periodTo: dayTold,
  plannedFor: instantTold,
  leadId: id,
  /** Who is invited. Who leads may be among them, or only lead. */
  memberIds: z.array(id).min(1).max(500),
  topics: z.array(plannedTopic).max(40),
  rounds: z.array(meetingRound).min(1).max(12),
  votesEach: z.number().int().min(1).max(20),
});
export type MeetingPlan = z.infer<typeof meetingPlan>;

export const meetingRow = meetingShape
  .pick({
    id: true,
    title: true,
    plannedFor: true,
    state: true,
    version: true,
    leadId: true,
    leadName: true,
    endedAt: true,
  })
  .extend({
    people: z.number().int(),
    practices: z.number().int(),
    /** I am in it, or lead it: its page is open to me. Everybody may read an ended one's record. */
    isMine: z.boolean(),
    mayEdit: z.boolean(),
    /** It is under way, whoever led it works here no more, and I may end it. */
    mayEnd: z.boolean(),
  });
export type MeetingRow = z.infer<typeof meetingRow>;

const roundsOf = z.enum(["coming", "past"]);

export const meetingPlanContract = {
  listMeetings: signedIn
    .route({
      method: "GET",
      path: "/meetings",
      summary:
        "Meetings: mine that are to come or under way (next first), or the past ones of everybody (newest first)",
    })
    .input(pageOf.extend({ of: roundsOf.default("coming") }))
    .output(z.object({ rows: z.array(meetingRow), next: z.string().nullable(), mayPlan: z.boolean() })),
  proposeMeeting: signedIn
    .route({ method: "GET", path: "/meetings/proposal", summary: "An agenda from a period's losses and lessons" })
    .input(z.strictObject({ from: dayTold.optional(), to: dayTold.optional() }))
    .output(meetingProposal),
  /** A new one with version 0; else the version that was seen. Possible until the worksheet begins. */
  planMeeting: inMeeting
    .route({ method: "PUT", path: "/meetings/{id}", summary: "Plan a meeting, or change its plan" })
    .errors({
      UNKNOWN_PERSON: { status: 404, message: "One of these people is not in the team any more. Choose again." },
      WRONG_PERIOD: { status: 422, message: "The period ends before it begins." },
    })
    .input(meetingPlan.extend({ id, version }))
    .output(meetingView),
  cancelMeeting: inMeeting
    .route({ method: "POST", path: "/meetings/{id}/cancel", summary: "Call a planned meeting off" })
    .input(ofMeeting)
    .output(meetingShape),
  /** Everybody's group anew. Before the meeting of all who are invited; later of who has joined, if so wished. */
  drawGroups: inMeeting
    .route({ method: "POST", path: "/meetings/{id}/draw", summary: "Draw groups of three or four that mix" })
    .input(z.strictObject({ id, version, of: z.enum(["invited", "joined"]).default("invited") }))
    .output(meetingView),
  /** By hand. A number beyond the last group opens a new one; null takes somebody out of their group. */
  moveToGroup: inMeeting
    .route({
      method: "PUT",
      path: "/meetings/{id}/people/{memberId}/group",
      summary: "Put somebody into another group",
    })
    .input(z.strictObject({ id, memberId: id, groupNumber: z.number().int().min(1).max(200).nullable() }))
    .output(z.object({ memberId: id, groupNumber: z.number().int().nullable() })),
};
