import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { insertAuditEntry } from "../../team/audit/store.ts";
import { mayChangeInsights } from "../access.ts";
import { askInsights } from "./ask-run.ts";
import type { InsightSettings } from "./contract.ts";
import { updateField, updateSettings } from "./store.ts";

/** Changes how much history a finding takes; what is shown follows as soon as all deals were looked at again. */
export async function saveSettings({ db, session, now }: Acting, settings: InsightSettings): Promise<InsightSettings> {
  if (!mayChangeInsights(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace, memberId } = session;
  await db.transaction().execute(async (tx) => {
    await updateSettings(tx, workspace, settings);
    await insertAuditEntry(tx, workspace, {
      memberId,
      action: "change-insight-settings",
      subjectKind: "workspace",
      subjectId: null,
      detail: settings,
    });
    await askInsights(tx, workspace, now);
  });
  return settings;
}

/** Says of a column of the CRM whether it is known while a deal is open. */
export async function decideField(
  { db, session, now }: Acting,
  field: { heading: string; use: "known-at-open" | "left-out" | null },
): Promise<Record<string, never>> {
  if (!mayChangeInsights(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace, memberId } = session;
  await db.transaction().execute(async (tx) => {
    await updateField(tx, workspace, field, { by: memberId, at: now });
    await insertAuditEntry(tx, workspace, {
      memberId,
      action: "decide-insight-field",
      subjectKind: "workspace",
      subjectId: null,
      detail: field,
    });
    await askInsights(tx, workspace, now);
  });
  return {};
}
