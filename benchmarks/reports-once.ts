import { createSecretKey, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { isContractProcedure } from "@orpc/contract";
import { createRouterClient } from "@orpc/server";
import { pino } from "pino";
import { z } from "zod";
import { contract } from "../src/contract.ts";
import { keptReports } from "../src/features/audience/keep-reports.ts";
import { keptFigures } from "../src/features/insights/kpis/kept/keep-figures.ts";
import { remakeReport } from "../src/features/insights/kpis/kept/keep-report.ts";
import { findOnlyWorkspace, listTeam } from "../src/features/team/store.ts";
import {
  createDatabase,
  createPool,
  createRequestDatabase,
  createRequestPool,
} from "../src/platform/database/database.ts";
import { readInstallationKeys } from "../src/platform/sealing/installation-keys.ts";
import { createRouter } from "../src/programs/router.ts";

/** Every report, asked again and again in a process of its own; and one sequential scan of the deals between them. */
const asked = z
  .object({
    connection: z.object({ host: z.string(), port: z.number(), user: z.string(), database: z.string() }).loose(),
    times: z.number(),
  })
  .parse(JSON.parse(readFileSync(0, "utf8")));

const groups = ["insights", "audience", "weeklyReview"] as const;
/** Asked of a year, where a report is of a period; else as its screen opens. */
const inputs = [{ period: "last-12-months", by: "person" }, { period: "last-12-months" }, {}, undefined];

const pool = createRequestPool(asked.connection);
const db = createRequestDatabase(pool);
const workspace = await findOnlyWorkspace(db);
if (!workspace) throw new Error("There is no workspace here.");
const [owner] = (await listTeam(db, workspace)).filter(({ isOwner }) => isOwner);
if (!owner) throw new Error("Nobody owns this workspace.");
const session = {
  ...{ workspace, memberId: owner.id, memberName: owner.name, role: "admin" as const, isOwner: true },
  ...{ timeZone: "Europe/Berlin", currency: "EUR" },
};
const secrets = readInstallationKeys([createSecretKey(randomBytes(32))], null);
const client = createRouterClient(createRouter(), { context: { db, session, now: Date.now(), secrets } });

const scans: number[] = [];
async function scan() {
  const on = await pool.connect();
  try {
    await on.query(
      "begin; set local enable_indexscan = off; set local enable_bitmapscan = off; set local enable_indexonlyscan = off; set local max_parallel_workers_per_gather = 0",
    );
    const began = performance.now();
    await on.query("select count(*), sum(amount_cents), max(closed_at) from deals where workspace_id = $1", [
      workspace,
    ]);
    scans.push(performance.now() - began);
    await on.query("commit");
  } finally {
    on.release();
  }
}

const jobsPool = createPool({ ...asked.connection, statementTimeoutMs: 0 });
const remade = [...Object.values(keptFigures), ...Object.values(keptReports)];
const onItsWay = z.object({ report: z.null(), isOnItsWay: z.literal(true) });

/** What nobody can wait for is reckoned as its job does; in seconds, and null where there is nothing of the kind. */
async function reckonApart(answer: unknown): Promise<number | null> {
  if (!onItsWay.safeParse(answer).success) return null;
  const began = performance.now();
  const { rows } = await jobsPool.query(
    "select encode(key, 'hex') as key from kept_reports where wanted_at is not null",
  );
  const context = { db: createDatabase(jobsPool), pool: jobsPool, now: Date.now(), log: pino({ level: "silent" }) };
  const { signal } = new AbortController();
  for (const { key } of rows) await remakeReport(remade, { workspace, key }, { ...context, signal });
  return (performance.now() - began) / 1000;
}

type Told = { name: string; ms: number[]; firstMs: number; apartSeconds: number | null; failed: string | null };
const reports: Told[] = [];
await scan();
for (const group of groups) {
  for (const [name, procedure] of Object.entries(contract[group])) {
    if (!isContractProcedure(procedure) || procedure["~orpc"].route.method !== "GET") continue;
    const { inputSchema } = procedure["~orpc"];
    const fits = (input: unknown) =>
      inputSchema instanceof z.ZodType ? inputSchema.safeParse(input).success : input === undefined;
    const input = inputs.find(fits);
    if (!inputs.some(fits)) continue;
    const ask: unknown = Reflect.get(client[group], name);
    if (typeof ask !== "function") throw new Error(`${group}.${name} cannot be asked.`);
    process.send?.(`${group}.${name}`);
    const ms: number[] = [];
    let [firstMs, apartSeconds]: [number, number | null] = [0, null];
    let failed: string | null = null;
    try {
      // Once before: what a server that has run for a day knows already.
      const first = performance.now();
      const answer: unknown = await ask(input);
      firstMs = performance.now() - first;
      apartSeconds = await reckonApart(answer);
      for (let time = 0; time < asked.times; time += 1) {
        const began = performance.now();
        await ask(input);
        ms.push(performance.now() - began);
      }
    } catch (error) {
      failed = error instanceof Error ? error.message : String(error);
    }
    reports.push({ name: `${group}.${name}`, ms, firstMs, apartSeconds, failed });
    await scan();
  }
}
await pool.end();
await jobsPool.end();
console.log(JSON.stringify({ reports, scans }));
