import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { JobHandlers } from "../platform/jobs.ts";

/** Beside the program, built or not. */
const besideUs = new URL(`./job-thread${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
/** Between two messages a thread may calculate for as long; a program that stops does not wait longer. */
const patienceMs = 5_000;

/**
 * Does a job in a thread of its own, so that the program goes on answering pages while it calculates. When the program
 * stops, the thread is told to, and ended if it does not hear; when the thread dies, the job has failed and is tried again.
 */
export function runInThread(name: string, threadFile = besideUs): JobHandlers[string] {
  const execArgv = threadFile.pathname.endsWith(".ts") ? ["--import", readTypeScript()] : [];
  return (payload, { pool, now, signal }) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const worker = new Worker(threadFile, {
        workerData: { name, payload, now, connection: connectionOf(pool.options) },
        execArgv,
      });
      let patience: NodeJS.Timeout | undefined;
      const stop = () => {
        worker.postMessage("stop");
        patience = setTimeout(() => worker.terminate(), patienceMs);
      };
      signal.addEventListener("abort", stop, { once: true });
      let failure: unknown;
      // The only thing a thread has to say is why its job failed.
      worker.on("message", (why) => {
        failure = why;
      });
      worker.on("error", (error) => {
        failure = error;
      });
      worker.on("exit", (code) => {
        clearTimeout(patience);
        signal.removeEventListener("abort", stop);
        if (code === 0 && failure === undefined) resolve();
        else reject(failure ?? new Error(`The thread of the job ${name} ended with ${code}.`));
      });
    });
}

/** How to reach the database, as far as it can be told to a thread: what is no data stays here. */
function connectionOf(options: object): unknown {
  const told = Object.entries(options).filter(([key]) => key !== "Client" && key !== "Promise");
  // The password is kept out of sight among a pool's options, and has to be asked for by name.
  const password = "password" in options ? options.password : undefined;
  return JSON.parse(JSON.stringify({ ...Object.fromEntries(told), password }));
}

/** Not built, as in tests and while developing: a thread has to be told by itself how TypeScript is read. */
function readTypeScript(): string {
  return `data:text/javascript,import { register } from "${import.meta.resolve("tsx/esm/api")}"; register();`;
}
