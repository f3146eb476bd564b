import type { Acting } from "../../../../platform/http/acting.ts";
import { findVisibleOwners } from "../../../deals/find-visible-deal.ts";
import type { FigureColumns } from "./contract.ts";
import { figureColumnsOf } from "./rules.ts";
import { listColumnValues } from "./store.ts";

/** By which sources and columns a report can be narrowed, of the deals this person sees. */
export async function listFigureColumns({ db, session }: Acting): Promise<FigureColumns> {
  return figureColumnsOf(await listColumnValues(db, session.workspace, await findVisibleOwners(db, session)));
}
