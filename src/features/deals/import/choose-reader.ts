import type { PipelineShape, StageType } from "../../sales-process/contract.ts";
import { isAsSeeded } from "../../sales-process/rules.ts";
import { stagedAccount } from "./account-rows/store.ts";
import { stagedContact } from "./contact-rows/store.ts";
import type { ImportKind } from "./contract.ts";
import { type CopiedType, copiedType } from "./copy-rows.ts";
import { stagedDeal } from "./deal-rows/store.ts";
import { stagedActivity, stagedStageChange, stagedStepAnswer } from "./fact-rows/store.ts";
import { MemberNames, StageNames, stageKey } from "./name-sources.ts";
import { CellsReader, type Where } from "./read-cells.ts";
import { dealReader, type Names, type RowOf } from "./read-deals.ts";
import { factReaders } from "./read-facts.ts";
import { memberReader, stagedMember } from "./read-members.ts";
import type { SettledTable } from "./settle-columns.ts";
import { Row } from "./split-rows.ts";

/** The staging table's columns, as SQL, in the order in which a row's reader writes its cells. */
export const stagedColumns: Record<ImportKind, string> = {
  deals: stagedDeal,
  accounts: stagedAccount,
  contacts: stagedContact,
  stages: stagedStageChange,
  activities: stagedActivity,
  members: stagedMember,
  steps: stagedStepAnswer,
};

export const columnNames = (kind: ImportKind): string[] => partsOf(kind).map(([name = ""]) => name);

export const columnTypes = (kind: ImportKind): CopiedType[] => partsOf(kind).map(([, type]) => copiedType.parse(type));

const partsOf = (kind: ImportKind) => stagedColumns[kind].split(",").map((column) => column.trim().split(/\s/));

export type TableReader = { cells: CellsReader; names: Names; rows: RowOf; usualPipeline: string };

/** What reads this table's rows, knowing the team's own pipelines. */
export function chooseReader(
  settled: SettledTable,
  pipelines: readonly PipelineShape[],
  where: Where,
  now: number,
): TableReader {
  const cells = new CellsReader(settled.columns, where);
  const usualPipeline = usualPipelineOf(settled, cells, pipelines);
  const known = new Map<string, StageType>();
  for (const { name, stages } of pipelines)
    for (const stage of stages) known.set(stageKey(name, stage.name), stage.type);
  const names = { members: new MemberNames(), stages: new StageNames(known, usualPipeline) };
  const reading = { cells, members: names.members };
  const rows =
    settled.kind === "deals"
      ? dealReader(cells, names, now)
      : settled.kind === "members"
        ? memberReader(cells)
        : factReaders[settled.kind](reading);
  return { cells, names, rows, usualPipeline };
}

/**
 * The pipeline of deals that name none: ours that knows most of the file's stages, else one that is still as we set it
 * up, else a new one.
 */
function usualPipelineOf(
  { table, crm }: SettledTable,
  cells: CellsReader,
  pipelines: readonly PipelineShape[],
): string {
  const stage = cells.text("stage");
  const labels = new Set(table.sample.flatMap((row) => stage(Row.of(row.cells))?.toLowerCase() ?? []));
  cells.problem = null;
  const scored = pipelines.map((pipeline) => ({
    pipeline,
    met: pipeline.stages.filter(({ name }) => labels.has(name.toLowerCase())).length,
  }));
  const best = scored.reduce<(typeof scored)[number] | null>(
    (top, each) => (each.met > (top?.met ?? 0) ? each : top),
    null,
  );
  if (best && best.met * 2 > labels.size) return best.pipeline.name;
  const untouched = pipelines.find(({ stages }) => isAsSeeded(stages));
  return untouched?.name ?? (labels.size === 0 ? pipelines[0]?.name : undefined) ?? `${crm ?? "Imported"} deals`;
}
