import { spawnSync } from "node:child_process";
import { z } from "zod";
import { featureCycles } from "./feature-cycles.ts";
import { filesUnder, isTest } from "./source-files.ts";

const report = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) })),
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        comment: z.string().optional(),
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
  }),
});

type Report = z.infer<typeof report>;

/**
 * Files of ours the import rules never saw. dependency-cruiser reads nothing under some TypeScript versions and still
 * ends well, so its silence means something only when it saw everything.
 */
export function overlooked(seen: readonly string[], present: readonly string[]): string[] {
  const known = new Set(seen);
  return present.filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts") && !isTest(path) && !known.has(path));
}

/** Holds a tree against the import rules; one line each for what breaks them. */
export function importFaults(root: string, folders: readonly string[]): string[] {
  const present = filesUnder(root, folders);
  if (present.length === 0) return ["There is nothing under src: the import rules have nothing to hold."];
  const read = cruise(
    root,
    folders.filter((folder) => present.some((path) => path.startsWith(`${folder}/`))),
  );
  const imports = read.modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
  );
  return [
    ...read.summary.violations.map(tell),
    ...featureCycles(imports),
    ...overlooked(
      read.modules.map(({ source }) => source),
      present,
    ).map((path) => `not-seen: ${path} was overlooked by dependency-cruiser`),
  ];
}

function cruise(root: string, folders: readonly string[]): Report {
  const script = `${import.meta.dirname}/../node_modules/dependency-cruiser/bin/dependency-cruise.mjs`;
  const config = `${import.meta.dirname}/../.dependency-cruiser.mjs`;
  const args = [script, ...folders, "--config", config, "--output-type", "json"];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 512 * 1024 ** 2,
  });
  if (stdout === "") throw new Error(`dependency-cruiser said nothing but:\n${stderr}`);
  return report.parse(JSON.parse(stdout));
}

function tell({ rule, from, to, comment, cycle }: Report["summary"]["violations"][number]): string {
  const way = cycle ? [from, ...cycle.map(({ name }) => name)].join(" → ") : `${from} → ${to}`;
  return `${rule.name}: ${way}${comment ? `\n  ${comment}` : ""}`;
}

if (import.meta.filename === process.argv[1]) {
  const faults = importFaults(process.cwd(), ["src", "demo"]);
  for (const line of faults) console.error(line);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
