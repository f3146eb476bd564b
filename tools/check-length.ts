import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { filesUnder, isTest } from "./source-files.ts";

const ours = ["src", "demo", "journeys", "benchmarks", "tools", "database"];
const longestWithoutReason = 300;
const reasons = z.record(z.string(), z.string());

/** A long file is allowed when tools/long-files.json says why; a reason that is no longer needed goes. */
export function lengthFaults(root: string): string[] {
  const list = join(root, "tools/long-files.json");
  const written = existsSync(list) ? reasons.parse(JSON.parse(readFileSync(list, "utf8"))) : {};
  const long = new Map(
    filesUnder(root, ours)
      .filter((path) => /\.(?:tsx?|[cm]?js)$/.test(path) && !isTest(path) && path !== "database/tables.ts")
      .map((path) => [path, readFileSync(join(root, path), "utf8").trimEnd().split("\n").length] as const)
      .filter(([, lines]) => lines > longestWithoutReason),
  );
  const unexplained = [...long]
    .filter(([path]) => !written[path]?.trim())
    .map(([path, lines]) => `${path}: ${lines} lines; split it, or write the reason into tools/long-files.json`);
  const outdated = Object.keys(written)
    .filter((path) => !long.has(path))
    .map((path) => `tools/long-files.json: ${path} is not over ${longestWithoutReason} lines; remove its reason`);
  return [...unexplained, ...outdated];
}
