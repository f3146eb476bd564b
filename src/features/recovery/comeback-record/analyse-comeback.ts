import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { ComebackFigures } from "./contract.ts";
import { gatherPeople, sumsOf } from "./gather-people.ts";
import { findUntil } from "./store.ts";

/** What `comeback analyse --json` says of a whole file; docs/analyse.md explains it. */
export type ComebackOfFile = {
  comeback: Omit<ComebackFigures, "form" | "leftOut"> & { people: number };
  bulkEdits:
    | { kind: "days-only" }
    | {
        kind: "told";
        deals: number;
        enteredAfterwards: number;
        events: { at: string; until: string; deals: number }[];
      };
};

/** The whole file's figures. Where nobody owns any deal, all deals are one seller's. */
export async function analyseComeback(
  db: Db,
  workspace: WorkspaceId,
  { timeZone, now }: { timeZone: string; now: Instant },
): Promise<ComebackOfFile> {
  const until = await findUntil(db, workspace, now);
  const found = await gatherPeople(db, workspace, { until, timeZone });
  const owned = [...found.parts.keys()].some((ownerId) => ownerId !== null);
  const { people, figures } = sumsOf(found, (ownerId) => !owned || ownerId !== null);
  const { form: _, leftOut: __, ...comeback } = figures;
  return { comeback: { people, ...comeback }, bulkEdits: editsOf(found.bulk) };
}

function editsOf(bulk: Awaited<ReturnType<typeof gatherPeople>>["bulk"]): ComebackOfFile["bulkEdits"] {
  if (bulk.kind === "days-only") return { kind: "days-only" };
  return {
    kind: "told",
    deals: bulk.leftOut,
    enteredAfterwards: bulk.enteredAfterwards,
    events: bulk.edits.map(({ at, until, closes }) => ({
      at: new Date(at).toISOString(),
      until: new Date(until).toISOString(),
      deals: closes,
    })),
  };
}
