import { describe, expect, test } from "vitest";
import { boardOf, groupBeside, neighbourOf } from "./group-board.ts";

const person = (name: string, groupNumber: number | null) => ({ id: name, name, groupNumber });
const board = boardOf([
  person("Ada", 1),
  person("Ben", 1),
  person("Cleo", 2),
  person("Dora", 3),
  person("Emil", 3),
  person("Fay", 3),
]);
const late = boardOf([person("Ada", 1), person("Gus", null)]);

describe("the board of groups", () => {
  test("shows one empty group more than there are, and who is in none only where somebody is", () => {
    expect(board.map(({ number, people }) => [number, people.length])).toEqual([
      [1, 2],
      [2, 1],
      [3, 3],
      [4, 0],
    ]);
    expect(late.map(({ number }) => number)).toEqual([null, 1, 2]);
  });

  test("arrow keys lead from person to person, sideways past an empty group and to the nearest one in a shorter", () => {
    expect(neighbourOf(board, "Ada", "ArrowDown")).toBe("Ben");
    expect(neighbourOf(board, "Ben", "ArrowDown")).toBeNull();
    expect(neighbourOf(board, "Ben", "ArrowRight")).toBe("Cleo");
    expect(neighbourOf(board, "Fay", "ArrowLeft")).toBe("Cleo");
    expect(neighbourOf(board, "Fay", "ArrowRight")).toBeNull();
  });

  test("somebody is moved to the group beside theirs, also to the empty one, and from none to the first", () => {
    expect(groupBeside(board, "Fay", "ArrowRight")).toBe(4);
    expect(groupBeside(board, "Ada", "ArrowLeft")).toBeNull();
    expect(groupBeside(late, "Gus", "ArrowRight")).toBe(1);
  });
});
