import { z } from "zod";
import { createPool } from "../../src/platform/database/database.ts";
import { startEmbeddedPostgres } from "../../src/platform/embedded-postgres/start-embedded-postgres.ts";
import { runMeasured } from "../child-process.ts";
import { type Figure, inMb, inMs, inSeconds, percentile, whole } from "../figures.ts";
import { prepareTeam, workingDatabase } from "../prepared-team.ts";
import { untilLookedAt } from "../running-comeback.ts";
import { makeLoad, type Page, type Request, rpc, type TeamAtWork, withTeamAtWork } from "../team-at-work.ts";

const small = 10_000;
const large = 100_000;
const people = 20;

const refreshed = z.object({
  seconds: z.number(),
  processorSeconds: z.number(),
  peakBytes: z.number(),
  told: z.number(),
  steps: z.array(z.object({ name: z.string(), seconds: z.number() })),
});
type Refreshed = z.infer<typeof refreshed> & { closed: number; activities: number; flags: number };

/**
 * All of a team's deals looked at together, on the embedded server, in a Node of its own that is bundled as the server is; ten
 * times as many deals held against the time and the memory they take; and the pages that show what was stored.
 */
export async function measureRefresh(say: (line: string) => void): Promise<Figure[]> {
  const few = await refreshOnce(small, say);
  const many = await refreshOnce(large, say);
  const times = (of: (one: Refreshed) => number) => `${(of(many) / of(few)).toFixed(1)} ×`;
  return [
    {
      what: `everything looked at together: ${whole(many.closed)} closed deals, ${whole(many.activities)} activities, ${many.flags} flags`,
      measured: inSeconds(many.seconds),
      aim: "≤ 60 s",
      note: `${inSeconds(many.processorSeconds)} of this process, told ${whole(many.told)} times how far it is; ${many.steps
        .map(({ name, seconds }) => `${name.toLowerCase()} ${inSeconds(seconds)}`)
        .join(", ")}`,
    },
    { what: "  most memory the process held", measured: inMb(many.peakBytes), aim: "≤ 1 GB" },
    {
      what: `  ${times(({ closed }) => closed)} the closed deals: processor time, memory`,
      measured: `${times(({ processorSeconds }) => processorSeconds)}, ${times(({ peakBytes }) => peakBytes)}`,
      aim: "no more than the deals",
      note: `${whole(few.closed)} closed deals: ${inSeconds(few.processorSeconds)} of the process, ${inMb(few.peakBytes)}`,
    },
    ...(await measurePages(say)),
  ];
}

async function refreshOnce(deals: number, say: (line: string) => void): Promise<Refreshed> {
  const team = await prepareTeam(say, deals);
  const server = await startEmbeddedPostgres({ dataFolder: team.dataFolder });
  const pool = createPool({ ...server.connection, database: workingDatabase });
  try {
    const { rows } =
      await pool.query(`select workspace_id as workspace, (select count(*) from activities) as activities,
      (select count(*) from red_flags where archived_at is null) as flags from workspaces`);
    const [counts] = z
      .array(z.object({ workspace: z.string(), activities: z.number(), flags: z.number() }))
      .parse(rows);
    if (!counts) throw new Error("The prepared team is not there.");
    say(`looking at ${whole(deals)} deals together`);
    const { connection } = server;
    const asked = { connection, database: workingDatabase, workspace: counts.workspace, now: Date.now() };
    const result = refreshed.parse(await runMeasured("evidence/refresh-once.ts", asked));
    return { ...result, ...counts, closed: team.deals.won + team.deals.lost };
  } finally {
    await pool.end();
    await server.stop();
  }
}

/** The insight pages while people look at them, a page a second each: from what was stored. */
async function measurePages(say: (line: string) => void): Promise<Figure[]> {
  const look = async ({ comeback, asOwner, signIn }: TeamAtWork) => {
    say("looking at all deals together, by the program itself");
    const began = performance.now();
    await asOwner.insights.askRun();
    await untilLookedAt(asOwner);
    const seconds = (performance.now() - began) / 1000;
    const { result } = await asOwner.insights.showWhyWeLose();
    const key = result?.findings[0]?.key;
    if (!key) throw new Error("Nothing was found in the prepared team.");
    const sessions = await signIn(people);
    say("insight pages, a second apart");
    const pages = [
      pageOf("why we lose", rpc("insights.showWhyWeLose")),
      pageOf("deals of a finding", rpc("insights.listFindingDeals", { key, shows: true, limit: 50 })),
      pageOf("track records", rpc("insights.showTrackRecords")),
      pageOf("odds", rpc("insights.showOddsQuality")),
      pageOf("let go", rpc("insights.listLossesToCut", { limit: 50 })),
      pageOf("same mistake", rpc("insights.showSameMistakes")),
    ];
    const load = await makeLoad(comeback, {
      people: sessions.map(({ cookie }) => ({ cookie, pages })),
      pauseMs: 1_000,
      measuredMs: 30_000,
    });
    return load.pages.map(({ name, ms }, place) => ({
      what: `insights, ${name}: ${people} people, a page a second each`,
      measured: `p95 ${inMs(percentile(ms, 0.95))}`,
      aim: "< 200 ms",
      note: `p50 ${inMs(percentile(ms, 0.5))}, ${whole(ms.length)} pages${place === 0 ? `; the job took ${inSeconds(seconds)} in the program` : ""}`,
    }));
  };
  return withTeamAtWork(say, look, large);
}

/** Every insight page asks who is there and whether a newer result is on its way, too. */
function pageOf(name: string, request: Request): Page {
  return { name, requests: [rpc("team.me"), rpc("insights.showRun"), request] };
}
