import { expect, test } from "vitest";
import { changeInWords } from "./tell-change.ts";

const by = (state: "draft" | "in-review" | "adopted" | "retired", changedByName: string | null = "Max") => ({
  state,
  changedByName,
});

test("each version is told by what it did to the one before", () => {
  const told = [
    changeInWords(by("draft"), undefined, true),
    changeInWords(by("draft"), by("draft"), true),
    changeInWords(by("in-review"), by("draft"), true),
    changeInWords(by("draft"), by("in-review"), true),
    changeInWords(by("adopted"), by("in-review"), true),
    changeInWords(by("retired"), by("adopted"), true),
    changeInWords(by("adopted", null), by("retired"), true),
    changeInWords(by("retired"), by("draft"), false),
  ];
  expect(told).toEqual([
    "Max drafted it",
    "Max changed it",
    "Max asked for a review",
    "Max sent it back",
    "Max adopted it",
    "Max retired it",
    "Somebody who left took it up again",
    "Max set it aside",
  ]);
});

test("whoever may not read the draft is told of its adoption first", () => {
  expect(changeInWords(by("adopted"), undefined, true)).toBe("Max adopted it");
});
