import { implement } from "@orpc/server";
import { z } from "zod";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { insightsContract } from "./contract.ts";
import { listLossesToCut } from "./cut-losses/list-losses-to-cut.ts";
import { listFindingDeals } from "./findings/list-finding-deals.ts";
import { showWhyWeLose } from "./findings/show-why-we-lose.ts";
import { askBacktest } from "./forecast/ask-backtest.ts";
import { backtestShown } from "./forecast/contract.ts";
import { qualityOf, storedOdds } from "./forecast/rules.ts";
import { showDealOdds } from "./forecast/show-deal-odds.ts";
import { listFigureColumns } from "./kpis/columns/list-figure-columns.ts";
import { showExits } from "./kpis/exits/show-exits.ts";
import { showFunnels } from "./kpis/funnel/show-funnels.ts";
import { listFigureDeals } from "./kpis/list-figure-deals.ts";
import { showQuotaFigures } from "./kpis/quota/show-quota-figures.ts";
import { showStageTimes } from "./kpis/stage-times/show-stage-times.ts";
import { listAimNames } from "./kpis/store.ts";
import { showCycle } from "./kpis/times/show-cycle.ts";
import { showWinRate } from "./kpis/win-rate/show-win-rate.ts";
import { showActivityMix } from "./kpis/work/activity-mix/show-activity-mix.ts";
import { showMissedCalls } from "./kpis/work/missed-calls/show-missed-calls.ts";
import { showPreparation } from "./kpis/work/preparation/show-preparation.ts";
import { showPromises } from "./kpis/work/promises/show-promises.ts";
import { showResponses } from "./kpis/work/responses/show-responses.ts";
import { askRun, cancelRun } from "./run/ask-run.ts";
import { decideField, saveSettings } from "./run/save-settings.ts";
import { showResult } from "./run/show-result.ts";
import { findRun, findSettings } from "./run/store.ts";
import { showSameMistakes } from "./same-mistake/show-same-mistakes.ts";
import { trackRecord } from "./track-record/contract.ts";

const api = implement(insightsContract).$context<RequestContext>().use(refusals).use(requireSession);
const trackRecords = z.object({ records: z.array(trackRecord) });

export const insightsApi = api.router({
  showRun: api.showRun.handler(({ context: { db, session } }) => findRun(db, session.workspace)),
  askRun: api.askRun.handler(({ context }) => askRun(context)),
  cancelRun: api.cancelRun.handler(({ context }) => cancelRun(context)),
  showSettings: api.showSettings.handler(({ context: { db, session } }) => findSettings(db, session.workspace)),
  saveSettings: api.saveSettings.handler(({ context, input }) => saveSettings(context, input)),
  showWhyWeLose: api.showWhyWeLose.handler(({ context }) => showWhyWeLose(context)),
  listFindingDeals: api.listFindingDeals.handler(({ context, input }) => listFindingDeals(context, input)),
  showTrackRecords: api.showTrackRecords.handler(({ context: { db, session } }) =>
    showResult(db, session.workspace, "track-records", trackRecords),
  ),
  showDealOdds: api.showDealOdds.handler(({ context, input }) => showDealOdds(context, input)),
  showOddsQuality: api.showOddsQuality.handler(async ({ context: { db, session } }) => {
    const { result, ...shown } = await showResult(db, session.workspace, "odds-model", storedOdds);
    return { ...shown, result: result === null ? null : qualityOf(result) };
  }),
  showBacktest: api.showBacktest.handler(({ context: { db, session } }) =>
    showResult(db, session.workspace, "backtest", backtestShown),
  ),
  askBacktest: api.askBacktest.handler(({ context, input }) => askBacktest(context, input)),
  decideField: api.decideField.handler(({ context, input }) => decideField(context, input)),
  listLossesToCut: api.listLossesToCut.handler(({ context, input }) => listLossesToCut(context, input)),
  showSameMistakes: api.showSameMistakes.handler(({ context }) => showSameMistakes(context)),
  listFigureAims: api.listFigureAims.handler(async ({ context: { db, session } }) => {
    const aims = await listAimNames(db, session.workspace);
    const named = (kind: string) => aims.filter((aim) => aim.kind === kind).map(({ id, name }) => ({ id, name }));
    return { personas: named("persona"), campaigns: named("campaign") };
  }),
  listFigureColumns: api.listFigureColumns.handler(({ context }) => listFigureColumns(context)),
  listFigureDeals: api.listFigureDeals.handler(({ context, input }) => listFigureDeals(context, input)),
  showWinRate: api.showWinRate.handler(({ context, input }) => showWinRate(context, input)),
  showFunnels: api.showFunnels.handler(({ context, input }) => showFunnels(context, input)),
  showExits: api.showExits.handler(({ context, input }) => showExits(context, input)),
  showQuotaFigures: api.showQuotaFigures.handler(({ context, input }) => showQuotaFigures(context, input)),
  showStageTimes: api.showStageTimes.handler(({ context, input }) => showStageTimes(context, input)),
  showCycle: api.showCycle.handler(({ context, input }) => showCycle(context, input)),
  showResponses: api.showResponses.handler(({ context, input }) => showResponses(context, input)),
  showMissedCalls: api.showMissedCalls.handler(({ context, input }) => showMissedCalls(context, input)),
  showActivityMix: api.showActivityMix.handler(({ context, input }) => showActivityMix(context, input)),
  showPreparation: api.showPreparation.handler(({ context, input }) => showPreparation(context, input)),
  showPromises: api.showPromises.handler(({ context, input }) => showPromises(context, input)),
});
