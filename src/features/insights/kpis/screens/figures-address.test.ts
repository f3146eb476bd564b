import fc from "fast-check";
import { expect, test } from "vitest";
import type { FiguresFilter } from "../contract.ts";
import { hrefOfCause, hrefOfDeals, hrefOfReport, ofDays, readBy, readFigure, readFilter } from "./figures-address.ts";

const searchOf = (href: string) => new URL(href, "https://comeback.example").search;

test("whatever a report is of stands in its address, and is read from there as it was", () => {
  const day = fc.constantFrom("2026-01-01", "2026-03-31");
  const text = fc.string({ maxLength: 40, unit: "grapheme" });
  const filters = fc.record<FiguresFilter>(
    {
      period: fc.constantFrom("this-year", "last-quarter"),
      from: day,
      until: day,
      compare: fc.constantFrom("before", "none"),
      person: fc.oneof(fc.uuid(), fc.constant("nobody" as const)),
      pipelineId: fc.uuid(),
      source: text,
      column: text,
      value: text,
      personaId: fc.oneof(fc.uuid(), fc.constant("none" as const)),
      campaignId: fc.uuid(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(filters, (filter) => {
      expect(readFilter(searchOf(hrefOfReport(filter)))).toEqual(filter);
    }),
  );
});

test("what is not possible in an address is as good as not said", () => {
  expect(readFilter("?period=someday&from=2026-02-31&person=me&source=")).toEqual({ source: "" });
  expect(readBy("?by=shoe-size")).toBe("source");
  expect(readFigure("?figure=shoes&stageId=7")).toEqual({ figure: "closed" });
});

test("a figure of the other period opens the deals of its days", () => {
  const filter: FiguresFilter = { period: "this-quarter", compareFrom: "2026-01-01", source: "Web" };
  const other = ofDays(filter, { from: "2026-07-01", until: "2026-08-22" });
  expect(other).toEqual({ source: "Web", from: "2026-07-01", until: "2026-08-22", compare: "none" });
  expect(readFigure(searchOf(hrefOfDeals(other, "won")))).toEqual({ figure: "won" });
  expect(readBy(searchOf(hrefOfReport(filter, "person")))).toBe("person");
});

test("a cause opens its deals by how it was told, also where none is told", () => {
  const stageId = "7f1d0b1e-6f0a-4c38-9a50-0a9f3b6f1a11";
  const of = (cause: string) => readFigure(searchOf(hrefOfCause({}, "left-at", { by: "reason", cause, stageId })));
  expect(of("Price & terms")).toEqual({ figure: "left-at", stageId, leftBy: "reason", cause: "Price & terms" });
  expect(of("")).toEqual({ figure: "left-at", stageId, leftBy: "reason", cause: "" });
});
