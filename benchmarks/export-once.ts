import { readFileSync } from "node:fs";
import { z } from "zod";
import { exportedDeals } from "../src/features/deals/export-deals.ts";
import { createRequestDatabase, createRequestPool } from "../src/platform/database/database.ts";
import { holdSnapshot } from "../src/platform/database/in-snapshot.ts";
import { writeFile } from "../src/platform/export/write-file.ts";
import { workspaceOfJob } from "../src/platform/session.ts";
import { peakMemoryBytes } from "./machine-load.ts";

/** One export in a process of its own, as the server makes it: what it took, and the most memory the process ever held. */
const asked = z
  .object({
    connection: z.object({ host: z.string(), port: z.number(), user: z.string(), database: z.string() }).loose(),
    workspace: z.string(),
    format: z.enum(["csv", "xlsx"]),
  })
  .parse(JSON.parse(readFileSync(0, "utf8")));

const pool = createRequestPool(asked.connection);
const db = createRequestDatabase(pool);
await pool.query("select 1");
const timeZone = "Europe/Berlin";
const session = {
  ...{ workspace: workspaceOfJob(asked), memberId: "00000000-0000-0000-0000-000000000000", memberName: "Bench" },
  ...{ role: "admin" as const, isOwner: true, timeZone, currency: "EUR" },
};
const before = process.cpuUsage();
const began = performance.now();
const { snapshot, letGo } = await holdSnapshot(db);
const table = exportedDeals({ db: snapshot, session, now: Date.now() }).find(({ name }) => name === "deals");
if (!table) throw new Error("Deals are not exported.");
const { columns, pages } = await table.open({});
let rows = 0;
const counted = async function* () {
  for await (const page of pages) {
    rows += page.length;
    yield page;
  }
};
let bytes = 0;
for await (const piece of writeFile({ columns, pages: counted() }, { format: asked.format, title: "Deals", timeZone }))
  bytes += typeof piece === "string" ? Buffer.byteLength(piece) : piece.length;
const seconds = (performance.now() - began) / 1000;
await letGo();
const { user, system } = process.cpuUsage(before);
await pool.end();
console.log(
  JSON.stringify({ seconds, processorSeconds: (user + system) / 1e6, rows, bytes, peakBytes: peakMemoryBytes() }),
);
