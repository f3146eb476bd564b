import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agreementOf, type NamedLoss } from "./rules.ts";

const reasons = ["price", "ease", "timing"].map((id) => ({ id, name: id }));
const offered = new Set(["price", "ease"]);
const times = (count: number, loss: NamedLoss) => Array.from({ length: count }, () => loss);
const between = (losses: NamedLoss[], one: string, other: string) => {
  const pair = agreementOf(losses, reasons, offered).find((each) => each.one === one && each.other === other);
  if (!pair) throw new Error(`${one} and ${other} are a pair.`);
  return pair;
};

/** The case of docs/methods/three-voices.md. */
const worked = [
  ...times(4, { seller: ["price"], customer: ["price", "ease"] }),
  ...times(9, { seller: ["price"], customer: ["ease"] }),
  ...times(2, { seller: ["timing"], customer: ["price"] }),
  ...times(5, { seller: ["ease"], customer: ["ease"] }),
];

describe("how often two voices name the same reason", () => {
  test("the worked case: of the losses where either names price, both do in four of fifteen", () => {
    const pair = between(worked, "seller", "customer");
    expect(pair.shared).toMatchObject({ kind: "known", count: 9, of: 20 });
    const price = pair.reasons.find(({ reasonId }) => reasonId === "price");
    expect(price).toMatchObject({ both: { kind: "known", count: 4, of: 15 }, alone: { one: 9, other: 2 } });
    // R 4.2: prop.test(4, 15, correct = FALSE)$conf.int, and the same for 9 of 20.
    const told = [price?.both, pair.shared].map((share) =>
      share?.kind === "known" ? [share.low.toFixed(3), share.high.toFixed(3)] : [],
    );
    expect(told).toEqual([
      ["0.109", "0.520"],
      ["0.258", "0.658"],
    ]);
    const page = readFileSync(new URL("../../../../docs/methods/three-voices.md", import.meta.url), "utf8");
    for (const said of ["4 of 15", "9 of 20", "0.109", "0.520", "0.258", "0.658"]) expect(page).toContain(said);
  });

  test("of fewer than five losses nothing is told, not even who named it alone", () => {
    expect(between(worked, "seller", "customer").reasons.find(({ reasonId }) => reasonId === "timing")).toEqual({
      ...{ reasonId: "timing", name: "timing", both: { kind: "too-few", outOf: 2, needed: 5 }, alone: null },
    });
    expect(between(worked, "seller", "manager").shared).toEqual({ kind: "too-few", outOf: 0, needed: 5 });
  });

  test("whoever named no reason has not spoken, and disagrees with nobody", () => {
    const pair = between(
      [...times(5, { seller: ["price"], customer: [] }), ...times(5, { seller: ["price"] })],
      "seller",
      "customer",
    );
    expect(pair).toMatchObject({ shared: { outOf: 0 }, reasons: [] });
  });
});

test("nobody disagrees with what they were not asked about: the form offers customers a part of the catalogue", () => {
  const form = times(6, { seller: ["price", "timing"], customer: ["ease"], byFormAlone: true });
  const onlyOurs = times(6, { seller: ["timing"], customer: ["ease"], byFormAlone: true });
  const said = between([...form, ...onlyOurs], "seller", "customer");
  expect(said.shared).toMatchObject({ count: 0, of: 6 });
  expect(said.reasons.map(({ reasonId }) => reasonId)).toEqual(["ease", "price"]);
  // In a conversation anything could have been said.
  const asked = between([...form, ...times(6, { seller: ["timing"], customer: ["ease"] })], "seller", "customer");
  expect(asked.reasons.find(({ reasonId }) => reasonId === "timing")?.both).toMatchObject({ count: 0, of: 6 });
});

test("both and alone come to all losses where either named it, and in common is never more than both spoke", () => {
  const voice = fc.option(fc.subarray(["price", "ease", "timing"]), { nil: undefined });
  const loss = fc.record({ seller: voice, manager: voice, customer: voice }).map(({ seller, manager, customer }) => ({
    ...(seller && { seller }),
    ...(manager && { manager }),
    ...(customer && { customer }),
  }));
  fc.assert(
    fc.property(fc.array(loss, { maxLength: 40 }), (losses) => {
      for (const { shared, reasons: rows } of agreementOf(losses, reasons, offered)) {
        for (const { both, alone } of rows) {
          expect(alone === null).toBe(both.kind === "too-few");
          if (both.kind === "known" && alone) {
            expect(both.count + alone.one + alone.other).toBe(both.of);
            expect(both.low).toBeLessThanOrEqual(both.count / both.of);
            expect(both.of).toBeGreaterThanOrEqual(5);
          }
        }
        const most = Math.max(0, ...rows.map(({ both }) => (both.kind === "known" ? both.count : 0)));
        if (shared.kind === "known") expect(shared.count).toBeGreaterThanOrEqual(most);
      }
    }),
  );
});
