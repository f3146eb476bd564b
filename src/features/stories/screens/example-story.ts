import type { StoryRow } from "../contract.ts";

/** Stands faded where there is none yet. */
export const exampleStory: StoryRow = {
  id: "example",
  title: "Nine months, one signature short",
  movedOn:
    "I gave myself the afternoon off. The next morning I called the three customers I like best, only to hear how they are.",
  reasons: [{ id: "example", name: "Budget was gone" }],
  teller: { kind: "anonymous" },
  toldOn: "2026-01-15",
  helped: 4,
  comments: 2,
  mine: false,
  takenDown: null,
};
