import type { Db } from "../../../platform/database/database.ts";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { mayFollow } from "../access.ts";
import { findMeeting } from "../live/store.ts";
import { listTopics } from "../topics/store.ts";
import type { Became, RecordWords } from "./contract.ts";
import { findRecord, listBecame, listMyTicks } from "./store.ts";

type Reading = Pick<Acting, "db" | "session">;

/** What an ended meeting decided, for everybody of the team; with what became of it. */
export async function showRecord(
  { db, session }: Reading,
  { id }: { id: string },
): Promise<{ id: string; record: RecordWords; became: Became }> {
  return inSnapshot(db, async (snapshot) => {
    const decided = await findRecord(snapshot, session.workspace, id);
    if (!decided) throw new Refusal("NOT_FOUND");
    const topics = (await listTopics(snapshot, session.workspace, id)).map(({ kind, words }) => ({ kind, words }));
    return { id, record: { ...decided, topics }, became: await readBecame(snapshot, session, id) };
  });
}

/** What became of a meeting's practices: once it has ended for everybody, before for those who are in it. */
export async function showBecame({ db, session }: Reading, { id }: { id: string }): Promise<Became> {
  return inSnapshot(db, (snapshot) => readBecame(snapshot, session, id));
}

async function readBecame(db: Db, session: Session, id: string): Promise<Became> {
  const { workspace, memberId } = session;
  const meeting = await findMeeting(db, workspace, id, memberId);
  if (!meeting || !(meeting.state === "ended" || mayFollow(session, meeting))) throw new Refusal("NOT_FOUND");
  return {
    ...{ id, title: meeting.title, plannedFor: meeting.plannedFor, endedAt: meeting.endedAt },
    practices: await listBecame(db, workspace, id),
    mine: await listMyTicks(db, workspace, id, memberId),
  };
}
