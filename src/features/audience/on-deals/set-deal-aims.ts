import type { Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { findWorkspace } from "../../team/store.ts";
import { aimKind } from "../aims/contract.ts";
import { takesNothing } from "../aims/rules.ts";
import { listAims } from "../aims/store.ts";
import { columnOf } from "../settings/rules.ts";
import { findSettings } from "../settings/store.ts";
import { lockSetting, setAims, type WhichDeals } from "./store.ts";

/** Personas and campaigns as the CRM's columns and the team's rules tell them now; what was said by hand stays. */
export async function setDealAims(tx: Tx, workspace: WorkspaceId, which: WhichDeals): Promise<{ changed: number }> {
  await lockSetting(tx, workspace);
  const settings = await findSettings(tx, workspace);
  const { time_zone: timeZone } = await findWorkspace(tx, workspace);
  let changed = 0;
  for (const kind of aimKind.options) {
    const fitting = (await listAims(tx, workspace, kind)).filter((aim) => !takesNothing(aim));
    changed += await setAims(tx, workspace, which, { kind, column: columnOf(settings, kind), fitting, timeZone });
  }
  return { changed };
}
