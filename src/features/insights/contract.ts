import { cutLossesContract } from "./cut-losses/contract.ts";
import { findingsContract } from "./findings/contract.ts";
import { oddsContract } from "./forecast/contract.ts";
import { columnsContract } from "./kpis/columns/contract.ts";
import { kpisContract } from "./kpis/contract.ts";
import { exitsContract } from "./kpis/exits/contract.ts";
import { funnelContract } from "./kpis/funnel/contract.ts";
import { quotaContract } from "./kpis/quota/contract.ts";
import { stageTimesContract } from "./kpis/stage-times/contract.ts";
import { timesContract } from "./kpis/times/contract.ts";
import { winRateContract } from "./kpis/win-rate/contract.ts";
import { activityMixContract } from "./kpis/work/activity-mix/contract.ts";
import { missedCallsContract } from "./kpis/work/missed-calls/contract.ts";
import { preparationContract } from "./kpis/work/preparation/contract.ts";
import { promisesContract } from "./kpis/work/promises/contract.ts";
import { responsesContract } from "./kpis/work/responses/contract.ts";
import { runContract } from "./run/contract.ts";
import { sameMistakeContract } from "./same-mistake/contract.ts";
import { trackRecordContract } from "./track-record/contract.ts";

/** What the deals say together. */
export const insightsContract = {
  ...runContract,
  ...findingsContract,
  ...trackRecordContract,
  ...oddsContract,
  ...cutLossesContract,
  ...sameMistakeContract,
  ...kpisContract,
  ...columnsContract,
  ...winRateContract,
  ...funnelContract,
  ...exitsContract,
  ...timesContract,
  ...responsesContract,
  ...missedCallsContract,
  ...activityMixContract,
  ...preparationContract,
  ...promisesContract,
  ...stageTimesContract,
  ...quotaContract,
};
