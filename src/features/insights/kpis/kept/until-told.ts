import { setTimeout as wait } from "node:timers/promises";
import type { Kept } from "./contract.ts";

const pauseMs = 1_000;
const patienceMs = 10 * 60_000;

/** A report for whoever can wait for it, such as a file. */
export async function untilTold<Told>(ask: () => Promise<Kept<Told>>): Promise<Told> {
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await wait(pauseMs)) {
    const { report } = await ask();
    if (report !== null) return report;
  }
  throw new Error("A report was not reckoned within ten minutes.");
}
