import type { Tx } from "../../platform/database/database.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Session } from "../../platform/session.ts";
import type { RepairShape } from "../reasons/contract.ts";
import { listRepairsOf } from "../reasons/store.ts";
import { listFlagsOf } from "../red-flags/store.ts";

/** The repair, if it and the flag are in this team's catalogue; NOT_FOUND otherwise. */
export async function refuseUnknownRepair(
  tx: Tx,
  { workspace }: Session,
  { flagId, repairId }: { flagId: string; repairId: string },
): Promise<RepairShape> {
  const flag = (await listFlagsOf(tx, workspace)).find(({ id }) => id === flagId);
  const repair = (await listRepairsOf(tx, workspace)).find(({ id }) => id === repairId);
  if (!flag || !repair) {
    throw new Refusal("NOT_FOUND", { message: "This flag or repair is not in the catalogue. Choose another." });
  }
  return repair;
}
