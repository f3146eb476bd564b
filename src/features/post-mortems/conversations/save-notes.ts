import { isDeepStrictEqual } from "node:util";
import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import type { CustomerAnswers, CustomerAnswersShape } from "../customer-answers/contract.ts";
import { settledAnswers } from "../customer-answers/rules.ts";
import {
  answersShapeOf,
  countUnknownIn,
  findAnswers,
  insertAnswers,
  type StoredAnswers,
  updateAnswers,
} from "../customer-answers/store.ts";
import { lockPostMortemToGoOn } from "./find-own-post-mortem.ts";

/** What somebody saw and wrote: `version` is the one they saw, 0 before the first words. */
export type Notes = { id: string; answersId: string; version: number; answers: CustomerAnswers };

/** Keeps what the customer says, as it is typed. What another window wrote is never overwritten unseen. */
export async function saveNotes({ db, ...acting }: Acting, notes: Notes): Promise<CustomerAnswersShape> {
  return db.transaction().execute(async (tx) => {
    await lockPostMortemToGoOn(tx, acting.session, notes.id);
    return answersShapeOf(await keepNotes(tx, acting, notes));
  });
}

/** The same for a post-mortem that is locked. */
export async function keepNotes(tx: Tx, { session, now }: ActingIn, notes: Notes): Promise<StoredAnswers> {
  const { workspace, memberId } = session;
  const current = await findAnswers(tx, workspace, notes.id, "conversation");
  // The answer to this very save was lost on its way, and the save repeated.
  if (current && isRepeated(current, notes)) return current;
  if (current && (current.id !== notes.answersId || current.version !== notes.version))
    throw new Refusal("OTHER_WINDOW", { data: answersShapeOf(current) });
  await refuseUnknown(tx, workspace, notes.answers);
  const written = { answers: notes.answers, language: null, changedBy: memberId, changedAt: new Date(now) };
  const isKept = current
    ? await updateAnswers(tx, workspace, { ...written, id: current.id, version: current.version })
    : await insertAnswers(tx, workspace, {
        ...written,
        id: notes.answersId,
        postMortemId: notes.id,
        source: "conversation",
      });
  const saved = await findAnswers(tx, workspace, notes.id, "conversation");
  if (!isKept || !saved) throw new Refusal("CHANGED_MEANWHILE");
  return saved;
}

function isRepeated(current: StoredAnswers, { answersId, version, answers }: Notes): boolean {
  return (
    current.id === answersId &&
    current.version === version + 1 &&
    isDeepStrictEqual(current.answers, settledAnswers(answers))
  );
}

async function refuseUnknown(tx: Tx, workspace: WorkspaceId, answers: CustomerAnswers): Promise<void> {
  if ((await countUnknownIn(tx, workspace, answers)) === 0) return;
  throw new Refusal("NOT_FOUND", {
    message: "A reason or priority you ticked is no longer in the catalogue. Load the page again and choose anew.",
  });
}
