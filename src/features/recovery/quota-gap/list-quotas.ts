import { z } from "zod";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import type { QuotaShape } from "./contract.ts";
import { findQuotaMember, findQuotaPeople, quotaShapeOf } from "./find-quotas.ts";
import { listQuotas as listStored } from "./store.ts";

const day = z.iso.date();
const place = z.strictObject({ name: z.string(), memberId: z.uuid(), endsOn: day, beginsOn: day });

type Asked = { memberId?: string | undefined; current: boolean; after?: string | undefined; limit: number };

/** Mine, and those of the people I lead, by name: a list to look after people by, and no table of the best. */
export async function listQuotas(
  { db, session, now }: Acting,
  { memberId, current, after, limit }: Asked,
): Promise<{ rows: QuotaShape[]; next: string | null }> {
  if (memberId !== undefined) await findQuotaMember(db, session, memberId);
  const { workspace, timeZone } = session;
  const people = await findQuotaPeople(db, session);
  const found = await listStored(
    db,
    workspace,
    timeZone,
    { people, memberId, notOverOn: current ? dayOf(now, timeZone) : undefined },
    { after: after ? decodePlace(after, place) : null, limit: limit + 1 },
  );
  const { rows, next } = pageFrom(found, limit, (last) => ({
    ...{ name: last.memberName.toLowerCase(), memberId: last.memberId, endsOn: last.endsOn, beginsOn: last.beginsOn },
  }));
  return { rows: rows.map((quota) => quotaShapeOf(quota, session)), next };
}
