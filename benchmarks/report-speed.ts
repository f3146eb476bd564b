import { rm } from "node:fs/promises";
import { z } from "zod";
import { startEmbeddedPostgres } from "../src/platform/embedded-postgres/start-embedded-postgres.ts";
import { type Connection, dealsAsked, inNewDatabase } from "./bench-database.ts";
import { newDataFolder } from "./bench-folder.ts";
import { runMeasured } from "./child-process.ts";
import { type Figure, inMs, inSeconds, median, percentile, whole } from "./figures.ts";
import { generatedDeals } from "./generated-deals.ts";
import { owner } from "./people.ts";
import { prepareTeam } from "./prepared-team.ts";
import { startComeback } from "./running-comeback.ts";

const told = z.object({
  reports: z.array(
    z.object({
      name: z.string(),
      ms: z.array(z.number()),
      firstMs: z.number(),
      /** Of a report that was reckoned apart and shown as it was kept. */
      apartSeconds: z.number().nullable(),
      failed: z.string().nullable(),
    }),
  ),
  scans: z.array(z.number()),
});

const sizes = [
  { deals: 100_000, times: 20, aimMs: 500 },
  { deals: 1_000_000, times: 5, aimMs: 3_000 },
];

/**
 * Every report, of a team's whole history with a hundred thousand deals (stages, people, activities), and of an import of a
 * million; against one sequential scan of the deals in the same run. Then the week's page on paper.
 */
export async function measureReports(say: (line: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  const [small, large] = sizes;
  if (small) {
    const team = await prepareTeam(say, dealsAsked(small.deals));
    const server = await startEmbeddedPostgres({ dataFolder: team.dataFolder });
    try {
      figures.push(...(await measureSize({ ...server.connection, database: "comeback" }, small, say)));
    } finally {
      await server.stop();
    }
    figures.push(await printWeek(team.dataFolder, say));
  }
  if (large && process.env.COMEBACK_BENCH_DEALS === undefined) {
    const folder = newDataFolder();
    const server = await startEmbeddedPostgres({ dataFolder: folder });
    try {
      const file = await generatedDeals(large.deals);
      await inNewDatabase(server.connection, async (connection, workspace) => {
        say(`reports: importing ${whole(large.deals)} deals`);
        await runMeasured("import-once.ts", { connection, workspace, file, now: Date.now() });
        figures.push(...(await measureSize(connection, large, say)));
      });
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
  return figures;
}

async function measureSize(
  connection: Connection,
  { deals, times, aimMs }: { deals: number; times: number; aimMs: number },
  say: (line: string) => void,
): Promise<Figure[]> {
  const size = whole(dealsAsked(deals));
  const ran = await runMeasured("reports-once.ts", { connection, times }, (name) => say(`${name}, ${size} deals`));
  const { reports, scans } = told.parse(ran);
  const scan = median(scans);
  return [
    {
      what: `one sequential scan of ${size} deals`,
      measured: inMs(scan),
      note: `median of ${scans.length}, one after each report`,
    },
    ...reports.map(({ name, ms, firstMs, apartSeconds, failed }): Figure => {
      if (failed !== null || ms.length === 0)
        return { what: `  ${name}`, measured: "not measured", note: failed ?? "" };
      const [p50, p95] = [median(ms), percentile(ms, 0.95)];
      return {
        what: `  ${name}`,
        measured: `p95 ${inMs(p95)}`,
        aim: `< ${inMs(aimMs)}`,
        note:
          apartSeconds === null
            ? `p50 ${inMs(p50)}, ${(p50 / scan).toFixed(1)} × the scan`
            : `as kept; reckoned apart in ${inSeconds(apartSeconds)}, ${((apartSeconds * 1000) / scan).toFixed(0)} × the scan, after a first answer in ${inMs(firstMs)}`,
      };
    }),
  ];
}

/** The page of the week as a PDF, by the server's own browser where there is one. */
async function printWeek(dataFolder: string, say: (line: string) => void): Promise<Figure> {
  say("the week on paper");
  const what = "the week's page as PDF (A4)";
  const comeback = await startComeback(dataFolder);
  try {
    const { cookie } = await comeback.signIn(owner.email, owner.password);
    const seconds: number[] = [];
    for (let time = 0; time < 4; time += 1) {
      const began = performance.now();
      const answer = await fetch(`${comeback.url}/api/prints/pdf?path=/insights/weekly&paper=a4`, {
        headers: { cookie },
      });
      const bytes = (await answer.arrayBuffer()).byteLength;
      if (!answer.ok || bytes < 1_000) return { what, measured: "not measured", note: `answered ${answer.status}` };
      seconds.push((performance.now() - began) / 1000);
    }
    // The first one starts what the others find running.
    return { what, measured: inSeconds(median(seconds.slice(1))), note: `the first ${inSeconds(seconds[0] ?? 0)}` };
  } finally {
    await comeback.stop();
  }
}
