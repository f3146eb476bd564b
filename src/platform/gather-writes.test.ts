import { describe, expect, it } from "vitest";
import { gatherWrites, type Written } from "./gather-writes.ts";

/** Writes numbers, ten times as much each; a try takes as long as it is told to. */
function tenfold() {
  const tries: number[][] = [];
  const ends: (() => void)[] = [];
  const write = gatherWrites<number, number>(async (items) => {
    tries.push([...items]);
    await new Promise<void>((resolve) => ends.push(resolve));
    if (items.includes(13)) throw new Error("This number cannot be written.");
    return items.map((item): Written<number> => (item < 0 ? { refused: new Error("below 0") } : { result: item * 10 }));
  }, 3);
  const endAll = async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { tries, write, endAll };
}

describe("writes that come while one is under way", () => {
  it("go together into the next, each with its own result, in their order and no more than may be", async () => {
    const { tries, write, endAll } = tenfold();
    const all = Promise.all([1, 2, 3, 4, 5].map((each) => write("one", each)));
    await endAll();
    expect(await all).toEqual([10, 20, 30, 40, 50]);
    expect(tries).toEqual([[1], [2, 3, 4], [5]]);
  });

  it("wait for none of another key", async () => {
    const { tries, write, endAll } = tenfold();
    const all = Promise.all([write("one", 1), write("other", 2)]);
    expect(tries).toEqual([[1], [2]]);
    await endAll();
    expect(await all).toEqual([10, 20]);
  });

  it("fail alone: one that is refused, and one that breaks a whole write", async () => {
    const { tries, write, endAll } = tenfold();
    const all = Promise.allSettled([1, -2, 13, 4].map((each) => write("one", each)));
    await endAll();
    expect((await all).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect(tries).toEqual([[1], [-2, 13, 4], [-2], [13], [4]]);
  });
});
