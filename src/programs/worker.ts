import { pino } from "pino";
import { readConfig } from "../platform/config.ts";
import { clearUp, createJobHandlers, crontab, setUpMail } from "./jobs.ts";
import { openInstallation } from "./open-installation.ts";
import { runJobs } from "./run-jobs.ts";
import { endInOneLine, onceOnSignal } from "./start-and-stop.ts";

const log = pino({ level: process.env.LOG_LEVEL ?? "warn" });

/** Only works on jobs: as many of these beside the servers as a company needs. */
async function start(): Promise<void> {
  const config = readConfig(process.env);
  const installation = await openInstallation(config);
  const mail = setUpMail(config);
  const settings = { clock: () => Date.now(), log };
  const jobs = runJobs(installation.jobsPool, createJobHandlers(mail), crontab, clearUp, settings);
  console.log(`Working on the jobs of ${installation.where}. Ctrl+C ends it.`);
  onceOnSignal(async () => {
    await jobs.stop();
    mail.sender?.close();
    await installation.close();
  });
}

await start().catch(endInOneLine);
