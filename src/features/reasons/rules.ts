import type { Control } from "./contract.ts";

/** What we cannot change ourselves still leaves us something to do next to it, or naming it teaches nothing. */
export function needsLever({ control, lever }: { control: Control; lever: string }): boolean {
  return control !== "ours" && lever.trim() === "";
}

/** The ready sets whose steps are things to know ("Budget", "Champion"), and so can be not known. */
const namedByWhatIsKnown = new Set(["bant", "meddpicc", "spiced"]);

/** What a reason and a flag about a step that was not done are called. */
export function missedStepName({ name, template }: { name: string; template: string | null }): string {
  return template !== null && namedByWhatIsKnown.has(template) ? `${name} not known` : `Missed: ${name}`;
}
