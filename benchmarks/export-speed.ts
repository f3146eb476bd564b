import { rm } from "node:fs/promises";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { z } from "zod";
import { startEmbeddedPostgres } from "../src/platform/embedded-postgres/start-embedded-postgres.ts";
import { type Connection, dealsAsked, inNewDatabase } from "./bench-database.ts";
import { newDataFolder } from "./bench-folder.ts";
import { runMeasured } from "./child-process.ts";
import { type Figure, inMb, inSeconds, whole } from "./figures.ts";
import { generatedDeals } from "./generated-deals.ts";

const exported = z.object({
  seconds: z.number(),
  processorSeconds: z.number(),
  rows: z.number(),
  bytes: z.number(),
  peakBytes: z.number(),
});

/** Export of a million deals in either format, held against COPY of the same table to nowhere, on the same server. */
export async function measureExport(say: (line: string) => void): Promise<Figure[]> {
  const deals = dealsAsked(1_000_000);
  const folder = newDataFolder();
  const server = await startEmbeddedPostgres({ dataFolder: folder });
  const figures: Figure[] = [];
  try {
    const file = await generatedDeals(deals);
    await inNewDatabase(server.connection, async (connection, workspace) => {
      say(`export: importing ${whole(deals)} deals`);
      await runMeasured("import-once.ts", { connection, workspace, file, now: Date.now() });
      for (const format of ["csv", "xlsx"] as const) {
        say(`export: ${whole(deals)} deals as ${format}`);
        // One before and one after: on a machine that others use, both fall into the same weather.
        const before = await copyOut(connection);
        const told = exported.parse(await runMeasured("export-once.ts", { connection, workspace, format }));
        if (told.rows !== deals) throw new Error(`${told.rows} of ${deals} deals were exported.`);
        const copySeconds = (before + (await copyOut(connection))) / 2;
        figures.push(...figuresOf(format, told, copySeconds));
      }
    });
    return figures;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf(format: string, told: z.infer<typeof exported>, copySeconds: number): Figure[] {
  return [
    {
      what: `export ${whole(told.rows)} deals as ${format}`,
      measured: `${whole(told.rows / told.seconds)} rows/s`,
      note: `${inSeconds(told.seconds)}, ${inSeconds(told.processorSeconds)} of a processor in the exporting process; file ${inMb(told.bytes)}`,
    },
    {
      what: "  against COPY of the table to nowhere",
      measured: `${(told.seconds / copySeconds).toFixed(1)} ×`,
      note: `COPY ${inSeconds(copySeconds)}, mean of 2`,
    },
    { what: "  peak memory of the exporting process", measured: inMb(told.peakBytes), aim: "< 300 MB" },
  ];
}

/** How fast the server hands out the table at all: COPY as CSV, read and thrown away. */
async function copyOut(connection: Connection): Promise<number> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const began = performance.now();
    const nowhere = new Writable({ write: (_chunk, _encoding, taken) => taken() });
    await pipeline(client.query(copyTo("copy deals to stdout with (format csv)")), nowhere);
    return (performance.now() - began) / 1000;
  } finally {
    await client.end();
  }
}
