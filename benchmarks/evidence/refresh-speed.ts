import { performance } from "node:perf_hooks";
import { refreshInsights } from "../../src/features/insights/refresh-insights.ts";
import { mintWorkspaceId } from "../../src/platform/session.ts";
import { openInstallation } from "../../src/programs/open-installation.ts";
import { type Figure, inMb, inSeconds, whole } from "../figures.ts";
import { prepareTeam } from "../prepared-team.ts";

/** All of a large team's deals looked at together, in this process, on the embedded server. */
export async function measureRefresh(say: (line: string) => void): Promise<Figure[]> {
  const { deals, dataFolder } = await prepareTeam(say);
  const installation = await openInstallation({
    port: 0,
    host: "127.0.0.1",
    dataFolder,
    databaseUrl: undefined,
  });
  try {
    const [first] = await installation.db.selectFrom("workspaces").select("workspace_id").execute();
    if (!first) throw new Error("The prepared team is not there.");
    const activities = await installation.db
      .selectFrom("activities")
      .select((each) => each.fn.countAll<number>().as("all"))
      .executeTakeFirstOrThrow();
    const flags = await installation.db
      .selectFrom("red_flags")
      .select((each) => each.fn.countAll<number>().as("all"))
      .where("archived_at", "is", null)
      .executeTakeFirstOrThrow();
    const before = process.cpuUsage();
    const begun = performance.now();
    let step = "";
    let since = begun;
    const steps: string[] = [];
    await refreshInsights(installation.db, mintWorkspaceId(first.workspace_id), { now: Date.now() }, async (now) => {
      if (now === step) return;
      if (step !== "") steps.push(`${step.toLowerCase()} ${inSeconds((performance.now() - since) / 1000)}`);
      step = now;
      since = performance.now();
      say(now);
    });
    const seconds = (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(before);
    return [
      {
        what: `everything looked at together: ${whole(deals.won + deals.lost)} closed deals, ${whole(activities.all)} activities, ${flags.all} flags`,
        measured: inSeconds(seconds),
        aim: "≤ 60 s",
        note: `${inSeconds((user + system) / 1e6)} of this process; ${steps.join(", ")}`,
      },
      { what: "most memory the process held", measured: inMb(process.resourceUsage().maxRSS * 1024), aim: "≤ 1 GB" },
    ];
  } finally {
    await installation.close();
  }
}
