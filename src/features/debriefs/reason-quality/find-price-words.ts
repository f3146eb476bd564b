import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { listFlagsOf } from "../../red-flags/store.ts";
import { wordsPattern } from "./rules.ts";

/** The words by which the team's own flag knows that price came up; null when no flag has any. */
export async function findPriceWords(db: Db, workspace: WorkspaceId): Promise<RegExp | null> {
  const flags = await listFlagsOf(db, workspace);
  return wordsPattern(
    flags.flatMap(({ thresholds }) => (thresholds.kind === "stuck-on-price" ? thresholds.words : [])),
  );
}
