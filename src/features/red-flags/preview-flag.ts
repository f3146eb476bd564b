import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { listDealRecords, listOpenDealIds } from "../deals/record/store.ts";
import { mayShapeFlags } from "./access.ts";
import type { FlagPreview, Thresholds } from "./contract.ts";
import { findFlagContext } from "./find-flag-context.ts";
import { readFlags } from "./rules.ts";

/** As many as are read while somebody waits. */
const mostRead = 1000;
const batch = 250;

/** What a flag would show on the team's open deals if it were saved like this; on the newest ones where there are many. */
export async function previewFlag(
  { db, session, now }: Acting,
  { thresholds, stepId }: { thresholds: Thresholds; stepId: string | null },
): Promise<FlagPreview> {
  if (!mayShapeFlags(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace } = session;
  const { context } = await findFlagContext(db, workspace, now);
  const flag = { id: "", name: "", thresholds, stepId };
  const { ids, next } = await listOpenDealIds(db, workspace, { limit: mostRead });
  const preview = { up: 0, down: 0, unknown: 0, onAll: next === null };
  for (let from = 0; from < ids.length; from += batch) {
    for (const record of await listDealRecords(db, workspace, ids.slice(from, from + batch))) {
      for (const { kind } of readFlags(record, now, [flag], context)) preview[kind] += 1;
    }
  }
  return preview;
}
