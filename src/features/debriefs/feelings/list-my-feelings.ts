import { z } from "zod";
import type { ActingSealed } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { findSeals } from "../../../platform/sealing/workspace-seals.ts";
import { maySee } from "../../deals/access.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { openFeelings, refuseUnlessInPerson } from "./open-own-feelings.ts";
import { type ListedFeelings, listFeelingsOf } from "./store.ts";

const placeOfRow = z.strictObject({ closedAt: z.iso.datetime(), dealId: z.uuid() });

/** My own small history. A deal that went to a colleague keeps its name to itself; what I wrote stays mine. */
export async function listMyFeelings(
  { db, session, secrets }: ActingSealed,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  refuseUnlessInPerson(session);
  const { workspace, memberId } = session;
  const from = after ? decodePlace(after, placeOfRow) : null;
  const rows = await listFeelingsOf(db, workspace, memberId, { after: from, limit: limit + 1 });
  const visible = await findVisibleOwners(db, session);
  const found = await findSeals(db, secrets, workspace);
  const ownOf = (row: ListedFeelings) =>
    found.kind === "none"
      ? { kind: "closed" as const, version: row.version, why: found.why }
      : openFeelings(found.seals, workspace, { memberId, dealId: row.dealId, closedAt: row.closedAt }, row);
  const page = pageFrom(rows, limit, ({ closedAt, dealId }) => ({ closedAt: closedAt.toISOString(), dealId }));
  return {
    rows: page.rows.map((row) => ({
      dealId: row.dealId,
      dealName: maySee(visible, row) ? row.dealName : null,
      outcome: row.outcome,
      closedAt: row.closedAt.toISOString(),
      own: ownOf(row),
    })),
    next: page.next,
  };
}
