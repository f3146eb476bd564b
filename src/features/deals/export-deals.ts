import { byteOrderMark } from "../../platform/csv.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Session } from "../../platform/session.ts";
import { listAttributeNames, listExportedDeals } from "./export/store.ts";
import { dealLine, headingLine } from "./export/write-lines.ts";
import { findVisibleOwners } from "./find-visible-deal.ts";

const dealsAtOnce = 1000;

/** Every deal this person sees as a CSV file that our import reads back, in pieces; never all of it in memory. */
export async function* exportDeals({ db, session }: { db: Database; session: Session }): AsyncGenerator<string> {
  const visible = await findVisibleOwners(db, session);
  const attributes = await listAttributeNames(db, session.workspace, visible);
  yield byteOrderMark + headingLine(attributes);
  let after: string | undefined;
  do {
    const deals = await listExportedDeals(db, session.workspace, visible, { after, limit: dealsAtOnce });
    if (deals.length > 0) yield deals.map((deal) => dealLine(deal, attributes)).join("");
    after = deals.length === dealsAtOnce ? deals.at(-1)?.id : undefined;
  } while (after);
}
