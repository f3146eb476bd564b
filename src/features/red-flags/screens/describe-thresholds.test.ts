import { describe, expect, test } from "vitest";
import type { PipelineShape } from "../../sales-process/contract.ts";
import type { AttributeCondition, AttributeField } from "../contract.ts";
import { asNumbers, describeThresholds } from "./describe-thresholds.ts";

const pipeline = (...names: string[]): PipelineShape => ({
  id: "00000000-0000-4000-8000-000000000001",
  name: names.join(),
  stages: names.map((name, position) => ({ id: name, name, type: "open", position })),
});

describe("when a flag comes up, in words", () => {
  const byThird = { kind: "no-decision-maker", byStagePosition: 3 } as const;
  test("a stage is called by its name where every pipeline agrees on it, else by its place", () => {
    expect(describeThresholds(byThird, [pipeline("Discovery", "Demo", "Proposal")])).toContain("by Proposal");
    expect(describeThresholds(byThird, [pipeline("A", "B", "Proposal"), pipeline("A", "B", "Trial")])).toContain(
      "by stage 3",
    );
    expect(describeThresholds(byThird, [])).toContain("by stage 3");
  });

  test("a warning is named only where it comes before the flag", () => {
    expect(describeThresholds({ kind: "gone-quiet", warnDays: 7, badDays: 14 }, [])).toBe(
      "No conversation for 14 days; a warning after 7",
    );
    expect(describeThresholds({ kind: "gone-quiet", warnDays: 14, badDays: 1 }, [])).toBe("No conversation for 1 day");
    expect(describeThresholds({ kind: "no-follow-up", warnDays: 10, badDays: 14 }, [])).toBe(
      "No call, e-mail or meeting at all for 14 days; a warning after 10",
    );
  });

  test("names a few of the words that keep coming back, and counts the others", () => {
    const words = ["price", "discount", "expensive", "cheaper"];
    const stuck = { kind: "stuck-on-price", times: 3, withinDays: 30 } as const;
    expect(describeThresholds({ ...stuck, words }, [])).toBe(
      "3 subjects within 30 days speak of “price”, “discount”, “expensive” or 1 more, in the same stage",
    );
    expect(describeThresholds({ ...stuck, words: ["price", "discount"] }, [])).toContain(
      "of “price” or “discount”, in",
    );
  });

  test("says of a field what it must be", () => {
    const said = (field: AttributeField, is: AttributeCondition["is"]) =>
      describeThresholds({ kind: "attribute", condition: { field, is } }, []);
    const industry = { kind: "attribute", heading: "Industry" } as const;
    expect(said(industry, { kind: "any-of", values: ["Retail", "Banking"] })).toBe(
      "Industry is one of Retail or Banking",
    );
    expect(said(industry, { kind: "none-of", values: ["Retail"] })).toBe("Industry is not Retail");
    expect(said({ kind: "amount", currency: "EUR" }, { kind: "below", number: 5000 })).toBe("Amount is below 5000 EUR");
    expect(said({ kind: "lead-source" }, { kind: "missing" })).toBe("Lead source is not filled in");
    expect(describeThresholds({ kind: "attribute", condition: null }, [])).toContain("Nobody has said yet");
  });

  test("the numbers of a form begin with what brings the flag up", () => {
    const keys = asNumbers({ kind: "unanswered-message", warnHours: 24, badHours: 48 }).map(({ key }) => key);
    expect(keys).toEqual(["badHours", "warnHours"]);
  });
});
