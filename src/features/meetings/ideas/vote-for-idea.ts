import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { lockFollowed } from "../live/find-followed.ts";
import { insertEvents, listIdeas, listVotesOf, type StoredMeeting } from "../live/store.ts";
import { phaseOf } from "../running/rules.ts";
import { votedFor } from "./rules.ts";
import { deleteVotes, findIdea, insertVote, listMergedInto } from "./store.ts";

type Asked = { meetingId: string; id: string; voted: boolean };

/** A vote for an idea, or none any more. An idea that was merged is voted for where it stands. */
export async function voteForIdea(
  { db, session, now }: Acting,
  { meetingId, id, voted }: Asked,
): Promise<{ ideaId: string; votes: number; votesLeft: number }> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const meeting = await lockFollowed(tx, session, meetingId);
    if (!meeting.isInvited) throw new Refusal("NOT_ALLOWED");
    const asked = await findIdea(tx, workspace, meetingId, id);
    if (!asked) throw new Refusal("NOT_FOUND");
    const ideaId = asked.mergedInto ?? asked.id;
    const left = await votesLeftOf(tx, session, meeting);
    const has = left.votedFor.includes(ideaId);
    if (has === voted)
      return { ideaId, votes: await countVotesOf(tx, session, meetingId, ideaId), votesLeft: left.votes };
    if (phaseOf(meeting) !== "voting" || asked.removed || asked.words.trim() === "") throw new Refusal("NOT_NOW");
    if (voted) {
      if (left.votes === 0) throw new Refusal("NO_VOTES_LEFT");
      await insertVote(tx, workspace, meetingId, { ideaId, memberId });
    } else {
      const merged = await listMergedInto(tx, workspace, meetingId, ideaId);
      await deleteVotes(tx, workspace, meetingId, { ideaIds: [ideaId, ...merged.map((idea) => idea.id)], memberId });
    }
    const votes = await countVotesOf(tx, session, meetingId, ideaId);
    await insertEvents(
      tx,
      workspace,
      meetingId,
      [{ kind: "votes", detail: { votes: [{ ideaId, votes }] } }],
      new Date(now),
    );
    return { ideaId, votes, votesLeft: left.votes + (voted ? -1 : 1) };
  });
}

/** What somebody's votes stand for now, and how many they have left: a vote for what was removed is theirs again. */
async function votesLeftOf(
  tx: Tx,
  { workspace, memberId }: Session,
  { id, votesEach }: StoredMeeting,
): Promise<{ votedFor: string[]; votes: number }> {
  const ideas = await listIdeas(tx, workspace, id);
  const standing = new Set(ideas.flatMap((idea) => (idea.removed ? [] : [idea.id])));
  const voted = votedFor(ideas, await listVotesOf(tx, workspace, id, memberId)).filter((each) => standing.has(each));
  return { votedFor: voted, votes: Math.max(0, votesEach - voted.length) };
}

async function countVotesOf(tx: Tx, { workspace }: Session, meetingId: string, ideaId: string): Promise<number> {
  return (await findIdea(tx, workspace, meetingId, ideaId))?.votes ?? 0;
}
