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
    /** A folder for what the journeys of a run have in common. */
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
 * A folder that a whole run needs once, by its name: whoever comes first makes it, the others wait for it.
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = inject("installations");
  const [ready, making] = [join(folder, name), join(folder, `making-${name}`)];
  while (!(await isMadeByUs(making))) {
    if (existsSync(ready)) return ready;
    await wait(50);
  }
  try {
    // It was ready a moment ago.
    if (existsSync(ready)) return ready;
    await make(`${ready}-soon`);
    await rename(`${ready}-soon`, ready);
    return ready;
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

/**
 * Gives an empty data folder what a program leaves that was started once on nothing, and ended: its cluster with our tables,
 * which take most of a first start. It is made in the folder of whoever comes first; the others take a copy.
 */
export async function installInto(dataFolder: string, startOnce: () => Promise<void>): Promise<void> {
  const made = await madeOnce("installation", async (folder) => {
    await startOnce();
    await copy(dataFolder, folder);
  });
  if (!existsSync(dataFolder)) await copy(made, dataFolder);
}
