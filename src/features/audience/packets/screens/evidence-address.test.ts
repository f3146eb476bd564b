import { expect, test } from "vitest";
import { isOfSomebody, readEvidence } from "./evidence-address.ts";

test("a report's address is its filter, and what it is about stands beside", () => {
  expect(readEvidence("?of=figure&period=last-year&source=&figure=lost")).toEqual([
    { kind: "figure", filter: { period: "last-year", source: "" } },
    { kind: "figure-deals", filter: { period: "last-year", source: "" }, figure: "lost" },
  ]);
  expect(readEvidence("?of=figure")).toEqual([{ kind: "figure", filter: {} }]);
  expect(readEvidence("?of=early-losses&by=source&key=Fair&period=last-year")).toEqual([
    { kind: "early-losses", filter: { period: "last-year" }, by: "source", key: "Fair" },
    { kind: "early-loss-deals", filter: { period: "last-year" }, by: "source", key: "Fair" },
  ]);
});

test("one seller's figures are asked for everybody, and that is said", () => {
  const ofOne = "?of=figure&person=5bf0a3c6-0f0c-4d0f-9a53-6c8e6e0d7d11";
  expect(readEvidence(ofOne)).toEqual([{ kind: "figure", filter: {} }]);
  expect([isOfSomebody(ofOne), isOfSomebody("?of=figure")]).toEqual([true, false]);
});

test("what cannot be sent is nothing", () => {
  for (const search of [
    "",
    "?of=weather",
    "?of=reason&reasonId=7",
    "?of=figure&figure=quota-won",
    "?of=figure&period=ever",
  ])
    expect(readEvidence(search), search).toBeNull();
});
