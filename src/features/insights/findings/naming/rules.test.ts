import { describe, expect, test } from "vitest";
import { headFinding, likelyWords, nameFinding, wonWords } from "./rules.ts";

const sign = { kind: "flag", name: "No decision maker", value: "Proposal", when: "entering" } as const;

describe("a finding is named with its stage", () => {
  test.each([
    [sign, "No decision maker by Proposal"],
    [{ ...sign, name: "Gone quiet", when: "during" }, "Gone quiet while in Proposal"],
    [{ ...sign, name: "Gone quiet, 14 days", when: "during" }, "Gone quiet, 14 days, while in Proposal"],
    [{ ...sign, name: "Close date slipped", when: "leaving" }, "Close date slipped by the end of Proposal"],
    [{ ...sign, name: "Too long in stage", when: "leaving" }, "Too long in Proposal"],
    [{ ...sign, kind: "step", name: "Needs understood" }, "“Needs understood” not done by Proposal"],
    [{ kind: "attribute", name: "Industry", value: "Retail", when: null }, "Industry: Retail"],
  ] as const)("%o", (finding, words) => {
    expect(nameFinding(finding)).toBe(words);
  });
});

test("a headline puts a value in quotes, so that one colon is left", () => {
  expect(headFinding({ kind: "attribute", name: "Industry", value: "Retail", when: null })).toBe("Industry “Retail”");
  expect(headFinding(sign)).toBe("No decision maker by Proposal");
});

test("a difference is said in points, by whether it is won less or more often", () => {
  expect(wonWords(-0.214)).toBe("won 21 points less often");
  expect(wonWords(0.011)).toBe("won 1 point more often");
  expect(wonWords(-0.004)).toBe("won about as often");
});

test("the range of a difference is told without signs, unless it may be either", () => {
  expect(likelyWords({ low: -0.27, high: -0.18 })).toBe("18 to 27");
  expect(likelyWords({ low: 0.03, high: 0.16 })).toBe("3 to 16");
  expect(likelyWords({ low: -0.03, high: 0.05 })).toBe("3 less to 5 more");
});
