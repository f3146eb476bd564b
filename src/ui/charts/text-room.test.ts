import { expect, test } from "vitest";
import { cutToRoom, linesInRoom, spreadLabels, textWidth } from "./text-room.ts";

test("a text that fits is left as it is, another is cut where its room ends", () => {
  expect(cutToRoom("Demo", 100)).toBe("Demo");
  const cut = cutToRoom("Decision makers not identified", 100);
  expect(cut).toMatch(/^Decision .*…$/);
  expect(textWidth(cut)).toBeLessThanOrEqual(100);
});

test("lines break between words, and only the last is cut", () => {
  expect(linesInRoom("Proposal sent and discussed", 100, 3)).toEqual(["Proposal sent", "and discussed"]);
  const [first, second, ...more] = linesInRoom("Proposal sent and discussed with everybody", 100, 2);
  expect(first).toBe("Proposal sent");
  expect(second).toMatch(/^and discus.*…$/);
  expect(more).toEqual([]);
  expect(linesInRoom("Verhandlungsführerschaft", 60, 2)).toHaveLength(1);
});

test("labels keep their order and their distance, and stay where they belong when there is room", () => {
  expect(spreadLabels([10, 50, 90], 16, 0, 100)).toEqual([10, 50, 90]);
  expect(spreadLabels([50, 51, 52], 16, 0, 100)).toEqual([50, 66, 82]);
  expect(spreadLabels([98, 99], 16, 0, 100)).toEqual([84, 100]);
  // In the order they were given, whatever their heights.
  expect(spreadLabels([60, 20], 16, 0, 100)).toEqual([60, 20]);
});
