import { createHash } from "node:crypto";
import type { Tx } from "../../platform/database/database.ts";
import { addDays, dayOf } from "../../platform/dates.ts";
import { nobodysMark } from "../../platform/sealing/workspace-seals.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { listReasonsOf } from "../reasons/store.ts";
import { insertComment } from "../stories/comments/store.ts";
import { deleteStories, insertHelpedMark, insertStory, type Signature } from "../stories/store.ts";
import { listTeam } from "../team/store.ts";
import type { Scene } from "./record-past-work.ts";
import { type Told, toldStories } from "./told-stories.ts";

/** What the demo team's people have told each other by now. */
export async function recordStories({
  db,
  workspace,
  timeZone,
  now,
}: Omit<Scene, "viewer" | "sessionOf">): Promise<void> {
  const today = dayOf(now, timeZone);
  const reasons = await listReasonsOf(db, workspace);
  const team = await listTeam(db, workspace);
  const by = (name: string | null): Signature | undefined => {
    if (name === null) return { memberId: null, authorMark: nobodysMark() };
    const member = team.find((person) => person.name === name);
    return member && { memberId: member.id, authorMark: null };
  };
  await db.transaction().execute(async (tx) => {
    for (const [place, story] of toldStories.entries()) {
      const reasonIds = story.reasons.flatMap((key) => reasons.find((reason) => reason.key === key)?.id ?? []);
      const signature = by(story.by);
      // A team may have taken the reason out of its catalogue.
      if (!signature || reasonIds.length === 0) continue;
      const { title, happened, movedOn } = story;
      const id = storyId(workspace, place);
      const isNew = await insertStory(
        tx,
        workspace,
        { id, title, happened, movedOn, reasonIds, dealId: null },
        signature,
        addDays(today, -story.daysAgo),
      );
      if (isNew) await recordAnswers(tx, workspace, { id, story, by, today });
    }
  });
}

async function recordAnswers(
  tx: Tx,
  workspace: WorkspaceId,
  {
    id,
    story,
    by,
    today,
  }: { id: string; story: Told; by: (name: string | null) => Signature | undefined; today: string },
): Promise<void> {
  for (const [place, comment] of story.comments.entries()) {
    const signature = by(comment.by);
    if (!signature) continue;
    await insertComment(tx, workspace, {
      ...signature,
      storyId: id,
      id: idOf(`comment ${place} of ${id}`),
      body: comment.body,
      byTeller: comment.byTeller ?? false,
      writtenOn: addDays(today, -comment.daysAgo),
    });
  }
  for (let count = 0; count < story.helped; count++) await insertHelpedMark(tx, workspace, id, nobodysMark());
}

/** Takes exactly these out again; what somebody told beside them stays. */
export async function removeStories(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await deleteStories(
    tx,
    workspace,
    toldStories.map((_, place) => storyId(workspace, place)),
  );
}

const storyId = (workspace: WorkspaceId, place: number) => idOf(`demo story ${place} of ${workspace}`);

/** The same id for the same words. */
function idOf(words: string): string {
  const hex = createHash("sha256").update(words).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
