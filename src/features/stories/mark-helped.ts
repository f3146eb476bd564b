import type { ActingSealed } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { aboutHelped, findKnowing, requireSeals } from "./know-again.ts";
import { isInSight, rowOf } from "./show-story.ts";
import { deleteHelpedMark, findStory, insertHelpedMark, listHelpedMarks } from "./store.ts";

/** Says that a story helped, or takes it back. It counts once a person, and nobody is told whose count it is. */
export async function markHelped(
  { db, ...asking }: ActingSealed,
  { id, helped }: { id: string; helped: boolean },
): Promise<{ helped: number }> {
  const { session } = asking;
  return db.transaction().execute(async (tx) => {
    const seals = await requireSeals(tx, asking);
    const knowing = await findKnowing(tx, asking);
    const story = await findStory(tx, session.workspace, id);
    if (!story || !isInSight(knowing, story)) throw new Refusal("NOT_FOUND");
    if (rowOf(knowing, story).mine) throw new Refusal("NOT_ALLOWED", { message: "This story is your own." });
    const about = aboutHelped(session, id);
    const marks = await listHelpedMarks(tx, session.workspace, id);
    const mine = marks.filter((mark) => seals.isMarkOf(about, mark) === true);
    if (helped && mine.length === 0) await insertHelpedMark(tx, session.workspace, id, seals.mark(about));
    if (!helped) for (const mark of mine) await deleteHelpedMark(tx, session.workspace, id, mark);
    return { helped: (await listHelpedMarks(tx, session.workspace, id)).length };
  });
}
