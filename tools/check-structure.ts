import { castFaults } from "./check-casts.ts";
import { lengthFaults } from "./check-length.ts";
import { nameFaults } from "./check-names.ts";
import { tableFaults } from "./check-tables.ts";

/** What breaks the rules of the house in a tree, one line each. */
export function structureFaults(root: string): string[] {
  return [...nameFaults(root), ...lengthFaults(root), ...tableFaults(root), ...castFaults(root)];
}

if (import.meta.filename === process.argv[1]) {
  const faults = structureFaults(process.cwd());
  for (const line of faults) console.error(line);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
