import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { listFlagsOf } from "../red-flags/store.ts";
import { insertAuditEntry } from "../team/audit/store.ts";
import { mayEditCatalogue } from "./access.ts";
import type { RepairShape } from "./contract.ts";
import { listRepairsOf, type RepairValues, upsertRepair } from "./repairs/store.ts";

/** Adds a repair, or changes its words and the flags it lowers. */
export async function saveRepair(
  { db, session, now }: Acting,
  repair: RepairValues & { id: string; archived: boolean },
): Promise<RepairShape> {
  if (!mayEditCatalogue(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    const known = new Set((await listFlagsOf(tx, workspace)).map(({ id }) => id));
    if (!repair.flagIds.every((flagId) => known.has(flagId))) {
      throw new Refusal("NOT_FOUND", { message: "A flag you linked is not there. Choose another." });
    }
    await upsertRepair(tx, workspace, repair, new Date(now));
    await insertAuditEntry(tx, workspace, {
      memberId: session.memberId,
      action: "changed a repair",
      subjectKind: "repair",
      subjectId: repair.id,
      subjectName: repair.name,
    });
    const saved = (await listRepairsOf(tx, workspace)).find(({ id }) => id === repair.id);
    if (!saved) throw new Refusal("NOT_FOUND");
    return saved;
  });
}
