import type { Speaker } from "../contract.ts";

/** How a voice is called among the others. */
export const speakerNames: Record<Speaker, string> = {
  seller: "Who sold it",
  manager: "The manager",
  customer: "The customer",
};

/** The same in a sentence of several: "seller and customer". */
export const speakerWords: Record<Speaker, string> = { seller: "seller", manager: "manager", customer: "customer" };

/** "a, b and c". */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** "seller, manager and customer", with a capital where a sentence begins. */
export function listSpeakers(speakers: readonly Speaker[], begins = false): string {
  const text = listed(speakers.map((speaker) => speakerWords[speaker]));
  return begins ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
