import { z } from "zod";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import type { PostMortemState } from "./contract.ts";
import { countPostMortems, listPostMortems as listStored, rowShapeOf } from "./store.ts";

const place = z.strictObject({ closedAt: z.iso.datetime(), id: z.uuid() });

type Asked = {
  state?: PostMortemState | undefined;
  dealId?: string | undefined;
  after?: string | undefined;
  limit: number;
};

/** Those of the deals one sees and those one leads, the newest loss first, and how many there are of each state. */
export async function listPostMortems({ db, session }: Acting, { after, limit, ...asked }: Asked) {
  const { workspace, memberId } = session;
  const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
  return inSnapshot(db, async (tx) => {
    const visible = await findVisibleOwners(tx, session);
    const filter = { ...asked, visible, memberId };
    const [found, counts] = await Promise.all([
      listStored(tx, workspace, filter, page),
      countPostMortems(tx, workspace, filter),
    ]);
    const { rows, next } = pageFrom(found, limit, ({ closedAt, id }) => ({ closedAt: closedAt.toISOString(), id }));
    return {
      rows: rows.map((row) => rowShapeOf(row, session, visible)),
      next,
      counts: { due: counts.due, planned: counts.planned, held: counts.held, givenUp: counts["given-up"] },
    };
  });
}
