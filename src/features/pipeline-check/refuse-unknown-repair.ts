import type { Tx } from "../../platform/database/database.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Session } from "../../platform/session.ts";
import type { RepairShape } from "../reasons/contract.ts";
import { listRepairsOf } from "../reasons/store.ts";
import { listFlagsOf } from "../red-flags/store.ts";

type Wanted = { flagId: string; repairId: string };

/** The repair, if it and the flag are in this team's catalogue; NOT_FOUND otherwise. */
export async function refuseUnknownRepair(tx: Tx, session: Session, wanted: Wanted): Promise<RepairShape> {
  return (await refuseUnknownRepairs(tx, session, [wanted]))(wanted.repairId);
}

/** The same for many; answers with a look-up of these repairs. */
export async function refuseUnknownRepairs(
  tx: Tx,
  { workspace }: Session,
  wanted: readonly Wanted[],
): Promise<(repairId: string) => RepairShape> {
  const flags = new Set((await listFlagsOf(tx, workspace)).map(({ id }) => id));
  const repairs = new Map((await listRepairsOf(tx, workspace)).map((repair) => [repair.id, repair]));
  if (!wanted.every(({ flagId, repairId }) => flags.has(flagId) && repairs.has(repairId))) throw unknown();
  return (repairId) => {
    const repair = repairs.get(repairId);
    if (!repair) throw unknown();
    return repair;
  };
}

const unknown = () =>
  new Refusal("NOT_FOUND", { message: "This flag or repair is not in the catalogue. Choose another." });
