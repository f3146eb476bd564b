import type { Db } from "../../../../platform/database/database.ts";
import { inSnapshot } from "../../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../../platform/http/acting.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import { findDebriefReader } from "../../../deals/debrief-sharing/find-debrief-reader.ts";
import { listReasonsOf } from "../../../reasons/store.ts";
import type { FiguresFilter, LeftBy } from "../contract.ts";
import { listPipelineStages } from "../funnel/store.ts";
import { settleFilter } from "../settle-filter.ts";
import type { ExitsTold } from "./contract.ts";
import { exitsOf } from "./rules.ts";
import { tallyExits } from "./store.ts";

type Asked = FiguresFilter & { leftBy?: LeftBy | undefined };

/** From which stage the deals left that were lost in a period, and for what: of every pipeline that has any closed deal. */
export async function showExits(
  { db, session, now }: Acting,
  { leftBy = "loss-kind", ...filter }: Asked,
): Promise<ExitsTold> {
  return inSnapshot(db, async (snapshot) => {
    const { slice, period, stretch, compared } = await settleFilter({ db: snapshot, session, now }, filter);
    const told = { by: leftBy, reader: await findDebriefReader(snapshot, session) };
    const nameOf = await findNames(snapshot, session.workspace, leftBy);
    const pipelines = await listPipelineStages(snapshot, session.workspace);
    const current = await tallyExits(snapshot, slice, stretch, told);
    const before = compared && (await tallyExits(snapshot, slice, compared.stretch, told));
    return {
      ...{ period, compared: compared?.period ?? null, leftBy },
      pipelines: pipelines.flatMap((pipeline) => {
        const isIts = ({ pipelineId }: { pipelineId: string }) => pipelineId === pipeline.id;
        const its = current.filter(isIts);
        return its.length === 0 ? [] : [exitsOf(pipeline, pipeline.stages, its, before?.filter(isIts) ?? null, nameOf)];
      }),
    };
  });
}

async function findNames(db: Db, workspace: WorkspaceId, by: LeftBy): Promise<(cause: string) => string> {
  if (by !== "reason") return (cause) => cause;
  const names = new Map((await listReasonsOf(db, workspace)).map(({ id, name }) => [id, name]));
  return (cause) => names.get(cause) ?? cause;
}
