import type { Tx } from "../../platform/database/database.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { seedRedFlags } from "../red-flags/seed-red-flags.ts";
import { listFlagsOf } from "../red-flags/store.ts";
import { seedSalesProcess } from "../sales-process/seed-sales-process.ts";
import { listStepsOf } from "../sales-process/store.ts";
import { reasonSeeds } from "./catalogue/rules.ts";
import { type RepairSeed, repairSeeds } from "./repairs/rules.ts";
import { insertRepairSeeds } from "./repairs/store.ts";
import { insertReasonSeeds } from "./store.ts";

/**
 * The whole chain a new workspace starts with: the process and its steps, the flags that watch them, the reasons they
 * prevent and the repairs that lower them. Again, it changes nothing, and what a team edited stays edited.
 */
export async function seedCatalogue(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await seedSalesProcess(tx, workspace);
  await seedRedFlags(tx, workspace);
  const stepIds = idsByKey(await listStepsOf(tx, workspace));
  const flagIds = idsByKey(await listFlagsOf(tx, workspace));
  for (const appliesTo of ["lost", "won"] as const) {
    const seeds = reasonSeeds[appliesTo].map(({ step, flag, ...seed }) => ({
      ...seed,
      appliesTo,
      lever: seed.lever ?? "",
      roleQuestion: seed.roleQuestion ?? null,
      aboutProduct: seed.aboutProduct ?? false,
      stepId: step ? (stepIds.get(step) ?? null) : null,
      flagId: flag ? (flagIds.get(flag) ?? null) : null,
    }));
    await insertReasonSeeds(tx, workspace, seeds);
  }
  await insertRepairSeeds(tx, workspace, repairsLinked(repairSeeds, flagIds));
}

/** Repairs with the flags they lower, as far as the workspace has them. */
export function repairsLinked(seeds: readonly RepairSeed[], flagIds: ReadonlyMap<string, string>) {
  return seeds.map(({ flags, ...seed }) => ({ ...seed, flagIds: flags.flatMap((key) => flagIds.get(key) ?? []) }));
}

export function idsByKey(rows: readonly { id: string; key: string | null }[]): Map<string, string> {
  return new Map(rows.flatMap(({ id, key }) => (key === null ? [] : [[key, id] as const])));
}
