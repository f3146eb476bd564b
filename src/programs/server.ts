import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ServerType, serve } from "@hono/node-server";
import { pino } from "pino";
import { contract } from "../contract.ts";
import { extendPriorities } from "../features/post-mortems/priorities/seed-priorities.ts";
import { extendCatalogues } from "../features/reasons/extend-catalogues.ts";
import { hostInUrl, readConfig } from "../platform/config.ts";
import { createWebApp } from "../platform/http/web-app.ts";
import { clearUp, createJobHandlers, crontab, setUpMail } from "./jobs.ts";
import { openInstallation } from "./open-installation.ts";
import { projectRoot } from "./project-root.ts";
import { createPublicRoutes, createRouter, createSignedInRoutes } from "./router.ts";
import { runJobs } from "./run-jobs.ts";
import { settleKeys } from "./settle-keys.ts";
import { endInOneLine, onceOnSignal } from "./start-and-stop.ts";

const log = pino({ level: process.env.LOG_LEVEL ?? "warn" });
const clock = () => Date.now();
/** Two gigabytes over a slow line. */
const longestUploadMs = 3_600_000;
const patienceWithRequestsMs = 3_000;

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const installation = await openInstallation(config);
  try {
    await extendCatalogues(installation.db);
    await extendPriorities(installation.db);
    await settleKeys(installation);
  } catch (error) {
    await installation.close();
    throw error;
  }
  const { version } = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8"));
  const app = await createWebApp({
    db: installation.db,
    secrets: installation.secrets,
    router: createRouter(config),
    contract,
    signedInRoutes: createSignedInRoutes(installation, config),
    publicRoutes: createPublicRoutes(installation),
    webFolder: join(projectRoot, "dist", "web"),
    clock,
    log,
    version: String(version),
    inFront: config,
  });

  const server = serve({
    fetch: app.fetch,
    port: config.port,
    hostname: config.host,
    serverOptions: { requestTimeout: longestUploadMs },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", async (error) => {
      await installation.close();
      reject(whyNotListening(error, config.port, config.host));
    });
  });
  const mail = setUpMail(config);
  const jobs = runJobs(installation.jobsPool, createJobHandlers(mail), crontab, clearUp, { clock, log });

  const address = server.address();
  const port = typeof address === "object" && address ? address.port : config.port;
  console.log(`Comeback is ready: http://${hostInUrl(config.host)}:${port}`);
  console.log(`Your data lies in ${installation.where}. Ctrl+C ends the program.`);

  onceOnSignal(async () => {
    await Promise.all([installation.notifications.stop(), finishRequests(server), jobs.stop()]);
    mail.sender?.close();
    await installation.close();
  });
}

/** Takes no more requests, and lets those that are being answered end, unless they take too long. */
function finishRequests(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    setTimeout(() => {
      if ("closeAllConnections" in server) server.closeAllConnections();
    }, patienceWithRequestsMs).unref();
  });
}

function whyNotListening(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === "EADDRINUSE")
    return new Error(`Port ${port} is in use by another program. Choose another: PORT=4871 npm start`);
  if (error.code === "EACCES")
    return new Error(`Port ${port} needs special rights. Choose one above 1023: PORT=4870 npm start`);
  if (error.code === "EADDRNOTAVAIL")
    return new Error(`This machine has no address ${host}. Use HOST=127.0.0.1, or 0.0.0.0 for all.`);
  return error;
}

await start().catch(endInOneLine);
