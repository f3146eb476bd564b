import { figuresFilter } from "../contract.ts";
import { exitsAsked, exitsTold } from "../exits/contract.ts";
import { showExits } from "../exits/show-exits.ts";
import { funnelsTold } from "../funnel/contract.ts";
import { showFunnels } from "../funnel/show-funnels.ts";
import { quotaTold } from "../quota/contract.ts";
import { showQuotaFigures } from "../quota/show-quota-figures.ts";
import { stageTimesTold } from "../stage-times/contract.ts";
import { showStageTimes } from "../stage-times/show-stage-times.ts";
import { cycleTold } from "../times/contract.ts";
import { showCycle } from "../times/show-cycle.ts";
import { winRateAsked, winRateTold } from "../win-rate/contract.ts";
import { showWinRate } from "../win-rate/show-win-rate.ts";
import { activityMixTold } from "../work/activity-mix/contract.ts";
import { showActivityMix } from "../work/activity-mix/show-activity-mix.ts";
import { missedCallsAsked, missedCallsTold } from "../work/missed-calls/contract.ts";
import { showMissedCalls } from "../work/missed-calls/show-missed-calls.ts";
import { preparationTold } from "../work/preparation/contract.ts";
import { showPreparation } from "../work/preparation/show-preparation.ts";
import { promisesTold } from "../work/promises/contract.ts";
import { showPromises } from "../work/promises/show-promises.ts";
import { responsesAsked, responsesTold } from "../work/responses/contract.ts";
import { showResponses } from "../work/responses/show-responses.ts";
import { keepReport } from "./keep-report.ts";

const job = "keep-figures";

/** Every report of the figures, as people ask for it. */
export const keptFigures = {
  winRate: keepReport({ name: "win-rate", job, asked: winRateAsked, told: winRateTold, make: showWinRate }),
  funnels: keepReport({ name: "funnels", job, asked: figuresFilter, told: funnelsTold, make: showFunnels }),
  // Reasons of debriefs are counted as far as their reader may read them.
  exits: keepReport({ name: "exits", job, isPersonal: true, asked: exitsAsked, told: exitsTold, make: showExits }),
  quota: keepReport({ name: "quota", job, asked: figuresFilter, told: quotaTold, make: showQuotaFigures }),
  stageTimes: keepReport({
    name: "stage-times",
    job,
    asked: figuresFilter,
    told: stageTimesTold,
    make: showStageTimes,
  }),
  cycle: keepReport({ name: "cycle", job, asked: figuresFilter, told: cycleTold, make: showCycle }),
  responses: keepReport({ name: "responses", job, asked: responsesAsked, told: responsesTold, make: showResponses }),
  missedCalls: keepReport({
    ...{ name: "missed-calls", job, asked: missedCallsAsked },
    ...{ told: missedCallsTold, make: showMissedCalls },
  }),
  mix: keepReport({ name: "activity-mix", job, asked: figuresFilter, told: activityMixTold, make: showActivityMix }),
  preparation: keepReport({
    ...{ name: "preparation", job, asked: figuresFilter },
    ...{ told: preparationTold, make: showPreparation },
  }),
  promises: keepReport({ name: "promises", job, asked: figuresFilter, told: promisesTold, make: showPromises }),
};
