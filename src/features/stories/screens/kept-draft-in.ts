import type { Kept } from "../../../platform/browser/use-saved-as-you-go.ts";
import type { StoryText } from "../contract.ts";

/** The draft of another window, as the contract sends it with a refusal. */
export function keptDraftIn(data: unknown): Kept<StoryText> | null {
  return isKept(data) ? { version: data.version, value: data.text } : null;
}

function isKept(data: unknown): data is { version: number; text: StoryText } {
  return (
    typeof data === "object" &&
    data !== null &&
    "version" in data &&
    "text" in data &&
    typeof data.text === "object" &&
    data.text !== null &&
    "movedOn" in data.text
  );
}
