import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { textOfBytes } from "../../../platform/shared-text.ts";
import { findFollowed } from "../live/find-followed.ts";
import { findWrittenIdea } from "./store.ts";

/** An idea's text as all its writers typed it, to write in it too. */
export async function openIdea(
  { db, session }: Pick<Acting, "db" | "session">,
  { meetingId, id }: { meetingId: string; id: string },
): Promise<{ id: string; words: string; state: string; lastEvent: number }> {
  return inSnapshot(db, async (snapshot) => {
    const { lastEvent } = await findFollowed(snapshot, session, meetingId);
    const idea = await findWrittenIdea(snapshot, session.workspace, meetingId, id);
    if (!idea?.written) throw new Refusal("NOT_FOUND");
    return { id, words: idea.words, state: textOfBytes(idea.written), lastEvent };
  });
}
