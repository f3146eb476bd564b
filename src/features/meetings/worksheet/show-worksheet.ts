import type { Db } from "../../../platform/database/database.ts";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { findFollowed } from "../live/find-followed.ts";
import type { Worksheet } from "./contract.ts";
import { isSheetDone, listSheetCells, listSheetDeals, listSheetPractices, type SheetCell } from "./store.ts";

/** My open deals by what the meeting adopted, with what the flags say, and what I ticked. */
export async function showWorksheet(
  { db, session }: Pick<Acting, "db" | "session">,
  { id }: { id: string },
): Promise<Worksheet> {
  return inSnapshot(db, async (snapshot) => {
    const { state } = await findFollowed(snapshot, session, id);
    if (state !== "running" && state !== "worksheet" && state !== "ended") throw new Refusal("NOT_NOW");
    return readWorksheet(snapshot, session, id);
  });
}

export async function readWorksheet(db: Db, { workspace, memberId }: Session, id: string): Promise<Worksheet> {
  const practices = await listSheetPractices(db, workspace, id);
  const deals = await listSheetDeals(db, workspace, memberId);
  const asked = { practiceIds: practices.map((practice) => practice.id), dealIds: deals.map((deal) => deal.id) };
  const cells = new Map((await listSheetCells(db, workspace, asked)).map((cell) => [keyOf(cell), cell]));
  return {
    practices,
    deals: deals.map((deal) => ({
      ...deal,
      cells: practices.map(({ id: practiceId }) =>
        cellOf(practiceId, cells.get(keyOf({ practiceId, dealId: deal.id }))),
      ),
    })),
    done: await isSheetDone(db, workspace, id, memberId),
  };
}

export const keyOf = ({ practiceId, dealId }: Pick<SheetCell, "practiceId" | "dealId">) => `${practiceId} ${dealId}`;

const appliesBy = { up: "yes", down: "no", unknown: "unknown" } as const;

function cellOf(practiceId: string, cell: SheetCell | undefined): Worksheet["deals"][number]["cells"][number] {
  const ticked = cell?.state === "open" || cell?.state === "done";
  return {
    practiceId,
    applies: cell?.kind ? appliesBy[cell.kind] : "unknown",
    evidence: cell?.evidence ?? "",
    ticked,
    dueOn: ticked ? (cell?.dueOn ?? null) : null,
    done: cell?.state === "done",
  };
}
