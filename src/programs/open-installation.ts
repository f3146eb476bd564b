import { join } from "node:path";
import type pg from "pg";
import type { Config } from "../platform/config.ts";
import {
  createPool,
  createRequestDatabase,
  createRequestPool,
  type Database,
  type PoolSettings,
} from "../platform/database/database.ts";
import { createNotifications, type Notifications } from "../platform/database/notifications.ts";
import { prepareDatabase } from "../platform/database/prepare-database.ts";
import {
  defaultDataFolder,
  startEmbeddedPostgres,
  startThrowAwayPostgres,
} from "../platform/embedded-postgres/start-embedded-postgres.ts";
import { type InstallationKeys, readInstallationKeys } from "../platform/sealing/installation-keys.ts";
import { projectRoot } from "./project-root.ts";

/** An open, migrated database: `db` for requests, `jobsPool` for long work without a time limit on statements. */
export type Installation = {
  db: Database;
  pool: pg.Pool;
  jobsPool: pg.Pool;
  /** What other processes say through the database. Stopped, it ends what is being told to people. */
  notifications: Notifications;
  /** Outside the database: they open what is one person's alone. */
  secrets: InstallationKeys;
  /** Where the data lies, in words for the person. */
  where: string;
  close: () => Promise<void>;
};

/** Opens the company's server when DATABASE_URL names one, else the embedded server in the data folder. */
export async function openInstallation(config: Partial<Config>): Promise<Installation> {
  const given = config.secretKeys ?? [];
  if (config.databaseUrl) {
    const secrets = readInstallationKeys(given, null);
    return connect({ connectionString: config.databaseUrl }, secrets, hostOf(config.databaseUrl), async () => {});
  }
  const dataFolder = config.dataFolder ?? defaultDataFolder(process.env, process.platform, process.getuid?.());
  const server = await startEmbeddedPostgres({ dataFolder });
  const secrets = readInstallationKeys(given, join(dataFolder, "secret-key"));
  return connect(server.connection, secrets, dataFolder, server.stop);
}

/** A database that is gone when it is closed, for looking at a file without keeping anything. */
export async function openThrowAwayInstallation(): Promise<Installation> {
  const server = await startThrowAwayPostgres();
  return connect(server.connection, readInstallationKeys([], null), "a temporary folder", server.stop);
}

async function connect(
  settings: PoolSettings,
  secrets: InstallationKeys,
  where: string,
  stop: () => Promise<void>,
): Promise<Installation> {
  const pool = createRequestPool(settings);
  const jobsPool = createPool({ ...settings, max: 6, statementTimeoutMs: 0 });
  const notifications = createNotifications(pool);
  const close = async () => {
    await notifications.stop();
    await Promise.allSettled([pool.end(), jobsPool.end()]);
    await stop();
  };
  try {
    await prepareDatabase(pool, join(projectRoot, "database", "migrations"));
  } catch (error) {
    await close();
    throw error;
  }
  return { db: createRequestDatabase(pool), pool, jobsPool, notifications, secrets, where, close };
}

/** The server's address without the password. */
function hostOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  return `${url.host}${url.pathname}`;
}
