import { describe, expect, it } from "vitest";
import { takeTurns } from "./take-turns.ts";

const later = () => new Promise((resolve) => setImmediate(resolve));

describe("work that takes turns", () => {
  it("is done one after the other for one key, in the order it came, whatever fails; other keys wait for nobody", async () => {
    const turn = takeTurns();
    const done: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        done.push(`${name} begins`);
        await later();
        done.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const all = await Promise.allSettled([
      turn("meeting", work("first", true)),
      turn("meeting", work("second")),
      turn("other", work("elsewhere")),
      turn("meeting", work("third")),
    ]);
    expect(all.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled", "fulfilled"]);
    expect(done.filter((said) => !said.startsWith("elsewhere"))).toEqual(
      ["first", "second", "third"].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
    expect(done.indexOf("elsewhere begins")).toBeLessThan(done.indexOf("first ends"));
    expect(await turn("meeting", async () => "anew")).toBe("anew");
  });
});
