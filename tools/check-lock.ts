import { readFileSync } from "node:fs";
import { z } from "zod";

const lockShape = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() })),
});

/**
 * What npm sometimes leaves out of a lock it writes: optional packages for other machines, which `npm ci` then refuses.
 */
export function missingFromLock(lock: unknown): string[] {
  const { packages } = lockShape.parse(lock);
  const present = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !present.has(name))
      .map((name) => `${path || "comeback"} needs ${name}`),
  );
}

if (import.meta.filename === process.argv[1]) {
  const missing = missingFromLock(JSON.parse(readFileSync("package-lock.json", "utf8")));
  for (const line of missing) console.error(line);
  if (missing.length > 0)
    console.error("package-lock.json is incomplete: remove it and node_modules, then npm install.");
  process.exitCode = missing.length === 0 ? 0 : 1;
}
