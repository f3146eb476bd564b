import fc from "fast-check";
import { expect, test } from "vitest";
import type { FiguresFilter } from "../contract.ts";
import {
  hrefOfCause,
  hrefOfDeals,
  hrefOfReport,
  hrefOfReportWith,
  hrefOfWork,
  hrefOfWorkDeals,
  ofDays,
  readBy,
  readFigure,
  readFilter,
  readWithin,
} from "./figures-address.ts";

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

test("a figure of work opens its deals by step, ending and hours, and they lead back to the figures of work", () => {
  const stepId = "7f1d0b1e-6f0a-4c38-9a50-0a9f3b6f1a11";
  const late = hrefOfWorkDeals({ source: "Web" }, "answered-late", { withinHours: 4 });
  const asked = readFigure(searchOf(late));
  expect(asked).toEqual({ figure: "answered-late", withinHours: 4 });
  expect(hrefOfReportWith({ source: "Web" }, asked)).toBe(hrefOfWork({ source: "Web" }, 4));
  expect(readWithin(searchOf(hrefOfWork({}, 4)))).toBe(4);
  expect(readWithin("?withinHours=0")).toBe(8);
  const missed = readFigure(searchOf(hrefOfWorkDeals({}, "steps-missed", { stepId, ended: "lost" })));
  expect(missed).toEqual({ figure: "steps-missed", stepId, ended: "lost" });
  expect(hrefOfReportWith({}, { figure: "won" })).toBe(hrefOfReport({}));
});
