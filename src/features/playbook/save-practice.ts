import { isDeepStrictEqual } from "node:util";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { mayWrite } from "./access.ts";
import type { PracticeShape } from "./contract.ts";
import { refuseUnknownLinks } from "./refuse-unknown-links.ts";
import { lockReadPractice, showPracticeIn } from "./show-practice.ts";
import { type PracticeWords, type StoredPractice, updatePracticeWords } from "./store.ts";

/** Other words, or other links. Two who change it at once are told, and neither overwrites the other. */
export async function savePractice(
  { db, ...acting }: Acting,
  { id, version, note, ...words }: PracticeWords & { id: string; version: number; note: string },
): Promise<PracticeShape> {
  const { session, now } = acting;
  return db.transaction().execute(async (tx) => {
    const practice = await lockReadPractice(tx, acting, id);
    if (!mayWrite(session, practice)) throw new Refusal("NOT_ALLOWED");
    // The same again, or nothing new, is no version of its own.
    if (!isDeepStrictEqual(wordsOf(practice), words)) {
      if (practice.version !== version) {
        throw new Refusal("OTHER_VERSION", { data: await showPracticeIn(tx, acting, id) });
      }
      await refuseUnknownLinks(tx, session, words);
      const by = { memberId: session.memberId, at: new Date(now) };
      await updatePracticeWords(tx, session.workspace, id, words, note, by);
    }
    return showPracticeIn(tx, acting, id);
  });
}

function wordsOf({ title, appliesWhen, how, reason, ownFlagId, repair }: StoredPractice): PracticeWords {
  return { title, appliesWhen, how, reasonId: reason?.id ?? null, flagId: ownFlagId, repairId: repair?.id ?? null };
}
