import { pino } from "pino";
import { readConfig } from "../platform/config.ts";
import { clearUp, crontab, jobHandlers } from "./jobs.ts";
import { openInstallation } from "./open-installation.ts";
import { runJobs } from "./run-jobs.ts";
import { endInOneLine, onceOnSignal } from "./start-and-stop.ts";

const log = pino({ level: process.env.LOG_LEVEL ?? "warn" });

/** Only works on jobs: as many of these beside the servers as a company needs. */
async function start(): Promise<void> {
  const installation = await openInstallation(readConfig(process.env));
  const jobs = runJobs(installation.jobsPool, jobHandlers, crontab, clearUp, { clock: () => Date.now(), log });
  console.log(`Working on the jobs of ${installation.where}. Ctrl+C ends it.`);
  onceOnSignal(async () => {
    await jobs.stop();
    await installation.close();
  });
}

await start().catch(endInOneLine);
