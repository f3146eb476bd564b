import { z } from "zod";
import type { Acting } from "../../platform/http/acting.ts";
import { decodePlace, encodePlace, instantOfPlace } from "../../platform/http/paging.ts";
import { listActivities as listStoredActivities } from "./activities/store.ts";
import type { ActivityShape } from "./contract.ts";
import { findVisibleDeal } from "./find-visible-deal.ts";

const place = z.strictObject({ happenedAt: instantOfPlace, id: z.uuid() });

/** A page of a deal's activities, newest first. */
export async function listActivities(
  { db, session }: Acting,
  { dealId, after, limit }: { dealId: string; after?: string | undefined; limit: number },
): Promise<{ rows: ActivityShape[]; next: string | null }> {
  await findVisibleDeal(db, session, dealId);
  const page = { after: after === undefined ? undefined : decodePlace(after, place), limit };
  const { rows, next } = await listStoredActivities(db, session.workspace, dealId, page);
  return { rows, next: next && encodePlace(next) };
}
