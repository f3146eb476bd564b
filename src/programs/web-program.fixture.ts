import { createSecretKey, randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { type Logger, pino } from "pino";
import { contract } from "../contract.ts";
import {
  createPool,
  createRequestDatabase,
  createRequestPool,
  type PoolSettings,
} from "../platform/database/database.ts";
import { createNotifications } from "../platform/database/notifications.ts";
import { createTestDatabase } from "../platform/database/test-database.ts";
import { createWebApp } from "../platform/http/web-app.ts";
import { type InstallationKeys, readInstallationKeys } from "../platform/sealing/installation-keys.ts";
import { projectRoot } from "./project-root.ts";
import { createPublicRoutes, createRouter, createSignedInRoutes } from "./router.ts";

export const owner = {
  name: "Ada Okafor",
  email: "ada@example.com",
  password: "correct horse battery",
  workspaceName: "Acme",
  timeZone: "Europe/Berlin",
  currency: "EUR",
};

/** The whole program behind a real socket on a database of its own. */
export async function startWebProgram({
  trustedProxies = 0,
  secrets = readInstallationKeys([createSecretKey(randomBytes(32))], null),
  log = pino({ level: "silent" }),
  beside,
  ...settings
}: Pick<PoolSettings, "statementTimeoutMs"> & {
  trustedProxies?: number;
  secrets?: InstallationKeys;
  log?: Logger;
  /** Another program on the same database, which goes with that one. */
  beside?: { databaseUrl: string };
} = {}) {
  const { url: connectionString, drop } = beside
    ? { url: beside.databaseUrl, drop: async () => {} }
    : await createTestDatabase();
  const pool = createRequestPool({ connectionString, ...settings });
  const db = createRequestDatabase(pool);
  const jobsPool = createPool({ connectionString, max: 6, statementTimeoutMs: 0 });
  const notifications = createNotifications(pool);
  const app = await createWebApp({
    db,
    secrets,
    router: createRouter(),
    contract,
    signedInRoutes: createSignedInRoutes({ db, notifications, secrets }),
    publicRoutes: createPublicRoutes({ db }),
    webFolder: join(projectRoot, "src", "ui", "public"),
    clock: () => Date.now(),
    log,
    version: "0.0.0",
    inFront: { trustedProxies, host: "127.0.0.1" },
  });
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(started));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method,
      // Squeezing answers and unsqueezing them again takes longer than most of them: whoever asks for it is answered so.
      headers: {
        "accept-encoding": "identity",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const signIn = async (email: string, password: string): Promise<string> => {
    const answer = await ask("POST", "/api/auth/sign-in/email", { email, password });
    if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");
  };
  return {
    db,
    pool,
    notifications,
    secrets,
    /** For programs beside it. */
    databaseUrl: connectionString,
    /** Jobs pour rows in, which connections that take several requests at once do not let them. */
    jobsPool,
    url,
    ask,
    signIn,
    stop: async () => {
      await notifications.stop();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([pool.end(), jobsPool.end()]);
      await drop();
    },
  };
}
