import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { DealOutline } from "../../insights/history/store.ts";
import { listOpeningAims } from "./store.ts";

const headings = { persona: "Persona", campaign: "Campaign" } as const;

/** Deals with the persona and the campaign that were known when they began, beside what the CRM's columns say. */
export async function addAims(
  db: Db,
  workspace: WorkspaceId,
  outlines: readonly DealOutline[],
): Promise<DealOutline[]> {
  const ids = outlines.map(({ id }) => id);
  const aims = new Map<string, Record<string, string>>();
  for (const { dealId, kind, name } of await listOpeningAims(db, workspace, ids))
    aims.set(dealId, { ...aims.get(dealId), [headings[kind]]: name });
  return outlines.map((outline) => ({ ...outline, attributes: { ...outline.attributes, ...aims.get(outline.id) } }));
}
