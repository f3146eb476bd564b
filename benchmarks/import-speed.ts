import { createReadStream } from "node:fs";
import { open, rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { z } from "zod";
import { startEmbeddedPostgres } from "../src/platform/embedded-postgres/start-embedded-postgres.ts";
import { type Connection, inNewDatabase } from "./bench-database.ts";
import { newDataFolder } from "./bench-folder.ts";
import { runMeasured, runNode } from "./child-process.ts";
import { type Figure, inMb, inSeconds, median, whole } from "./figures.ts";
import { generatedDeals } from "./generated-deals.ts";

/** How often each size is imported, every time into a new database. */
const sizes = [
  { deals: 10_000, times: 3 },
  { deals: 100_000, times: 3 },
  { deals: 1_000_000, times: 1 },
];

const imported = z.object({
  seconds: z.number(),
  processorSeconds: z.number(),
  inserted: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  peakBytes: z.number(),
});
type Imported = z.infer<typeof imported>;

/** Import of generated deals, held against COPY of the same file into one bare table on the same server. */
export async function measureImport(say: (line: string) => void): Promise<Figure[]> {
  const folder = newDataFolder();
  // As a team has it: with everything on that makes a commit safe.
  const server = await startEmbeddedPostgres({ dataFolder: folder });
  try {
    const figures: Figure[] = [];
    for (const { deals, times } of sizes) {
      say(`import: ${whole(deals)} deals`);
      figures.push(...(await measureSize(server.connection, await generatedDeals(deals), times)));
    }
    return [...figures, await baseline()];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureSize(connection: Connection, file: string, times: number): Promise<Figure[]> {
  const { size } = await stat(file);
  const imports: Imported[] = [];
  const copies: number[] = [];
  let again: Imported | undefined;
  for (let time = 0; time < times; time += 1) {
    await inNewDatabase(connection, async (own, workspace) => {
      const request = { connection: own, workspace, file, now: Date.now() };
      // One before and one after: on a machine that others use, both fall into the same weather.
      copies.push(await copyBare(own, file));
      imports.push(imported.parse(await runMeasured("import-once.ts", request)));
      copies.push(await copyBare(own, file));
      if (time === 0) again = imported.parse(await runMeasured("import-once.ts", request));
    });
  }
  const deals = imports[0]?.inserted ?? 0;
  const seconds = median(imports.map((one) => one.seconds));
  const copySeconds = copies.reduce((sum, one) => sum + one, 0) / copies.length;
  const peak = Math.max(...imports.map(({ peakBytes }) => peakBytes));
  const what = `import ${whole(deals)} deals`;
  const processor = median(imports.map((one) => one.processorSeconds));
  return [
    {
      what,
      measured: `${whole(deals / seconds)} rows/s`,
      note: `${inSeconds(seconds)}, ${inSeconds(processor)} of a processor in the importing process; file ${inMb(size)}; median of ${times}`,
    },
    {
      what: "  against COPY into one bare text table",
      measured: `${(seconds / copySeconds).toFixed(2)} ×`,
      aim: "≤ 3 ×",
      note: `COPY ${inSeconds(copySeconds)}, mean of ${copies.length}`,
    },
    { what: "  peak memory of the importing process", measured: inMb(peak), aim: "< 300 MB" },
    ...(again
      ? [
          {
            what: "  the same file once more",
            measured: `${whole(deals / again.seconds)} rows/s`,
            note: `${whole(again.unchanged)} unchanged; peak ${inMb(again.peakBytes)}`,
          },
        ]
      : []),
  ];
}

async function baseline(): Promise<Figure> {
  const script = `const { readFileSync } = require("node:fs");
    console.log(process.platform === "linux" ? /VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1] : process.resourceUsage().maxRSS)`;
  const kilobytes = z.number().parse(await runNode(["-e", script]));
  return { what: "  of that, Node with an empty program", measured: inMb(kilobytes * 1024) };
}

/** What the server can do at all with this file: COPY into one text column for each of the file's, committed. */
async function copyBare(connection: Connection, file: string): Promise<number> {
  const columns = (await firstLine(file)).split(",").map((_, index) => `c${index + 1} text`);
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(`create table bare (${columns.join(", ")})`);
    const began = performance.now();
    await pipeline(
      createReadStream(file, { highWaterMark: 1024 * 1024 }),
      client.query(copyFrom("copy bare from stdin with (format csv, header)")),
    );
    const seconds = (performance.now() - began) / 1000;
    await client.query("drop table bare");
    return seconds;
  } finally {
    await client.end();
  }
}

async function firstLine(file: string): Promise<string> {
  const handle = await open(file);
  try {
    for await (const line of handle.readLines()) return line;
    return "";
  } finally {
    await handle.close();
  }
}
