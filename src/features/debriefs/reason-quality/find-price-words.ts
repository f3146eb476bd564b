import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { wordsAboutPrice } from "../../red-flags/seed-red-flags.ts";
import { listFlagsOf } from "../../red-flags/store.ts";
import { wordsPattern } from "./rules.ts";

/** The words by which the team's own flag knows that price came up; without such a flag, those every team begins with. */
export async function findPriceWords(db: Db, workspace: WorkspaceId): Promise<RegExp | null> {
  const flags = await listFlagsOf(db, workspace);
  const own = flags.flatMap(({ thresholds }) => (thresholds.kind === "stuck-on-price" ? thresholds.words : []));
  return wordsPattern(own.length > 0 ? own : wordsAboutPrice);
}
