import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { DealRecord } from "../rules.ts";
import type { NameOf } from "./rules.ts";

/** What the stages, steps, members and contacts of a record are called, those no longer in use too; one query. */
export async function listNamesIn(db: Db, workspace: WorkspaceId, record: DealRecord): Promise<NameOf> {
  const ids = new Set<string>();
  const want = (id: string | null) => id !== null && ids.add(id);
  for (const { stageId } of record.stageChanges) want(stageId);
  for (const { stepId } of record.stepAnswers) want(stepId);
  for (const { contactId, memberId } of record.activities) {
    want(contactId);
    want(memberId);
  }
  const wanted = sql`workspace_id = ${workspace} and id = any(${[...ids]}::uuid[])`;
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from stages where ${wanted}
    union all select id, name from sales_steps where ${wanted}
    union all select id, name from members where ${wanted}
    union all select id, name from contacts where ${wanted}`.execute(db);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => names.get(id);
}
