import { describe, expect, test } from "vitest";
import type { DealVoice } from "./contract.ts";
import { agreementOn, isSameView, reasonsByVoice, settledView } from "./rules.ts";

const voice = (speaker: DealVoice["speaker"], ...names: string[]): DealVoice => ({
  ...{ id: `${speaker} ${names}`, speaker, via: "view", who: null, saidAt: "2026-11-01T09:00:00.000Z", note: "" },
  reasons: names.map((name) => ({
    reasonId: name.toLowerCase(),
    name,
    note: name === "Price" ? `${speaker}'s words` : "",
  })),
});

describe("three voices about one loss", () => {
  test("stand side by side, what most of them name first, with each one's own words", () => {
    const rows = reasonsByVoice([
      voice("customer", "Ease", "Price"),
      voice("seller", "Timing", "Price"),
      voice("manager", "Price"),
    ]);
    expect(rows.map(({ name, by }) => [name, by.map(({ speaker }) => speaker)])).toEqual([
      ["Price", ["seller", "manager", "customer"]],
      ["Timing", ["seller"]],
      ["Ease", ["customer"]],
    ]);
    expect(rows[0]?.by[0]?.notes).toEqual(["seller's words"]);
  });

  test("a form and a conversation are one customer, two managers one voice", () => {
    const rows = reasonsByVoice([
      voice("customer", "Price"),
      voice("customer", "Price", "Ease"),
      voice("manager", "Ease"),
    ]);
    expect(rows.map(({ name, by }) => [name, by.length])).toEqual([
      ["Ease", 2],
      ["Price", 1],
    ]);
    expect(rows.find(({ name }) => name === "Price")?.by).toEqual([
      { speaker: "customer", notes: ["customer's words", "customer's words"] },
    ]);
  });

  test("agree on what all who spoke name; else it is said who names the same, or that nobody does", () => {
    expect(agreementOn([voice("seller", "Price"), voice("manager")])).toEqual({ kind: "alone", spoke: ["seller"] });
    expect(agreementOn([])).toEqual({ kind: "alone", spoke: [] });
    expect(agreementOn([voice("seller", "Price", "Timing"), voice("customer", "Price")])).toMatchObject({
      kind: "same",
      reasons: ["Price"],
    });
    expect(agreementOn([voice("seller", "Price"), voice("manager", "Ease"), voice("customer", "Ease")])).toMatchObject({
      kind: "partly",
      pairs: [{ by: ["manager", "customer"], reasons: ["Ease"] }],
    });
    const each = [voice("seller", "Price", "Ease"), voice("manager", "Price", "Timing"), voice("customer", "Timing")];
    expect(agreementOn(each)).toMatchObject({
      kind: "partly",
      pairs: [
        { by: ["seller", "manager"], reasons: ["Price"] },
        { by: ["manager", "customer"], reasons: ["Timing"] },
      ],
    });
    expect(agreementOn([voice("seller", "Price"), voice("customer", "Ease")])).toMatchObject({ kind: "different" });
  });
});

test("a manager's view names each reason once, and said again it is the same", () => {
  const said = {
    note: "",
    reasons: [
      { reasonId: "a", note: "" },
      { reasonId: "a", note: "later" },
    ],
  };
  expect(settledView(said).reasons).toEqual([{ reasonId: "a", note: "later" }]);
  expect(isSameView(settledView(said), { note: "", reasons: [{ reasonId: "a", note: "later" }] })).toBe(true);
  expect(isSameView(settledView(said), said)).toBe(false);
});
