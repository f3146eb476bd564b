import { z } from "zod";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom, unknownPlace } from "../../../platform/http/paging.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { enoughToTell } from "../../team/small-groups/rules.ts";
import type { CustomerQuote } from "./contract.ts";
import { countAnswered, findPlace, listQuotes } from "./store.ts";

/** Never the instant: it would say which customer let us repeat this without their name. */
const place = z.strictObject({ id: z.uuid() });

/** What customers let us repeat. A sentence without a name stands among at least five answers, so that it stays without one. */
export async function showQuotes(
  { db, session }: Acting,
  input: { after?: string | undefined; limit: number },
): Promise<{ rows: CustomerQuote[]; next: string | null }> {
  const { workspace, timeZone } = session;
  const last = input.after ? decodePlace(input.after, place) : null;
  const visible = await findVisibleOwners(db, session);
  const { rows, next } = await inSnapshot(db, async (tx) => {
    const after = last && (await findPlace(tx, workspace, last.id));
    if (after === undefined) throw unknownPlace();
    const unnamedToo = enoughToTell(await countAnswered(tx, workspace));
    const quotes = await listQuotes(tx, workspace, visible, { after, limit: input.limit + 1, unnamedToo });
    return pageFrom(quotes, input.limit, ({ id }) => ({ id }));
  });
  return {
    rows: rows.map(({ givenAt, by, ...quote }) => ({
      ...quote,
      by: by && { ...by, on: dayOf(givenAt.getTime(), timeZone) },
    })),
    next,
  };
}
