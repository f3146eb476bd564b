import type { z } from "zod";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { InsightRun } from "./contract.ts";
import { findResult, findRun, type ResultKind } from "./store.ts";

type Shown<Result> = {
  run: InsightRun;
  madeAt: string | null;
  dataUntil: string | null;
  methodVersion: number | null;
  result: Result | null;
};

/** A stored result for a screen, with what it is made of and whether a newer one is on its way. */
export async function showResult<Shape extends z.ZodType>(
  db: Db,
  workspace: WorkspaceId,
  kind: ResultKind,
  shape: Shape,
): Promise<Shown<z.infer<Shape>>> {
  const run = await findRun(db, workspace);
  const stored = await findResult(db, workspace, kind, shape);
  return {
    run,
    madeAt: stored?.madeAt ?? null,
    dataUntil: stored?.dataUntil ?? null,
    methodVersion: stored?.methodVersion ?? null,
    result: stored?.result ?? null,
  };
}
