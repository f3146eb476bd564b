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
import { keptFigures } from "./kpis/kept/keep-figures.ts";
import { listFigureDeals } from "./kpis/list-figure-deals.ts";
import { listAimNames } from "./kpis/store.ts";
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
  showWinRate: api.showWinRate.handler(({ context, input }) => keptFigures.winRate.show(context, input)),
  showFunnels: api.showFunnels.handler(({ context, input }) => keptFigures.funnels.show(context, input)),
  showExits: api.showExits.handler(({ context, input }) => keptFigures.exits.show(context, input)),
  showQuotaFigures: api.showQuotaFigures.handler(({ context, input }) => keptFigures.quota.show(context, input)),
  showStageTimes: api.showStageTimes.handler(({ context, input }) => keptFigures.stageTimes.show(context, input)),
  showCycle: api.showCycle.handler(({ context, input }) => keptFigures.cycle.show(context, input)),
  showResponses: api.showResponses.handler(({ context, input }) => keptFigures.responses.show(context, input)),
  showMissedCalls: api.showMissedCalls.handler(({ context, input }) => keptFigures.missedCalls.show(context, input)),
  showActivityMix: api.showActivityMix.handler(({ context, input }) => keptFigures.mix.show(context, input)),
  showPreparation: api.showPreparation.handler(({ context, input }) => keptFigures.preparation.show(context, input)),
  showPromises: api.showPromises.handler(({ context, input }) => keptFigures.promises.show(context, input)),
});
