import { describe, expect, test } from "vitest";
import { variantsOf } from "./rules.ts";

describe("the thresholds a slider offers", () => {
  test("run through days, the team's own among them, and keep the worse one from coming sooner", () => {
    const variants = variantsOf({ kind: "no-follow-up", warnDays: 12, badDays: 14 });
    expect(variants.map(({ threshold }) => threshold)).toEqual(
      [3, 5, 7, 10, 12, 14, 21, 30, 45].map((days) => `nothing for ${days} days`),
    );
    expect(variants.filter(({ set }) => set)).toMatchObject([{ thresholds: { warnDays: 12, badDays: 14 } }]);
    expect(variants.at(-1)?.thresholds).toEqual({ kind: "no-follow-up", warnDays: 45, badDays: 45 });
    expect(variantsOf({ kind: "gone-quiet", warnDays: 7, badDays: 14 })[0]?.threshold).toBe("quiet for 3 days");
  });
});
