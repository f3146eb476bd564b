import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { enoughToTell, fewestTold, tellGroup, tellGroups } from "./rules.ts";

const groupsOf = (...sizes: number[]) => sizes.map((answers, place) => ({ name: `Group ${place}`, answers }));
const tell = (...sizes: number[]) => tellGroups(groupsOf(...sizes), ({ answers }) => answers);

describe("a group of fewer than five answers", () => {
  it("is told as too few, and nothing of it is worked out", () => {
    expect(enoughToTell(4)).toBe(false);
    expect(enoughToTell(5)).toBe(true);
    const workOut = () => {
      throw new Error("worked out");
    };
    expect(tellGroup(4, workOut)).toEqual({ kind: "too-few", outOf: 4, needed: 5 });
    expect(tellGroup(5, () => ({ kind: "known" }))).toEqual({ kind: "known" });
  });

  it("is left out of a table, and takes another with it where the total would give it away", () => {
    expect(tell(9, 2, 6)).toEqual({
      told: [{ name: "Group 0", answers: 9 }],
      others: { groups: 2, answers: 8 },
    });
    expect(tell(9, 2, 3).others).toEqual({ groups: 2, answers: 5 });
    expect(tell(3, 1)).toEqual({ told: [], others: { groups: 2, answers: 4 } });
    expect(tell(7, 5)).toEqual({ told: groupsOf(7, 5), others: { groups: 0, answers: 0 } });
    expect(tell()).toEqual({ told: [], others: { groups: 0, answers: 0 } });
  });

  it("cannot be told from any table by taking what is shown from the total", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(14), { maxLength: 12 }), (sizes) => {
        const { told, others } = tell(...sizes);
        const total = sizes.reduce((sum, size) => sum + size, 0);
        expect(told.every(({ answers }) => answers >= fewestTold)).toBe(true);
        expect(told.reduce((sum, { answers }) => sum + answers, others.answers)).toBe(total);
        if (told.length > 0 && others.groups > 0) expect(others.answers).toBeGreaterThanOrEqual(fewestTold);
        // Nothing is left out for nothing: all of five and more are told where none is smaller.
        if (sizes.every((size) => size === 0 || size >= fewestTold)) expect(others.groups).toBe(0);
      }),
    );
  });
});
