import { z } from "zod";
import { dayOf } from "../../platform/dates.ts";
import type { JobHandlers } from "../../platform/jobs.ts";
import { mintWorkspaceId, workspaceOfJob } from "../../platform/session.ts";
import { askedKey, askedPayload } from "../deals/asked-deals/ask-about-deals.ts";
import { askRereading } from "../team/ask-rereading.ts";
import { waitForDemo } from "../team/demo-on-its-way/wait-for-demo.ts";
import { refreshReadings } from "./refresh-readings.ts";
import { listDaysRead } from "./store.ts";

const refreshPayload = z.union([
  z.object({ asked: z.literal(true) }).transform(() => "asked" as const),
  // As versions before 2026-11-23 asked: such jobs may still wait.
  z.object({ dealIds: z.array(z.uuid()) }).transform(({ dealIds }) => dealIds),
  z.object({ all: z.literal(true) }).transform(() => "all" as const),
  z.object({ turned: z.literal(true) }).transform(() => "turned" as const),
]);

export const redFlagsJobs = {
  /** A deal, a threshold or the day changed, or a reading held until now. */
  "refresh-flags": async (payload, { db, now, signal }) => {
    const workspace = workspaceOfJob(payload);
    const which = refreshPayload.parse(payload);
    if (which === "asked" || which === "all") {
      const again = which === "asked" ? askedPayload(workspace) : { workspace, all: true };
      const key = which === "asked" ? askedKey("refresh-flags", workspace) : `refresh-flags:${workspace}`;
      if (await waitForDemo(db, "refresh-flags", again, { key, now })) return;
    }
    await refreshReadings(db, workspace, which, now, signal);
  },
  /** Asks for all of a team's readings once its new day has begun. */
  "refresh-due-workspaces": async (_payload, { db, now }) => {
    for (const { workspace, timeZone, readOn } of await listDaysRead(db)) {
      if (readOn === dayOf(now, timeZone)) continue;
      await askRereading(db, mintWorkspaceId(workspace));
    }
  },
} satisfies JobHandlers;

/** Every quarter of an hour: somewhere it is midnight. `fill` makes up for a program that was switched off. */
export const redFlagsCrontab = "*/15 * * * * refresh-due-workspaces ?fill=1h&max=1";
