import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { addMonths, dayMs, startOfDay } from "../../../platform/dates.ts";
import type { DealRecord } from "../../deals/rules.ts";
import { emptyRecord, histories, on, zone } from "../red-flags.fixture.ts";
import { collectNorms, normsAt, stageNorms } from "./rules.ts";

vi.setConfig({ testTimeout: 60_000 });

const months = Array.from({ length: 12 }, (_, later) => startOfDay(addMonths("2026-01-01", later), zone));

/** The same history some days later, so that wins fall into many months. */
function moved(record: DealRecord, id: string, days: number): DealRecord {
  const by = days * dayMs;
  return {
    ...record,
    id,
    stageChanges: record.stageChanges.map((fact) => ({
      ...fact,
      enteredAt: fact.enteredAt + by,
      knownAt: fact.knownAt + by,
    })),
    outcomes: record.outcomes.map((fact) => ({
      ...fact,
      closedAt: fact.closedAt + by,
      reopenedAt: fact.reopenedAt === null ? null : fact.reopenedAt + by,
    })),
  };
}

const teams = fc
  .array(fc.tuple(histories, fc.integer({ min: 0, max: 200 })), { maxLength: 8 })
  .map((deals) => deals.map(([record, days], place) => moved(record, `deal ${place}`, days)));

describe("what is usual in a stage, collected in one pass", () => {
  test("is on the first day of each month what all deals known then say", () => {
    fc.assert(
      fc.property(teams, (records) => {
        const collected = collectNorms(zone);
        for (const record of records) collected.add(record);
        const dated = collected.finish();
        for (const month of months) {
          expect(new Map(normsAt(dated, month))).toEqual(new Map(stageNorms(records, month)));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("holds from the first of the month after a win until a later month knows more", () => {
    const stay = (id: string, from: string, wonOn: string): DealRecord => ({
      ...emptyRecord,
      id,
      stageChanges: [{ stageId: "demo", enteredAt: on(from), knownAt: on(from) }],
      outcomes: [{ status: "won", lossKind: null, closedAt: on(wonOn), reopenedAt: null }],
    });
    const collected = collectNorms(zone);
    collected.add(stay("one", "2026-01-05", "2026-01-15"));
    collected.add(stay("two", "2026-01-05", "2026-02-04"));
    const dated = collected.finish();
    expect(dated.map(({ from }) => from)).toEqual([on("2026-02-01T00:00"), on("2026-03-01T00:00")]);
    expect(normsAt(dated, on("2026-01-31")).get("demo")).toBeUndefined();
    expect(normsAt(dated, on("2026-02-28")).get("demo")).toEqual({ wonDeals: 1, averageMs: 10 * dayMs });
    expect(normsAt(dated, on("2026-07-01")).get("demo")).toEqual({ wonDeals: 2, averageMs: 20 * dayMs });
  });
});
