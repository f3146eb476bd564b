import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { tidyUpAfterUs } from "./tidy-up-after.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A folder for what all journeys of a run begin with. */
    installations: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "comeback-installation-"));
  const tidy = tidyUpAfterUs(folder);
  project.provide("installations", folder);
  return async () => {
    await rm(folder, { recursive: true, force: true });
    tidy.done();
  };
}

/** With its owners and rights, which PostgreSQL looks at. */
async function copy(from: string, to: string): Promise<void> {
  await promisify(execFile)("cp", ["-a", from, to]);
}

/**
 * Gives an empty data folder what a program leaves that was started once on nothing, and ended: its cluster with our tables,
 * which take most of a first start. Whoever comes first has it made, in its own folder; the others wait, and take a copy.
 */
export async function installInto(dataFolder: string, startOnce: () => Promise<void>): Promise<void> {
  const folder = inject("installations");
  const [ready, making] = [join(folder, "ready"), join(folder, "making")];
  while (!(await isMadeByUs(making))) {
    if (existsSync(ready)) return copy(ready, dataFolder);
    await wait(50);
  }
  try {
    // It was ready a moment ago.
    if (existsSync(ready)) return await copy(ready, dataFolder);
    await startOnce();
    await copy(dataFolder, `${ready}-soon`);
    await rename(`${ready}-soon`, ready);
  } finally {
    // Where it could not be made, the next one tries, and says why not.
    await rm(making, { recursive: true });
  }
}

const isMadeByUs = (folder: string): Promise<boolean> =>
  mkdir(folder).then(
    () => true,
    () => false,
  );
