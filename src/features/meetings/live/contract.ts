import { z } from "zod";
import { day, id, instant, role, signedIn } from "../../team/contract.ts";

/*
 * How a screen follows a meeting live
 *
 * 1. Ask `showMeeting`: the whole meeting as of event number `lastEvent`, and the server's `now`.
 * 2. Open `GET /api/meetings/{id}/events?after={lastEvent}` as server-sent events (`followEvents` of
 *    platform/browser/follow-events.ts does it, and all of 4). Only invited people and who leads may.
 * 3. Every message is named `news`, has the last event's number as its id, and carries a `MeetingNews`: what happened after
 *    `after` up to `upTo`, in order, without gaps. `applyNews` (live/rules.ts) puts it into what step 1 answered, so a screen
 *    holds one value and draws it. News already applied changes nothing; news from beyond a gap says so (`null`): ask
 *    `showMeeting` again.
 * 4. A line that broke, a phone that slept: open it again after the last number applied. Nothing is missed, because the server
 *    keeps all events of a meeting until a while after it ended. A message named `begin-again` says that what one has is too
 *    old: ask `showMeeting` again. One named `over` says that one may no longer follow.
 * 5. Time: never count down from the person's own clock. Each message and each `showMeeting` carries the server's `now`; keep
 *    `offset = server's now − Date.now()` as it came (the smallest delay wins: keep the largest offset seen), and show
 *    `leftOf(meeting, Date.now() + offset)` (running/rules.ts).
 *
 * Kinds of events: `meeting` (title, state, rounds, timer), `people` (joined, groups, worksheet done, left out), `topics`,
 * `ideas` (begun, typed, merged, removed, adopted), `votes`, `practices` (adopted here, and how many ticks they have).
 */

export const roundKind = z.enum(["alone", "pairs", "fours", "all"]);
export type RoundKind = z.infer<typeof roundKind>;

export const meetingRound = z.strictObject({ kind: roundKind, seconds: z.number().int().min(10).max(7200) });
export type MeetingRound = z.infer<typeof meetingRound>;

/**
 * planned → running (rounds one after the other; when all are over, votes) → worksheet → ended. `phaseOf`
 * (running/rules.ts) tells rounds and votes apart.
 */
export const meetingState = z.enum(["planned", "running", "worksheet", "ended", "cancelled"]);
export type MeetingState = z.infer<typeof meetingState>;

/** Everything about a meeting but who is in it and what they say. The whole of it comes with every `meeting` event. */
export const meetingShape = z.object({
  id,
  title: z.string(),
  periodFrom: day,
  periodTo: day,
  plannedFor: instant,
  leadId: id.nullable(),
  leadName: z.string().nullable(),
  state: meetingState,
  rounds: z.array(meetingRound),
  /** Which round it is, from 0; null: none yet, or all are over and votes are cast. */
  round: z.number().int().nullable(),
  /** While a round's time runs: its end, by the server's clock. What is past it is over time; the round goes on. */
  roundEndsAt: instant.nullable(),
  /** While it is halted: what is left of it. */
  roundLeftMs: z.number().int().nullable(),
  votesEach: z.number().int(),
  /** Of the plan and the run; `planMeeting`, `drawGroups` and `runMeeting` say which they saw. */
  version: z.number().int(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
});
export type MeetingShape = z.infer<typeof meetingShape>;

export const meetingPerson = z.object({
  id,
  name: z.string(),
  role,
  /** From 1; null: in no group yet. */
  groupNumber: z.number().int().nullable(),
  joined: z.boolean(),
  worksheetDone: z.boolean(),
});
export type MeetingPerson = z.infer<typeof meetingPerson>;

export const topicKind = z.enum(["loss", "lesson", "recommendation", "question"]);
export type TopicKind = z.infer<typeof topicKind>;

export const meetingTopic = z.object({
  id,
  kind: topicKind,
  words: z.string(),
  /** Its page is open to whoever sees that deal; others are told it is not theirs to see. */
  dealId: id.nullable(),
  sourceId: id.nullable(),
  reasonId: id.nullable(),
});
export type MeetingTopic = z.infer<typeof meetingTopic>;

/** Whose it is is said nowhere: ideas are the meeting's. */
export const meetingIdea = z.object({
  id,
  topicId: id.nullable(),
  /** Of the group whose it is: they write it together. Null: everybody's. */
  groupNumber: z.number().int().nullable(),
  /** May be empty while somebody begins. */
  words: z.string(),
  /** It stands in another idea, with its votes. */
  mergedInto: id.nullable(),
  removed: z.boolean(),
  /** The best practice it became. */
  practiceId: id.nullable(),
  /** Of everybody who voted for it or for what was merged into it, each once. */
  votes: z.number().int(),
  begunAt: instant,
});
export type MeetingIdea = z.infer<typeof meetingIdea>;

/** A best practice adopted in this meeting. */
export const meetingPractice = z.object({
  id,
  title: z.string(),
  ideaId: id,
  /** Open deals it was ticked for in the worksheet, by everybody together. */
  ticks: z.number().int(),
});
export type MeetingPractice = z.infer<typeof meetingPractice>;

/**
 * An update of a shared text, base64: see platform/shared-text.ts. A few bytes as a rule; the whole text, letter by letter, where
 * somebody typed for long without a connection.
 */
export const textUpdate = z.base64().max(90_000);

const numbered = { number: z.number().int(), at: instant };
export const meetingEvent = z.discriminatedUnion("kind", [
  z.object({ ...numbered, kind: z.literal("meeting"), detail: meetingShape }),
  z.object({
    ...numbered,
    kind: z.literal("people"),
    /** Those who are new or changed, whole; and who is no longer invited. */
    detail: z.object({ people: z.array(meetingPerson), gone: z.array(id) }),
  }),
  z.object({ ...numbered, kind: z.literal("topics"), detail: z.object({ topics: z.array(meetingTopic) }) }),
  z.object({
    ...numbered,
    kind: z.literal("ideas"),
    detail: z.object({
      ideas: z.array(
        meetingIdea.omit({ votes: true }).extend({
          /** What was typed, for whoever has this idea open to write in it too. */
          update: z.string().optional(),
        }),
      ),
    }),
  }),
  z.object({
    ...numbered,
    kind: z.literal("votes"),
    detail: z.object({ votes: z.array(z.object({ ideaId: id, votes: z.number().int() })) }),
  }),
  z.object({
    ...numbered,
    kind: z.literal("practices"),
    /** All of them. */
    detail: z.object({ practices: z.array(meetingPractice) }),
  }),
]);
export type MeetingEvent = z.infer<typeof meetingEvent>;

/** One message of the stream: everything that happened after `after` up to `upTo`. */
export const meetingNews = z.object({
  after: z.number().int(),
  upTo: z.number().int(),
  /** The server's clock as it was sent. */
  now: instant,
  events: z.array(meetingEvent),
});
export type MeetingNews = z.infer<typeof meetingNews>;

/** A meeting whole, as somebody who is in it sees it. */
export const meetingView = z.object({
  meeting: meetingShape,
  /** All of this is as of this event. */
  lastEvent: z.number().int(),
  now: instant,
  me: z.object({
    id,
    /** Runs it: rounds, groups, merging, adopting. */
    leads: z.boolean(),
    /** May change the plan (also before it begins, without being invited). */
    mayEdit: z.boolean(),
    /** Whoever led it works here no more, and I may end it. */
    mayEnd: z.boolean(),
    invited: z.boolean(),
    /** Ideas I began; I may remove them. */
    ideaIds: z.array(id),
    /** What I voted for; `meeting.votesEach` at most. */
    votedIdeaIds: z.array(id),
  }),
  people: z.array(meetingPerson),
  topics: z.array(meetingTopic),
  ideas: z.array(meetingIdea),
  practices: z.array(meetingPractice),
  /** The one before, to open with what became of it (`showBecame`). */
  before: z.object({ id, title: z.string(), plannedFor: instant }).nullable(),
});
export type MeetingView = z.infer<typeof meetingView>;

export const ofMeeting = z.strictObject({ id });

/** What running a meeting may be refused for. */
export const inMeeting = signedIn.errors({
  NOT_NOW: { status: 409, message: "The meeting is not at that point now. Look at where it stands, then repeat." },
});

export const meetingLiveContract = {
  showMeeting: signedIn
    .route({
      method: "GET",
      path: "/meetings/{id}",
      summary: "A meeting whole, with the number of its last event and the server's time",
      description:
        "Follow it by `GET /api/meetings/{id}/events?after={lastEvent}` (server-sent events; `Last-Event-ID` works too).",
    })
    .input(ofMeeting)
    .output(meetingView),
};
