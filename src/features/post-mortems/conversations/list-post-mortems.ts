import { z } from "zod";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import type { PostMortemState } from "./contract.ts";
import {
  countPostMortems,
  listPostMortems as listStored,
  type PostMortemPlace,
  rowShapeOf,
  type StoredPostMortem,
} from "./store.ts";

const byLoss = z.strictObject({ closedAt: z.iso.datetime(), id: z.uuid() });
const byDay = z.strictObject({ plannedFor: z.iso.datetime(), id: z.uuid() });
const afterLoss = ({ closedAt, id }: StoredPostMortem) => ({ closedAt: closedAt.toISOString(), id });
const afterDay = ({ plannedFor, id }: StoredPostMortem) => ({ plannedFor: plannedFor?.toISOString(), id });

type Asked = {
  state?: PostMortemState | undefined;
  dealId?: string | undefined;
  after?: string | undefined;
  limit: number;
};

/**
 * Those of the deals one sees and those one leads, the newest loss first (those planned: the next one first), and how many
 * there are of each state.
 */
export async function listPostMortems({ db, session }: Acting, { after, limit, ...asked }: Asked) {
  const { workspace, memberId } = session;
  const isPlanned = asked.state === "planned";
  const page = {
    after: after ? decodePlace<PostMortemPlace>(after, isPlanned ? byDay : byLoss) : null,
    limit: limit + 1,
  };
  return inSnapshot(db, async (tx) => {
    const visible = await findVisibleOwners(tx, session);
    const filter = { ...asked, visible, memberId };
    const [found, counts] = await Promise.all([
      listStored(tx, workspace, filter, page),
      countPostMortems(tx, workspace, filter),
    ]);
    const { rows, next } = pageFrom(found, limit, isPlanned ? afterDay : afterLoss);
    return {
      rows: rows.map((row) => rowShapeOf(row, session, visible)),
      next,
      counts: { due: counts.due, planned: counts.planned, held: counts.held, givenUp: counts["given-up"] },
    };
  });
}
