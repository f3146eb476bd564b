import { seedPriorities } from "../features/post-mortems/priorities/seed-priorities.ts";
import { seedCatalogue } from "../features/reasons/seed-catalogue.ts";
import type { Furnish } from "../features/team/create-owner.ts";

/** What a new workspace begins with: the whole chain, and what customers are asked about. */
export const furnishWorkspace: Furnish = async (tx, workspace) => {
  await seedCatalogue(tx, workspace);
  await seedPriorities(tx, workspace);
};
