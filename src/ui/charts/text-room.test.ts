import { expect, test } from "vitest";
import { cutToRoom, liftLabels, linesInRoom, textWidth } from "./text-room.ts";

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

test("of labels that would stand on each other the upper ones go up; those beside each other stay", () => {
  const at = (x: number, y: number) => ({ x, y, width: 40 });
  expect(liftLabels([at(0, 10), at(0, 50), at(0, 90)], 16, 0)).toEqual([10, 50, 90]);
  expect(liftLabels([at(0, 88), at(10, 90), at(20, 89)], 16, 0)).toEqual([58, 90, 74]);
  expect(liftLabels([at(0, 90), at(60, 90)], 16, 0)).toEqual([90, 90]);
  // Above the top there is nothing.
  expect(liftLabels([at(0, 10), at(0, 10)], 16, 0)).toEqual([10, 10]);
});
