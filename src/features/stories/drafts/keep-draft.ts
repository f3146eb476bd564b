import { isDeepStrictEqual } from "node:util";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { ActingSealed } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Opener } from "../../../platform/sealing/workspace-seals.ts";
import type { Session } from "../../../platform/session.ts";
import { type StoryText, storyText } from "../contract.ts";
import {
  aboutDraft,
  aboutStory,
  findKnowing,
  isMine,
  type Knowing,
  refuseUnlessInPerson,
  requireSeals,
} from "../know-again.ts";
import { refuseUnknownReasons } from "../refuse-unknown-reasons.ts";
import { mostDrafts } from "../rules.ts";
import { findStory } from "../store.ts";
import { deleteDraftOf, findDraft, insertDraft, listDrafts, type StoredDraft, updateDraft } from "./store.ts";

export type OpenDraft = { id: string; version: number; text: StoryText };

/** Keeps a story as it is so far, sealed: for its writer alone, and without a word of whose it is. */
export async function saveDraft(
  { db, ...asking }: ActingSealed,
  { id, version, text }: OpenDraft,
): Promise<{ version: number }> {
  const { session } = asking;
  refuseUnlessInPerson(session);
  return db.transaction().execute(async (tx) => {
    const seals = await requireSeals(tx, asking);
    await refuseOthersStory(tx, await findKnowing(tx, asking), id);
    await refuseUnknownReasons(tx, session.workspace, text.reasonIds);
    const current = await findDraft(tx, session.workspace, id);
    const mine = current && openDraft(session, seals, current);
    if (current && !mine) throw new Refusal("NOT_FOUND");
    // The answer to this very save was lost on its way, and the save repeated.
    if (mine && mine.version === version + 1 && isDeepStrictEqual(mine.text, text)) return { version: mine.version };
    if ((mine?.version ?? 0) !== version) throw otherTab(mine);
    const sealed = seals.seal(aboutDraft(session, id), JSON.stringify(text));
    if (mine) {
      if (!(await updateDraft(tx, session.workspace, { id, version, sealed }))) throw new Refusal("CHANGED_MEANWHILE");
      return { version: version + 1 };
    }
    const drafts = await listDrafts(tx, session.workspace);
    if (drafts.filter((draft) => isWriter(session, seals, draft)).length >= mostDrafts)
      throw new Refusal("TOO_MANY_DRAFTS");
    const writerMark = seals.mark(aboutDraft(session, id));
    if (!(await insertDraft(tx, session.workspace, { id, writerMark, sealed }))) throw new Refusal("CHANGED_MEANWHILE");
    return { version: 1 };
  });
}

const otherTab = (mine: OpenDraft | undefined) =>
  mine
    ? new Refusal("OTHER_TAB", { data: { version: mine.version, text: mine.text } })
    : new Refusal("CHANGED_MEANWHILE", { message: "This draft was told or deleted in another window." });

/** Writing under the id of somebody else's story leads nowhere. */
async function refuseOthersStory(tx: Tx, knowing: Knowing, id: string): Promise<void> {
  const { session } = knowing;
  const story = await findStory(tx, session.workspace, id);
  if (story && isMine(knowing, story, aboutStory(session, id)) !== true) throw new Refusal("NOT_FOUND");
}

export async function deleteDraft(
  { db, ...asking }: ActingSealed,
  { id }: { id: string },
): Promise<{ deleted: boolean }> {
  refuseUnlessInPerson(asking.session);
  const knowing = await findKnowing(db, asking);
  if (!(await findMyDraft(db, knowing, id))) throw new Refusal("NOT_FOUND");
  await deleteDraftOf(db, asking.session.workspace, id);
  return { deleted: true };
}

/** The draft, if it is mine and can be opened. */
export async function findMyDraft(db: Db, { session, seals }: Knowing, id: string): Promise<OpenDraft | undefined> {
  const draft = seals && (await findDraft(db, session.workspace, id));
  return seals && draft ? openDraft(session, seals, draft) : undefined;
}

export async function listMyDrafts(db: Db, { session, seals }: Knowing): Promise<OpenDraft[]> {
  if (!seals) return [];
  const drafts = await listDrafts(db, session.workspace);
  return drafts.flatMap((draft) => openDraft(session, seals, draft) ?? []);
}

const isWriter = (session: Session, seals: Opener, { id, writerMark }: StoredDraft) =>
  seals.isMarkOf(aboutDraft(session, id), writerMark) === true;

function openDraft(session: Session, seals: Opener, draft: StoredDraft): OpenDraft | undefined {
  if (!isWriter(session, seals, draft)) return undefined;
  const opened = seals.open(aboutDraft(session, draft.id), draft.sealed);
  if (opened.kind === "closed") return undefined;
  return { id: draft.id, version: draft.version, text: storyText.parse(JSON.parse(opened.text)) };
}
