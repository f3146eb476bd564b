import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { simulateTeam } from "../demo/simulate-team.ts";
import { teamFileKinds, writeTeamFiles } from "../demo/team-files.ts";
import { importFile } from "../src/features/deals/import/import-file.ts";
import { countDealsByStatus } from "../src/features/deals/list/store.ts";
import { seedCatalogue } from "../src/features/reasons/seed-catalogue.ts";
import { createOwner } from "../src/features/team/create-owner.ts";
import { createPool } from "../src/platform/database/database.ts";
import { startEmbeddedPostgres } from "../src/platform/embedded-postgres/start-embedded-postgres.ts";
import { openInstallation } from "../src/programs/open-installation.ts";
import { databaseFolder, markOf, removeOlder } from "./bench-folder.ts";
import { whole } from "./figures.ts";
import { owner, password } from "./people.ts";
import { startComeback, untilLookedAt, untilRead } from "./running-comeback.ts";

const mostDeals = 100_000;

const kept = z.object({
  deals: z.object({ open: z.number(), won: z.number(), lost: z.number() }),
  emails: z.array(z.string()),
});
export type PreparedTeam = z.infer<typeof kept> & { dataFolder: string };

/**
 * A team's whole history in the data folder of an embedded server: deals, people, stages, activities, answers, and the
 * flags of the open deals. Made once, because that takes minutes; every measurement begins on a copy of it.
 */
export async function prepareTeam(say: (line: string) => void, dealCount = mostDeals): Promise<PreparedTeam> {
  const kind = dealCount === mostDeals ? "team-" : `${dealCount}-deals-`;
  const name = `${kind}${markOf("demo", "database/migrations")}`;
  const folder = join(databaseFolder, name);
  const dataFolder = join(folder, "data");
  const written = join(folder, "ready.json");
  if (!existsSync(written)) {
    removeOlder(databaseFolder, kind, "");
    await mkdir(folder, { recursive: true });
    await makeTeam({ folder, dataFolder, written, dealCount }, say);
  }
  await renewCopy(dataFolder);
  return { ...kept.parse(JSON.parse(await readFile(written, "utf8"))), dataFolder };
}

type TeamToMake = { folder: string; dataFolder: string; written: string; dealCount: number };

async function makeTeam({ folder, dataFolder, written, dealCount }: TeamToMake, say: (line: string) => void) {
  say(`telling the story of ${whole(dealCount)} deals (once)`);
  const now = Date.now();
  const team = simulateTeam({ seed: 1, endsAt: now, timeZone: owner.timeZone, deals: dealCount });
  const csvFolder = join(folder, "csv");
  await writeTeamFiles(team, csvFolder);

  const installation = await openInstallation({ port: 0, host: "127.0.0.1", dataFolder, databaseUrl: undefined });
  const { workspace } = await createOwner(installation.db, seedCatalogue, owner);
  const { timeZone, currency } = owner;
  for (const kind of teamFileKinds) {
    say(`importing ${kind} (once)`);
    const source = join(csvFolder, `${kind}.csv`);
    await importFile({ pool: installation.jobsPool, workspace, timeZone, currency, now }, { source, kind });
  }
  const deals = await countDealsByStatus(installation.db, workspace);
  await installation.close();
  await rm(csvFolder, { recursive: true });

  say("reading the flags of all open deals (once)");
  const comeback = await startComeback(dataFolder);
  const emails = [owner.email];
  try {
    const { client: asOwner } = await comeback.signIn(owner.email, owner.password);
    const { rows } = await asOwner.team.listMembers({ limit: 200 });
    for (const { id, name, email } of rows) {
      const role = team.members.find((member) => member.email === email)?.role;
      if (email === null || !role) continue;
      const managerId = rows.find((row) => row.id === id)?.managerId ?? null;
      await asOwner.team.addMember({ id, name, email, role, managerId });
      await asOwner.team.giveSignIn({ id, email, password });
      if (role !== "marketing") emails.push(email);
    }
    await untilRead(asOwner);
    say("looking at all deals together (once)");
    await untilLookedAt(asOwner);
  } finally {
    await comeback.stop();
  }
  await setAside(dataFolder);
  await writeFile(written, JSON.stringify({ deals, emails } satisfies z.infer<typeof kept>));
}

export const workingDatabase = "comeback";
const prepared = "prepared";

async function setAside(dataFolder: string): Promise<void> {
  await onServer(dataFolder, workingDatabase, async (query) => query("vacuum (analyze)"));
  await onServer(dataFolder, "postgres", async (query) => {
    await query(`alter database ${workingDatabase} rename to ${prepared}`);
  });
}

/** Yesterday's measurements left their debriefs: each begins on the team as it was made. */
async function renewCopy(dataFolder: string): Promise<void> {
  await onServer(dataFolder, "postgres", async (query) => {
    await query(`drop database if exists ${workingDatabase} with (force)`);
    await query(`create database ${workingDatabase} template ${prepared} strategy file_copy`);
  });
}

async function onServer(
  dataFolder: string,
  database: string,
  use: (query: (statement: string) => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  const server = await startEmbeddedPostgres({ dataFolder });
  const pool = createPool({ ...server.connection, database, statementTimeoutMs: 0 });
  try {
    await use((statement) => pool.query(statement));
  } finally {
    await pool.end();
    await server.stop();
  }
}
