import { pino } from "pino";
import { createPool } from "../platform/database/database.ts";
import { runJobs } from "./run-jobs.ts";

/** A program that takes the job "hang" and never ends it. */
const pool = createPool({ connectionString: process.env.DATABASE_URL });
const hang = () => new Promise<void>(() => {});
runJobs(pool, { hang }, "", async () => {}, { clock: () => Date.now(), log: pino({ level: "silent" }) });
