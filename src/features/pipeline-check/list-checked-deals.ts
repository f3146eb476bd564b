import { z } from "zod";
import { dayOf } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../platform/http/paging.ts";
import { Refusal } from "../../platform/refusal.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { listDealRows } from "../deals/store.ts";
import type { FlagReading } from "../red-flags/contract.ts";
import { listFlagsOf } from "../red-flags/store.ts";
import type { CheckedDeal } from "./contract.ts";
import { listOpenTaskIds } from "./repair-tasks/store.ts";
import { type CheckedDealRow, listDealsByReading } from "./store.ts";

const place = z.strictObject({ amountCents: z.number().int().nullable(), id: z.uuid() });

type Asked = {
  flagId: string;
  ownerId?: string | undefined;
  kind: FlagReading["kind"];
  after?: string | undefined;
  limit: number;
};

/** The open deals behind one number of the check, worst money first. */
export async function listCheckedDeals(
  { db, session, now }: Acting,
  { flagId, ownerId, kind, after, limit }: Asked,
): Promise<{ rows: CheckedDeal[]; next: string | null }> {
  const { workspace } = session;
  const today = dayOf(now, session.timeZone);
  const flag = (await listFlagsOf(db, workspace)).find(({ id }) => id === flagId);
  if (!flag) throw new Refusal("NOT_FOUND");
  const scope = { visible: await findVisibleOwners(db, session), ownerId };
  const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1, today };
  const found = await listDealsByReading(db, workspace, scope, flagId, kind, page);
  const { rows, next } = pageFrom(found, limit, ({ amountCents, id }) => ({ amountCents, id }));

  const dealIds = rows.map(({ id }) => id);
  const deals = new Map((await listDealRows(db, workspace, dealIds, today)).map((deal) => [deal.id, deal]));
  const tasks = await listOpenTaskIds(db, workspace, dealIds, flagId);
  return {
    rows: rows.flatMap(({ id, reading }) => {
      const deal = deals.get(id);
      return deal ? [{ deal, reading: readingOf(flag, reading), openTaskId: tasks.get(id) ?? null }] : [];
    }),
    next,
  };
}

function readingOf(flag: { id: string; name: string }, reading: CheckedDealRow["reading"]): FlagReading {
  const notRead = { kind: "unknown", level: null, since: null, evidence: "This deal is being read." } as const;
  return { flagId: flag.id, name: flag.name, ...(reading ?? notRead) };
}
