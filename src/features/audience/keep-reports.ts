import { keepReport } from "../insights/kpis/kept/keep-report.ts";
import { audienceFilter, earlyLossesTold } from "./early-losses/contract.ts";
import { showEarlyLosses } from "./early-losses/show-early-losses.ts";
import { overTimeTold } from "./over-time/contract.ts";
import { showPersonasOverTime } from "./over-time/show-over-time.ts";

const job = "keep-audience-reports";
const asked = audienceFilter;

/** The reports of the audience, as people ask for them. */
export const keptReports = {
  earlyLosses: keepReport({ name: "early-losses", job, asked, told: earlyLossesTold, make: showEarlyLosses }),
  overTime: keepReport({ name: "personas-over-time", job, asked, told: overTimeTold, make: showPersonasOverTime }),
};
