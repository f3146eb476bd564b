import { z } from "zod";
import type { Db } from "../../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { BulkMarks } from "./rules.ts";

const marksShape = z.object({
  edits: z.array(z.object({ at: z.number(), until: z.number(), closes: z.number(), ownerId: z.string().nullable() })),
  timesOfDay: z.array(z.number()),
});

/** What bulk edits of the whole team mean for one person's closes. */
export async function findBulkMarks(db: Db, workspace: WorkspaceId): Promise<BulkMarks> {
  const row = await db
    .selectFrom("bulk_marks")
    .select("marks")
    .where("workspace_id", "=", workspace)
    .executeTakeFirst();
  return row ? marksShape.parse(row.marks) : { edits: [], timesOfDay: [] };
}
