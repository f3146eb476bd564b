import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { JobHandlers } from "../platform/jobs.ts";

/** Beside the program, built or not. */
const extension = extname(new URL(import.meta.url).pathname);
const threadFile = new URL(`./job-thread${extension}`, import.meta.url);
const execArgv = extension === ".ts" ? ["--import", "tsx"] : [];

/**
 * Does a job in a thread of its own, so that the program goes on answering pages while it calculates. When the program
 * stops, the thread is told to; when the thread dies, the job has failed and is tried again.
 */
export function runInThread(name: string): JobHandlers[string] {
  return (payload, { pool, now, signal }) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      // The password is kept out of sight among a pool's options, and has to be asked for by name.
      const { password } = pool.options;
      const { Client: _, Promise: __, ...options } = pool.options;
      const connection = JSON.parse(JSON.stringify({ ...options, password }));
      const worker = new Worker(threadFile, { workerData: { name, payload, now, connection }, execArgv });
      const stop = () => worker.postMessage("stop");
      signal.addEventListener("abort", stop, { once: true });
      let failure: unknown;
      worker.on("message", (message: { failed: unknown }) => {
        failure = message.failed;
      });
      worker.on("error", (error) => {
        failure = error;
      });
      worker.on("exit", (code) => {
        signal.removeEventListener("abort", stop);
        if (code === 0 && failure === undefined) resolve();
        else reject(failure ?? new Error(`The thread of the job ${name} ended with ${code}.`));
      });
    });
}
