import { expect, test } from "vitest";
import { groupByCause, tallyWords, whoseIs, worstOf } from "./name-findings.ts";

const sign = { kind: "flag", name: "No decision maker", value: "Proposal", when: "entering" } as const;

test("one flag at several stages and thresholds is one cause; a value of a column is its own", () => {
  const shown = { won: 3, deals: 9 };
  const quiet = { ...sign, name: "Gone quiet", when: "during", flagId: "f", stepId: null, shown } as const;
  const retail = {
    kind: "attribute",
    name: "Industry",
    value: "Retail",
    when: null,
    flagId: null,
    stepId: null,
    shown,
  };
  const rows = [
    quiet,
    { ...retail, kind: "attribute" },
    { ...quiet, name: "Gone quiet, 14 days", value: "Demo", shown: { won: 2, deals: 8 } },
    // The same deals at the same stage, by the other threshold.
    { ...quiet, name: "Gone quiet, 14 days" },
    { ...retail, kind: "attribute", value: "Health" },
  ] as const;
  expect(groupByCause(rows).map(({ first, others }) => [first.value, others.map(({ value }) => value)])).toEqual([
    ["Proposal", ["Demo"]],
    ["Retail", []],
    ["Health", []],
  ]);
});

test("what is ours to change goes before what is given, and a sign nobody linked is said to be so", () => {
  expect(whoseIs({ kind: "attribute", side: "ours" })).toBe("at-the-start");
  expect(whoseIs({ kind: "step", side: null })).toBe("not-said");
  expect(whoseIs({ kind: "flag", side: "theirs" })).toBe("shared-or-theirs");
  const given = { kind: "attribute", side: null, difference: -0.3 } as const;
  const ours = { kind: "flag", side: "ours", difference: -0.2 } as const;
  const good = { kind: "flag", side: "ours", difference: 0.2 } as const;
  expect(worstOf([given, ours, good])).toBe(ours);
  expect(worstOf([given, good])).toBe(given);
  expect(worstOf([good])).toBe(good);
  expect(worstOf([])).toBeUndefined();
});

test("a plot's title counts what goes with losing and what with winning", () => {
  const of = (...differences: number[]) => tallyWords(differences.map((difference) => ({ difference })));
  expect(of(-0.2)).toBe("1 thing goes with winning less often.");
  expect(of(-0.2, -0.1, 0.1)).toBe("2 things go with winning less often, 1 with winning more often.");
  expect(of(0.1, 0.2)).toBe("2 things go with winning more often.");
});
