import { readFileSync } from "node:fs";
import { z } from "zod";
import { importFile } from "../src/features/deals/import/import-file.ts";
import { createPool } from "../src/platform/database/database.ts";
import { workspaceOfJob } from "../src/platform/session.ts";
import { peakMemoryBytes } from "./machine-load.ts";

/** One import in a process of its own: what it took, and the most memory the process ever held. */
const asked = z
  .object({
    connection: z.object({ host: z.string(), port: z.number(), user: z.string(), database: z.string() }).loose(),
    workspace: z.string(),
    file: z.string(),
    now: z.number(),
  })
  .parse(JSON.parse(readFileSync(0, "utf8")));

const pool = createPool({ ...asked.connection, max: 6, statementTimeoutMs: 0 });
await pool.query("select 1");
const before = process.cpuUsage();
const began = performance.now();
const { inserted, updated, unchanged, refused } = await importFile(
  { pool, workspace: workspaceOfJob(asked), timeZone: "Europe/Berlin", currency: "EUR", now: asked.now },
  { source: asked.file, kind: "deals" },
);
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(before);
await pool.end();
console.log(
  JSON.stringify({
    seconds,
    processorSeconds: (user + system) / 1e6,
    inserted,
    updated,
    unchanged,
    refused,
    peakBytes: peakMemoryBytes(),
  }),
);
