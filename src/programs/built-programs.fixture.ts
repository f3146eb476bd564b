import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildPrograms } from "../../tools/build.mjs";
import { isBuilt } from "../../tools/build-stamp.mjs";
import { projectRoot } from "./project-root.ts";

/**
 * The programs as they are started by people, which load in a fraction of the time their sources take: what stands in dist,
 * where that is what the sources say; else built for these tests.
 */
export async function builtPrograms(): Promise<{ programs: string; remove: () => Promise<void> }> {
  if (isBuilt()) return { programs: join(projectRoot, "dist"), remove: async () => {} };
  // Inside the project, so that the bundled programs find the packages they need.
  await mkdir(join(projectRoot, ".cache"), { recursive: true });
  const programs = await mkdtemp(join(projectRoot, ".cache", "programs-"));
  await buildPrograms(programs);
  return { programs, remove: () => rm(programs, { recursive: true, force: true }) };
}
