import type { Tx } from "../../../platform/database/database.ts";
import { gatherWrites, type Written } from "../../../platform/gather-writes.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { holdsUnreadableText } from "../../../platform/http/readable-text.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { bytesOf, joinText } from "../../../platform/shared-text.ts";
import { leads, mayFollow } from "../access.ts";
import { lockMeeting, type NewEvent, type StoredMeeting } from "../live/store.ts";
import { mayWrite, mostIdeaLength, mostIdeas } from "./rules.ts";
import { keepWriting, readDesk, type WrittenIdea } from "./store.ts";

/** With many writers a text holds more than its letters; beyond this somebody makes it larger on purpose. */
const mostStateBytes = 64 * 1024;

type Asked = { meetingId: string; id: string; topicId: string | null; update: string };
type Writing = { acting: Acting; asked: Asked };
type Saved = { number: number; words: string };

/**
 * Keeps what people type. Everybody who types in a meeting at this moment is written together: they would queue for the
 * meeting one by one, each waiting for the disk.
 */
export function createIdeaWriter(): (acting: Acting, asked: Asked) => Promise<Saved> {
  const write = gatherWrites(writeTogether);
  return (acting, asked) => write(`${acting.session.workspace} ${asked.meetingId}`, { acting, asked });
}

/** All of one meeting; each is written, or refused by itself. */
async function writeTogether(writings: readonly [Writing, ...Writing[]]): Promise<Written<Saved>[]> {
  const [{ acting, asked }] = writings;
  const { workspace, memberId } = acting.session;
  const at = new Date(acting.now);
  return acting.db.transaction().execute(async (tx) => {
    const meeting = await lockMeeting(tx, workspace, asked.meetingId, memberId);
    if (!meeting) return writings.map(() => ({ refused: new Refusal("NOT_FOUND") }));
    const room = await readRoom(tx, meeting, writings);
    const outcomes = writings.map((writing) => writeOne(room, writing, at));
    const events = outcomes.flatMap((outcome) => ("event" in outcome && outcome.event ? [outcome.event] : []));
    if (events.length > 0) {
      await keepWriting(tx, workspace, meeting.id, { ideas: [...room.changed.values()], events }, at);
    }
    let number = meeting.lastEvent;
    return outcomes.map((outcome) => {
      if ("refused" in outcome) return outcome;
      if (outcome.event) number += 1;
      // What changed nothing was told before.
      return { result: { number: outcome.event ? number : meeting.lastEvent, words: outcome.words } };
    });
  });
}

type SharedIdea = WrittenIdea & { written: Buffer };
/** What everybody's writing is held against, as it stands after those before. */
type Room = {
  meeting: StoredMeeting;
  groups: ReadonlyMap<string, number | null>;
  topics: ReadonlySet<string>;
  ideas: Map<string, WrittenIdea>;
  count: number;
  changed: Map<string, SharedIdea>;
};

async function readRoom(tx: Tx, meeting: StoredMeeting, writings: readonly [Writing, ...Writing[]]): Promise<Room> {
  const { workspace } = writings[0].acting.session;
  const { ideas, writers, topics, count } = await readDesk(tx, workspace, meeting.id, {
    ids: writings.map(({ asked }) => asked.id),
    memberIds: writings.map(({ acting }) => acting.session.memberId),
  });
  return {
    meeting,
    groups: new Map(writers.map((writer) => [writer.memberId, writer.groupNumber])),
    topics: new Set(topics),
    ideas: new Map(ideas.map((idea) => [idea.id, idea])),
    count,
    changed: new Map(),
  };
}

type Outcome = { words: string; event: NewEvent | null } | { refused: Refusal };
const refuse = (code: string): Outcome => ({ refused: new Refusal(code) });

function writeOne(room: Room, { acting: { session }, asked }: Writing, at: Date): Outcome {
  const { meeting, groups, topics, ideas, changed } = room;
  const isInvited = groups.has(session.memberId);
  if (!mayFollow(session, { leadId: meeting.leadId, isInvited })) return refuse("NOT_FOUND");
  const writer = { leads: leads(session, meeting), isInvited, groupNumber: groups.get(session.memberId) ?? null };
  const known = ideas.get(asked.id);
  const idea = known ?? begunBy(session.memberId, writer.groupNumber, asked, at);
  if (!mayWrite(meeting, writer, idea)) {
    const isTheirs = known && writer.groupNumber !== known.groupNumber && !writer.leads;
    return refuse(isTheirs ? "NOT_ALLOWED" : "NOT_NOW");
  }
  if (!known && idea.topicId !== null && !topics.has(idea.topicId)) return refuse("NOT_FOUND");
  if (!known && room.count >= mostIdeas) return refuse("TOO_MANY_IDEAS");

  const joined = joinText(idea.written, bytesOf(asked.update));
  if (!joined || holdsUnreadableText(joined.words)) return refuse("UNREADABLE");
  if (joined.words.length > mostIdeaLength || joined.state.length > mostStateBytes) return refuse("TOO_LONG");
  const written = Buffer.from(joined.state);
  if (idea.written?.equals(written)) return { words: joined.words, event: null };
  const after: SharedIdea = { ...idea, words: joined.words, written };
  ideas.set(after.id, after);
  changed.set(after.id, after);
  if (!known) room.count += 1;
  return { words: after.words, event: toldOf(after, asked.update) };
}

const begunBy = (memberId: string, groupNumber: number | null, { id, topicId }: Asked, at: Date): WrittenIdea => ({
  ...{ id, topicId, memberId, groupNumber, words: "", mergedInto: null, removed: false, practiceId: null },
  begunAt: at,
  written: null,
});

function toldOf({ memberId: _, written: __, begunAt, ...idea }: SharedIdea, update: string): NewEvent {
  return { kind: "ideas", detail: { ideas: [{ ...idea, begunAt: begunAt.toISOString(), update }] } };
}
