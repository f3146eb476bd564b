import { Hono } from "hono";
import { checkUpsApi } from "../features/check-ups/api.ts";
import { dealsApi } from "../features/deals/api.ts";
import { debriefsApi } from "../features/debriefs/api.ts";
import { pipelineCheckApi } from "../features/pipeline-check/api.ts";
import { redFlagsApi } from "../features/red-flags/api.ts";
import { salesProcessApi } from "../features/sales-process/api.ts";
import { seedSalesProcess } from "../features/sales-process/seed-sales-process.ts";
import { createTeamApi } from "../features/team/api.ts";
import { todayApi } from "../features/today/api.ts";
import type { SignedInRoutes } from "../platform/http/web-app.ts";
import type { Installation } from "./open-installation.ts";

/** Every feature's part of the API, joined in the order of src/contract.ts. */
export function createRouter() {
  return {
    team: createTeamApi({ furnish: seedSalesProcess }),
    salesProcess: salesProcessApi,
    deals: dealsApi,
    redFlags: redFlagsApi,
    checkUps: checkUpsApi,
    pipelineCheck: pipelineCheckApi,
    debriefs: debriefsApi,
    today: todayApi,
  };
}

/** Plain routes of features: uploads and files. */
export function createSignedInRoutes(_installation: Pick<Installation, "db" | "pool">): Hono<SignedInRoutes> {
  return new Hono<SignedInRoutes>();
}
