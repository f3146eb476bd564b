import type { PracticeRow, PracticeState } from "../contract.ts";

export const stateWords: Record<PracticeState, string> = {
  draft: "Draft",
  "in-review": "In review",
  adopted: "Adopted",
  retired: "Retired",
};

/** "From a customer's recommendation": where it came from, as the beginning of a line. */
export function originInWords({ source, lesson }: Pick<PracticeRow, "source" | "lesson">): string {
  switch (source) {
    case "recommendation":
      return "From a customer's recommendation";
    case "lesson":
      return lesson === "what-worked" ? "From what worked, in a debrief" : "From a debrief's lesson";
    case "idea":
      return "From an idea in a meeting";
    case "own":
      return "Written here";
  }
}
