import { setImmediate as rest } from "node:timers/promises";
import { expect, test } from "vitest";
import { takeTurns } from "./take-turns.ts";

function queue() {
  const take = takeTurns({ most: 3, mostOfOne: 2 });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (person: string, what: string) =>
    void take(person).then((end) => {
      begun.push(what);
      ends.set(what, end);
    });
  return { ask, begun, end: (what: string) => ends.get(what)?.() };
}

test("one person who holds on to their turns leaves one to everybody else", async () => {
  const { ask, begun, end } = queue();
  for (const what of ["a1", "a2", "a3", "a4"]) ask("a", what);
  ask("b", "b1");
  await rest();
  expect(begun).toEqual(["a1", "a2", "b1"]);
  ask("c", "c1");
  end("b1");
  await rest();
  // Those who wait longer are passed by as long as they have two already.
  expect(begun).toEqual(["a1", "a2", "b1", "c1"]);
  end("a1");
  await rest();
  expect(begun.at(-1)).toBe("a3");
});

test("a turn that is ended twice frees one, and turns come in the order in which they were asked for", async () => {
  const { ask, begun, end } = queue();
  for (const [person, what] of [
    ["a", "a1"],
    ["b", "b1"],
    ["c", "c1"],
    ["d", "d1"],
    ["e", "e1"],
  ] as const)
    ask(person, what);
  await rest();
  expect(begun).toEqual(["a1", "b1", "c1"]);
  end("b1");
  end("b1");
  await rest();
  expect(begun).toEqual(["a1", "b1", "c1", "d1"]);
  end("a1");
  await rest();
  expect(begun.at(-1)).toBe("e1");
});
