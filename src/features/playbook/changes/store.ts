import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { PracticeState } from "../contract.ts";

/** What it says from now on, with the flag that says now where it applies. */
export async function insertChange(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  note: string,
  by: { memberId: string; at: Date },
): Promise<void> {
  await sql`
    insert into practice_changes
      (workspace_id, practice_id, version, state, title, applies_when, how, flag_id, note, changed_by, changed_at)
    select p.workspace_id, p.id, p.version, p.state, p.title, p.applies_when, p.how, coalesce(p.flag_id, r.flag_id),
      ${note}, ${by.memberId}, ${by.at}
    from practices p
    left join reasons r on r.workspace_id = p.workspace_id and r.id = p.reason_id
    where p.workspace_id = ${workspace} and p.id = ${id}`.execute(tx);
}

export type StoredChange = {
  version: number;
  state: PracticeState;
  title: string;
  appliesWhen: string;
  how: string;
  note: string;
  changedByName: string | null;
  changedAt: Date;
};

/** Versions newest first; without the writing before it was adopted, only from then on. */
export async function listChanges(
  db: Db,
  workspace: WorkspaceId,
  practiceId: string,
  { alsoDrafts, after, limit }: { alsoDrafts: boolean; after: { version: number } | null; limit: number },
): Promise<StoredChange[]> {
  return db
    .selectFrom("practice_changes as c")
    .leftJoin("members as m", (join) =>
      join.onRef("m.workspace_id", "=", "c.workspace_id").onRef("m.id", "=", "c.changed_by"),
    )
    .select([
      "c.version",
      sql<PracticeState>`c.state`.as("state"),
      "c.title",
      "c.applies_when as appliesWhen",
      "c.how",
      "c.note",
      "m.name as changedByName",
      "c.changed_at as changedAt",
    ])
    .where("c.workspace_id", "=", workspace)
    .where("c.practice_id", "=", practiceId)
    .$if(!alsoDrafts, (query) => query.where("c.state", "in", ["adopted", "retired"]))
    .$if(after !== null, (query) => query.where("c.version", "<", after?.version ?? 0))
    .orderBy("c.version", "desc")
    .limit(limit)
    .execute();
}
