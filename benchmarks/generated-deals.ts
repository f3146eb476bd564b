import { existsSync, renameSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { simulateTeam } from "../demo/simulate-team.ts";
import { teamFile } from "../demo/team-files.ts";
import { benchFolder, markOf, removeOlder } from "./bench-folder.ts";

const endsAt = Date.UTC(2026, 10, 2);

/** The path of an export of so many simulated deals, 51 columns wide. Written once, a piece at a time. */
export async function generatedDeals(deals: number): Promise<string> {
  const prefix = `deals-${deals}-`;
  const name = `${prefix}${markOf("demo")}.csv`;
  const path = join(benchFolder, name);
  if (existsSync(path)) return path;
  removeOlder(benchFolder, prefix, name);
  const team = simulateTeam({ seed: 1, endsAt, timeZone: "Europe/Berlin", deals });
  // Nobody asks here what was said on each deal, and in outline the story is told several times faster.
  const outlined = { ...team, deals: () => team.deals({ outline: true }) };
  await writeFile(`${path}.new`, teamFile(outlined, "deals"));
  renameSync(`${path}.new`, path);
  return path;
}
