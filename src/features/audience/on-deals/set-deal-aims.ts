import { analyseTables } from "../../../platform/database/analyse-tables.ts";
import type { Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { findWorkspace } from "../../team/store.ts";
import { aimKind } from "../aims/contract.ts";
import { takesNothing } from "../aims/rules.ts";
import { listAims } from "../aims/store.ts";
import { columnOf } from "../settings/rules.ts";
import { findSettings } from "../settings/store.ts";
import { lockSetting, setAims, type WhichDeals } from "./store.ts";

const rowsThatChangePlans = 500;

/** Personas and campaigns as the CRM's columns and the team's rules tell them now; what was said by hand stays. */
export async function setDealAims(tx: Tx, workspace: WorkspaceId, which: WhichDeals): Promise<{ changed: number }> {
  await lockSetting(tx, workspace);
  const settings = await findSettings(tx, workspace);
  const { time_zone: timeZone } = await findWorkspace(tx, workspace);
  let changed = 0;
  for (const kind of aimKind.options) {
    const fitting = (await listAims(tx, workspace, kind)).filter((aim) => !takesNothing(aim));
    const asked = { kind, column: columnOf(settings, kind), fitting, timeZone };
    const came = await setAims(tx, workspace, which, asked);
    changed += came;
    // Unknown to the planner, so many rows would be looked through once for each deal.
    if (came > rowsThatChangePlans) await analyseTables(tx, ["deal_aims"]);
  }
  return { changed };
}
