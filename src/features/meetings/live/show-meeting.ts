import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { leads, mayEdit, mayEndUnled, maySeeWhole } from "../access.ts";
import { votedFor } from "../ideas/rules.ts";
import { listTopics } from "../topics/store.ts";
import type { MeetingView } from "./contract.ts";
import {
  findMeeting,
  findMeetingBefore,
  ideaOf,
  listIdeas,
  listMeetingPractices,
  listPeople,
  listVotesOf,
  meetingShapeOf,
} from "./store.ts";

/** The whole meeting as of one event, for somebody who is in it. */
export async function showMeeting({ db, session, now }: Acting, { id }: { id: string }): Promise<MeetingView> {
  const { workspace, memberId } = session;
  return inSnapshot(db, async (snapshot) => {
    const meeting = await findMeeting(snapshot, workspace, id, memberId);
    if (!meeting || !maySeeWhole(session, meeting)) throw new Refusal("NOT_FOUND");
    const [people, topics, ideas, practices, votes] = await Promise.all([
      listPeople(snapshot, workspace, id),
      listTopics(snapshot, workspace, id),
      listIdeas(snapshot, workspace, id),
      listMeetingPractices(snapshot, workspace, id),
      listVotesOf(snapshot, workspace, id, memberId),
    ]);
    const standing = new Set(ideas.flatMap((idea) => (idea.removed ? [] : [idea.id])));
    const before = await findMeetingBefore(snapshot, workspace, {
      before: new Date(meeting.plannedFor),
      people: people.map((person) => person.id),
    });
    return {
      meeting: meetingShapeOf(meeting),
      lastEvent: meeting.lastEvent,
      now: new Date(now).toISOString(),
      me: {
        id: memberId,
        leads: leads(session, meeting),
        mayEdit: mayEdit(session, meeting),
        mayEnd: mayEndUnled(session, meeting),
        invited: meeting.isInvited,
        ideaIds: ideas.flatMap((idea) => (idea.memberId === memberId ? [idea.id] : [])),
        votedIdeaIds: votedFor(ideas, votes).filter((ideaId) => standing.has(ideaId)),
      },
      people,
      topics,
      ideas: ideas.map(ideaOf),
      practices,
      before,
    };
  });
}
