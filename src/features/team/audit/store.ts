import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

export async function insertAuditEntry(
  db: Db,
  workspace: WorkspaceId,
  entry: {
    memberId: string | null;
    action: string;
    subjectKind: string;
    subjectId: string | null;
    /** What it was called then; a person is named by who they are now. */
    subjectName?: string;
    detail?: object;
  },
): Promise<void> {
  await db
    .insertInto("audit_entries")
    .values({
      workspace_id: workspace,
      member_id: entry.memberId,
      action: entry.action,
      subject_kind: entry.subjectKind,
      subject_id: entry.subjectId,
      detail: JSON.stringify({ ...entry.detail, ...(entry.subjectName ? { name: entry.subjectName } : {}) }),
    })
    .execute();
}

export async function listAuditEntries(db: Db, workspace: WorkspaceId, page: { after: number | null; limit: number }) {
  return db
    .selectFrom("audit_entries")
    .leftJoin("members", (join) =>
      join
        .onRef("members.workspace_id", "=", "audit_entries.workspace_id")
        .onRef("members.id", "=", "audit_entries.member_id"),
    )
    .leftJoin("members as subject", (join) =>
      join
        .onRef("subject.workspace_id", "=", "audit_entries.workspace_id")
        .onRef("subject.id", "=", "audit_entries.subject_id"),
    )
    .select([
      "audit_entries.id",
      "audit_entries.at",
      "members.name as memberName",
      "audit_entries.action",
      "audit_entries.subject_kind as subjectKind",
      "audit_entries.subject_id as subjectId",
      sql<string | null>`coalesce(subject.name, audit_entries.detail ->> 'name')`.as("subjectName"),
    ])
    .where("audit_entries.workspace_id", "=", workspace)
    .$if(page.after !== null, (query) => query.where("audit_entries.id", "<", page.after ?? 0))
    .orderBy("audit_entries.id", "desc")
    .limit(page.limit)
    .execute();
}
