import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverageOf, type MajorLoss } from "./rules.ts";

const day = 86_400_000;
const now = 100 * day;
const heard = (afterDays: number, segment: string | null = null, byForm = false): MajorLoss => ({
  ...{ closedAt: 50 * day, heardAt: (50 + afterDays) * day, byForm, state: "held", until: now, segment },
});
const waiting = (closedDay: number, segment: string | null = null): MajorLoss => ({
  ...{ closedAt: closedDay * day, heardAt: null, byForm: false, state: "due", until: now, segment },
});

describe("how many customers of major losses were heard", () => {
  it("says counts of few, and shares of five and more", () => {
    const few = coverageOf([heard(3), waiting(90)]);
    expect(few).toMatchObject({ major: 2, talked: 1, waiting: 1 });
    expect(few.share).toEqual({ kind: "too-few", outOf: 2, needed: 5 });
    expect(few.wait).toEqual({ kind: "too-few", outOf: 2, needed: 5 });

    const told = coverageOf([heard(2), heard(4, null, true), heard(6), heard(8), waiting(60)]);
    expect(told).toMatchObject({ major: 5, talked: 4, byForm: 1, waiting: 1, givenUp: 0 });
    // R: prop.test(4, 5, correct = FALSE)$conf.int
    expect(told.share).toMatchObject({ kind: "known", count: 4, of: 5 });
    if (told.share.kind === "known") expect(told.share.low).toBeCloseTo(0.3755, 4);
  });

  it("counts who still waits as waiting at least until now, so that the quick ones alone don't make the pace", () => {
    // survfit(Surv(c(2, 4, 6, 8, 40), c(1, 1, 1, 1, 0)) ~ 1): median 6; without the one who waits it would be 5.
    const told = coverageOf([heard(2), heard(4), heard(6), heard(8), waiting(60)]);
    expect(told.wait).toMatchObject({ kind: "known", medianDays: 6, of: 5 });
    const mostWait = coverageOf([heard(2), waiting(60), waiting(60), waiting(60), waiting(60)]);
    expect(mostWait.wait).toMatchObject({ kind: "known", medianDays: null, of: 5 });
  });

  it("tells segments of five losses and more, the others together", () => {
    const losses = [
      ...Array.from({ length: 6 }, () => heard(3, "Enterprise")),
      ...Array.from({ length: 5 }, () => waiting(80, "Mid-market")),
      ...[heard(1, "Small"), heard(1, "Small"), heard(1, "Small"), heard(1, "Public"), waiting(80)],
    ];
    const { segments, otherSegments } = coverageOf(losses);
    expect(segments.map(({ name, share }) => [name, share.count, share.of])).toEqual([
      ["Enterprise", 6, 6],
      ["Mid-market", 0, 5],
    ]);
    expect(otherSegments).toEqual({ groups: 3, losses: 5 });
  });

  it("never names a segment of fewer than five, and loses no loss", () => {
    const anyLoss = fc.record({
      ...{ closedAt: fc.nat(now), heardAt: fc.constant(null), byForm: fc.constant(false), until: fc.constant(now) },
      state: fc.constantFrom("due" as const, "given-up" as const),
      segment: fc.constantFrom("A", "B", "C", null),
    });
    fc.assert(
      fc.property(fc.array(anyLoss, { maxLength: 40 }), (losses) => {
        const { segments, otherSegments, major } = coverageOf(losses);
        expect(segments.every(({ share }) => share.of >= 5)).toBe(true);
        expect(segments.reduce((sum, { share }) => sum + share.of, otherSegments.losses)).toBe(major);
      }),
    );
  });
});
