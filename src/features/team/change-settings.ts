import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { mayManageTeam } from "./access.ts";
import { askRereading } from "./ask-rereading.ts";
import { insertAuditEntry } from "./audit/store.ts";
import { type DebriefsShare, debriefsShare } from "./contract.ts";
import { findWorkspace, updateWorkspace } from "./store.ts";

type Settings = {
  name?: string | undefined;
  timeZone?: string | undefined;
  currency?: string | undefined;
  defaultTermMonths?: number | undefined;
  debriefsShare?: DebriefsShare | undefined;
};

const shared = { everything: "everything", reasons: "their reasons only", nothing: "nothing" } as const;

/** Changes the workspace's settings. Another time zone is another day, so open deals are read again. */
export async function changeSettings({ db, session }: Acting, change: Settings) {
  if (!mayManageTeam(session)) throw new Refusal("NOT_ALLOWED");
  return db.transaction().execute(async (tx) => {
    const before = await findWorkspace(tx, session.workspace);
    const after = await updateWorkspace(tx, session.workspace, change);
    if (after.time_zone !== before.time_zone) await askRereading(tx, session.workspace);
    await insertAuditEntry(tx, session.workspace, {
      memberId: session.memberId,
      // Who may read what people wrote is looked up later, more than a name or a currency.
      action:
        after.debriefs_share === before.debriefs_share
          ? "changed the settings"
          : `let debriefs share ${shared[debriefsShare.parse(after.debriefs_share)]}`,
      subjectKind: "workspace",
      subjectId: session.workspace,
    });
    return after;
  });
}
