import type { Db } from "../../platform/database/database.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Session } from "../../platform/session.ts";
import { countUnknownLinks, type PracticeWords } from "./store.ts";

/** A practice is linked to what is in this team's catalogue. */
export async function refuseUnknownLinks(
  db: Db,
  { workspace }: Session,
  links: Pick<PracticeWords, "reasonId" | "flagId" | "repairId">,
): Promise<void> {
  if ((await countUnknownLinks(db, workspace, links)) > 0) {
    throw new Refusal("NOT_FOUND", {
      message: "This reason, flag or repair is not in the catalogue. Choose another.",
    });
  }
}
