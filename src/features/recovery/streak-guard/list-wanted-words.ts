import type { Db } from "../../../platform/database/database.ts";
import { listResults } from "../../deals/closes/list-results.ts";
import type { ActingIn } from "../../deals/mark-deal-changed.ts";
import { wantsAWord } from "./rules.ts";
import { listThoseWhoTell } from "./store.ts";

/** Which of the people somebody leads would like a word with them, by their own wish. Why is theirs to say. */
export async function listWantedWords(
  db: Db,
  { session, now }: ActingIn,
): Promise<{ memberId: string; name: string }[]> {
  const { workspace, memberId, timeZone } = session;
  const wanted: { memberId: string; name: string }[] = [];
  for (const person of await listThoseWhoTell(db, workspace, memberId)) {
    const { results } = await listResults(db, workspace, person.memberId, { until: now, timeZone });
    if (wantsAWord(results, now)) wanted.push(person);
  }
  return wanted;
}
