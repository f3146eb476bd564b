import { readFileSync } from "node:fs";
import { z } from "zod";
import { refreshInsights } from "../../src/features/insights/refresh-insights.ts";
import { createDatabase, createPool } from "../../src/platform/database/database.ts";
import { workspaceOfJob } from "../../src/platform/session.ts";
import { peakMemoryBytes } from "../machine-load.ts";

/** All of a team's deals looked at together once, in a process of its own: what it took, and the most memory it ever held. */
const asked = z
  .object({
    connection: z.object({ host: z.string(), port: z.number(), user: z.string() }).loose(),
    database: z.string(),
    workspace: z.string(),
    now: z.number(),
  })
  .parse(JSON.parse(readFileSync(0, "utf8")));

const pool = createPool({ ...asked.connection, database: asked.database, max: 2, statementTimeoutMs: 0 });
await pool.query("select 1");
const before = process.cpuUsage();
const began = performance.now();
const steps: { name: string; seconds: number }[] = [];
let told = 0;
let step = { name: "Finding out what was usual", from: began };
const next = (name: string) => {
  steps.push({ name: step.name, seconds: (performance.now() - step.from) / 1000 });
  step = { name, from: performance.now() };
};
await refreshInsights(createDatabase(pool), workspaceOfJob(asked), { now: asked.now }, async (name) => {
  told += 1;
  if (name !== step.name) next(name);
});
next("");
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(before);
await pool.end();
if (process.connected) process.disconnect();
const processorSeconds = (user + system) / 1e6;
console.log(JSON.stringify({ seconds, processorSeconds, peakBytes: peakMemoryBytes(), steps, told }));
