import { ensurePipelines, listPipelinesOf } from "../../sales-process/store.ts";
import { sameName } from "../../team/rules.ts";
import { ensureMembers } from "../../team/store.ts";
import { ensureAccounts, mergeAccounts } from "./account-rows/store.ts";
import { beginBulkLoad } from "./bulk-load/store.ts";
import type { TableReader } from "./choose-reader.ts";
import { mergeContacts } from "./contact-rows/store.ts";
import { type Merged, mergeDeals } from "./deal-rows/store.ts";
import { unreadable } from "./detect-encoding.ts";
import { listMissingStages, mergeActivities, mergeStageChanges, mergeStepAnswers } from "./fact-rows/store.ts";
import type { NamedStage } from "./name-sources.ts";
import { guessStageType, usualStagePlace } from "./rules.ts";
import type { SettledTable } from "./settle-columns.ts";
import {
  findDealsOfRows,
  listTeamMarks,
  matchOurIds,
  type StagePlace,
  type Staging,
  stageMembers,
  stageStages,
} from "./staging/store.ts";

/** Brings the staged rows into the team's own tables. */
export async function mergeRows(
  { kind }: SettledTable,
  reader: TableReader,
  staging: Staging,
  rowsRead: number,
  knownAt: Date,
  now: Date,
): Promise<Merged> {
  const { cells, names } = reader;
  const { mayHoldOurIds } = cells;
  if (kind === "members") return mergeMembers(reader, staging);
  await stageMembers(staging, await ensureMembers(staging.tx, staging.workspace, names.members.list));
  if (kind === "deals") {
    await stageStages(staging, await placesOf(reader, staging));
    const bulkLoad = await beginBulkLoad(staging, ["deals", "accounts"], rowsRead);
    await ensureAccounts(staging, bulkLoad, mayHoldOurIds);
    return mergeDeals(staging, bulkLoad, knownAt, now, {
      mayHoldOurIds,
      tellsHistory: reader.rows.tellsHistory ?? false,
      tellsComebacks: reader.cells.has("wonBackFrom") || reader.cells.has("callOn"),
    });
  }
  if (kind === "accounts") return mergeAccounts(staging, rowsRead, mayHoldOurIds);
  await findDealsOfRows(staging, (cells.columnOf("dealId") ?? cells.columnOf("dealName"))?.heading ?? "");
  if (kind === "contacts") {
    await ensureAccounts(staging, await beginBulkLoad(staging, ["accounts"], rowsRead), mayHoldOurIds);
    if (mayHoldOurIds) await matchOurIds(staging, "contacts");
    return mergeContacts(staging, knownAt, now);
  }
  if (mayHoldOurIds) await matchOurIds(staging, kind === "activities" ? "activities" : "step_answers");
  if (kind === "activities") return mergeActivities(staging, now);
  if (kind === "steps") return mergeStepAnswers(staging, cells.columnOf("step")?.heading ?? "", now);
  await ensureMissingStages(staging);
  return mergeStageChanges(staging, now);
}

async function mergeMembers({ rows }: TableReader, { tx, workspace }: Staging): Promise<Merged> {
  const people = rows.people ?? [];
  const before = new Map((await listTeamMarks(tx, workspace)).map(({ id, mark }) => [id, mark]));
  const ids = await ensureMembers(tx, workspace, people);
  const after = new Map((await listTeamMarks(tx, workspace)).map(({ id, mark }) => [id, mark]));
  const inserted = ids.filter((id) => !before.has(id)).length;
  const updated = ids.filter((id) => before.has(id) && before.get(id) !== after.get(id)).length;
  return { inserted, updated, unchanged: ids.length - inserted - updated };
}

/** Makes the pipelines and stages the file names, and says where the deals of each go. */
async function placesOf({ names, usualPipeline }: TableReader, { tx, workspace }: Staging): Promise<StagePlace[]> {
  const wanted = names.stages.pipelines();
  const isUsual = ({ pipeline }: { pipeline: string }) => sameName(pipeline) === sameName(usualPipeline);
  const needsUsual = names.stages.someNameNone;
  const all = needsUsual && !wanted.some(isUsual) ? [...wanted, { pipeline: usualPipeline, stages: [] }] : wanted;
  await ensurePipelines(tx, workspace, all);
  const known = await listPipelinesOf(tx, workspace);
  const placeOf = (number: number, home: string, stage: NamedStage | null): StagePlace => {
    const pipeline = known.find(({ name }) => sameName(name) === sameName(home));
    const own = stage && pipeline?.stages.find(({ name }) => sameName(name) === sameName(stage.name));
    const first = (type: string) => pipeline?.stages.find((each) => each.type === type)?.id;
    const [openId, wonId, lostId] = [first("open"), first("won"), first("lost")];
    if (!pipeline || !openId || !wonId || !lostId || (stage && !own))
      throw new Error(`The stages of ${home} were not made.`);
    return {
      number,
      stageId: own?.id ?? null,
      pipelineId: pipeline.id,
      type: own?.type ?? "none",
      openId,
      wonId,
      lostId,
    };
  };
  return [
    ...(needsUsual ? [placeOf(-1, usualPipeline, null)] : []),
    ...names.stages.list.map((stage, number) => placeOf(number, stage.pipeline, stage)),
  ];
}

async function ensureMissingStages(staging: Staging): Promise<void> {
  const missing = await listMissingStages(staging);
  if (missing.length > 1000)
    throw unreadable("This file names more than 1000 stages. Is the right column mapped as the stage?");
  const homes = [...new Set(missing.map(({ pipeline }) => pipeline))];
  const wanted = homes.map((pipeline) => ({
    pipeline,
    stages: missing
      .flatMap((each) => (each.pipeline === pipeline ? [each.stage] : []))
      .sort((a, b) => usualStagePlace(a) - usualStagePlace(b))
      .map((name, position) => ({ name, type: guessStageType(name), position })),
  }));
  if (wanted.length > 0) await ensurePipelines(staging.tx, staging.workspace, wanted);
}
