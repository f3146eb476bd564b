import type { Db } from "../../../platform/database/database.ts";
import type { Session } from "../../../platform/session.ts";
import { debriefsShare } from "../../team/contract.ts";
import { findWorkspace } from "../../team/store.ts";
import { findVisibleOwners } from "../find-visible-deal.ts";
import { type DebriefReader, debriefReader } from "./access.ts";

/** What this person may read of debriefs, by the team's setting as it stands now. */
export async function findDebriefReader(db: Db, session: Session): Promise<DebriefReader> {
  const visible = await findVisibleOwners(db, session);
  const { debriefs_share: setting } = await findWorkspace(db, session.workspace);
  return debriefReader(session, visible, debriefsShare.parse(setting));
}
