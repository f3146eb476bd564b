import type { AimKind } from "../aims/contract.ts";

export type ToldColumns = {
  personaColumn: string | null;
  campaignColumn: string | null;
  messageColumn: string | null;
  segmentColumn: string | null;
};

/** Until somebody says otherwise, the columns that are called so. */
export const usualColumns: ToldColumns = {
  personaColumn: "Persona",
  campaignColumn: "Campaign",
  messageColumn: "Campaign message",
  segmentColumn: "Segment",
};

export const columnOf = (settings: ToldColumns, kind: AimKind): string | null =>
  kind === "persona" ? settings.personaColumn : settings.campaignColumn;

type Stage = { stageId: string; archived: boolean };

/**
 * The stages of a pipeline in which a loss is an early one: up to the chosen one; else the first two where there are four and
 * more, as in discovery and qualification, and the first alone where there are fewer.
 */
export function earlyStagesOf<Some extends Stage>(stages: readonly Some[], chosen: string | undefined): Some[] {
  const until = stages.findIndex(({ stageId }) => stageId === chosen);
  if (until !== -1) return stages.slice(0, until + 1);
  const used = stages.filter(({ archived }) => !archived);
  const last = used[used.length >= 4 ? 1 : 0];
  return last ? stages.slice(0, stages.indexOf(last) + 1) : [];
}
