import type { Control } from "./contract.ts";

/** What we cannot change ourselves still leaves us something to do next to it, or naming it teaches nothing. */
export function needsLever({ control, lever }: { control: Control; lever: string }): boolean {
  return control !== "ours" && lever.trim() === "";
}
