import type { Database, Tx } from "../../platform/database/database.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { seedGeneralFlags } from "../red-flags/seed-red-flags.ts";
import { listFlagsOf } from "../red-flags/store.ts";
import { askRereading } from "../team/ask-rereading.ts";
import { listWorkspaces } from "../team/store.ts";
import { reasonSeeds } from "./catalogue/rules.ts";
import { repairSeeds } from "./repairs/rules.ts";
import { insertRepairSeeds, linkFlagsToRepairs } from "./repairs/store.ts";
import { idsByKey, repairsLinked } from "./seed-catalogue.ts";
import { relinkReason } from "./store.ts";

/** The flags that earlier versions linked reasons to, where this one links another; the others had none. */
const linkedBefore = new Map([["no-follow-up", "gone-quiet"]]);

/** Brings the red flags that are new in this version to the workspaces that are older than it. */
export async function extendCatalogues(db: Database): Promise<void> {
  for (const workspace of await listWorkspaces(db)) {
    await db.transaction().execute((tx) => extendCatalogue(tx, workspace));
  }
}

/** The flags, with the repairs that lower them and the reasons they show. What the team made its own stays. */
async function extendCatalogue(tx: Tx, workspace: WorkspaceId): Promise<void> {
  const added = new Set(await seedGeneralFlags(tx, workspace));
  if (added.size === 0) return;
  const flagIds = idsByKey(await listFlagsOf(tx, workspace));
  const repairs = repairSeeds.filter(({ flags }) => flags.some((key) => added.has(key)));
  await insertRepairSeeds(tx, workspace, repairsLinked(repairs, flagIds));
  await linkFlagsToRepairs(
    tx,
    workspace,
    repairs.flatMap(({ key: repairKey, flags }) =>
      flags.filter((key) => added.has(key)).flatMap((key) => linkTo(repairKey, flagIds.get(key))),
    ),
  );
  for (const { key, flag } of [...reasonSeeds.lost, ...reasonSeeds.won]) {
    const flagId = flag !== undefined && added.has(flag) ? flagIds.get(flag) : undefined;
    if (flagId === undefined) continue;
    const flagBefore = flagIds.get(linkedBefore.get(key) ?? "") ?? null;
    await relinkReason(tx, workspace, { key, flagId, flagBefore });
  }
  await askRereading(tx, workspace);
}

const linkTo = (repairKey: string, flagId: string | undefined) => (flagId === undefined ? [] : [{ repairKey, flagId }]);
