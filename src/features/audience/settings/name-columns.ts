import { isDeepStrictEqual } from "node:util";
import type { Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { askAims } from "../../deals/ask-aims.ts";
import type { ToldColumns } from "./rules.ts";
import { findSettings, isChosenByHand, lockSettings, upsertSettings } from "./store.ts";

/** An import says which columns tell the audience: so it is, unless somebody has chosen columns here. */
export async function nameColumns(
  tx: Tx,
  workspace: WorkspaceId,
  named: Partial<ToldColumns>,
  now: Instant,
): Promise<void> {
  await lockSettings(tx, workspace);
  if (await isChosenByHand(tx, workspace)) return;
  const { version: _, ...before } = await findSettings(tx, workspace);
  const columns = { ...before, ...named };
  if (isDeepStrictEqual(columns, before)) return;
  await upsertSettings(tx, workspace, columns, { memberId: null, at: new Date(now) });
  await askAims(tx, workspace);
}
