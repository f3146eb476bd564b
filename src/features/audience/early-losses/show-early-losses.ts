import { z } from "zod";
import type { Db } from "../../../platform/database/database.ts";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { DealRow } from "../../deals/contract.ts";
import { listDealRows } from "../../deals/store.ts";
import { listPipelineStages } from "../../insights/kpis/funnel/store.ts";
import { settleFilter } from "../../insights/kpis/settle-filter.ts";
import { findSettings as findInsightSettings } from "../../insights/run/store.ts";
import { mayKeepAudience } from "../access.ts";
import { earlyStagesOf } from "../settings/rules.ts";
import { findSettings, listEarlyChosen } from "../settings/store.ts";
import type { AudienceFilter, EarlyLossesTold, ToldApartBy } from "./contract.ts";
import { judgeEarlyLosses } from "./rules.ts";
import { findAimNames, listEarlyLossDeals as listStored, tallyEarlyLosses } from "./store.ts";

/** What is lost in the first stages before it is ever a deal: by whom we aim at, from where, and with what. */
export async function showEarlyLosses({ db, session, now }: Acting, filter: AudienceFilter): Promise<EarlyLossesTold> {
  if (!mayKeepAudience(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace } = session;
  return inSnapshot(db, async (snapshot) => {
    const { slice, period, ...asked } = await settle({ db: snapshot, session, now }, filter);
    const { fewestASide, falseDiscoveryRate } = await findInsightSettings(snapshot, workspace);
    const names = await findAimNames(snapshot, workspace);
    const tallies = await tallyEarlyLosses(snapshot, slice, { ...asked, early: asked.early });
    const judged = judgeEarlyLosses(tallies, {
      ...{ fewestASide, falseDiscoveryRate, nameOf: (key) => names.get(key) },
      columnOf: (by) =>
        by === "segment" ? asked.columns.segmentColumn : by === "message" ? asked.columns.messageColumn : null,
    });
    return { period, fewestASide, falseDiscoveryRate, stages: asked.stages, ...judged };
  });
}

const place = z.strictObject({ newestAt: z.iso.datetime(), id: z.uuid() });

type Asked = AudienceFilter & {
  by: ToldApartBy;
  key: string;
  ended: "early" | "won";
  after?: string | undefined;
  limit: number;
};

/** The deals behind a row: exactly those it counts. */
export async function listEarlyLossDeals(
  { db, session, now }: Acting,
  { by, key, ended, after, limit, ...filter }: Asked,
): Promise<{ rows: DealRow[]; next: string | null }> {
  if (!mayKeepAudience(session)) throw new Refusal("NOT_ALLOWED");
  return inSnapshot(db, async (snapshot) => {
    const { slice, ...asked } = await settle({ db: snapshot, session, now }, filter);
    const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
    const found = await listStored(snapshot, slice, { ...asked, by, key, ended }, page);
    const { rows, next } = pageFrom(found, limit, ({ newestAt, id }) => ({ newestAt, id }));
    const ids = rows.map(({ id }) => id);
    return { rows: await listDealRows(snapshot, session.workspace, ids, dayOf(now, session.timeZone)), next };
  });
}

async function settle({ db, ...acting }: Omit<Acting, "db"> & { db: Db }, filter: AudienceFilter) {
  const { workspace } = acting.session;
  const isTold = filter.period !== undefined || filter.from !== undefined || filter.until !== undefined;
  const period = isTold ? {} : { period: "last-12-months" as const };
  const settled = await settleFilter({ db, ...acting }, { ...filter, ...period, compare: "none" });
  const chosen = await listEarlyChosen(db, workspace);
  const pipelines = (await listPipelineStages(db, workspace)).map(({ id, name, stages }) => ({
    ...{ pipelineName: name, stages: earlyStagesOf(stages, chosen.get(id)) },
  }));
  return {
    ...{ slice: settled.slice, period: settled.period, stretch: settled.stretch },
    early: pipelines.flatMap(({ stages }) => stages.map(({ stageId }) => stageId)),
    stages: pipelines.map(({ pipelineName, stages }) => ({ pipelineName, names: stages.map(({ name }) => name) })),
    columns: await findSettings(db, workspace),
  };
}
