import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { dayOf } from "../../../platform/dates.ts";
import { asOf, type DealRecord, statusOf } from "../../deals/rules.ts";
import {
  begin,
  context,
  emptyRecord,
  end,
  everyFlag,
  histories,
  instants,
  on,
  zone,
} from "../../red-flags/red-flags.fixture.ts";
import { buildHistory } from "./build-history.ts";
import { downSign, everUp, hasBeenUp, noStage, nowMask, upSign, wasUpBefore } from "./rules.ts";
import type { DealOutline } from "./store.ts";

vi.setConfig({ testTimeout: 60_000 });

const dated = { ...context, norms: [{ from: begin, norms: context.norms }] };

function outlineOf(record: DealRecord, more: Partial<DealOutline> = {}): DealOutline {
  const status = statusOf(record);
  return {
    ...{ id: record.id, status, ownerId: null, pipelineId: "sales", pipelineName: "Sales", leadSource: null },
    ...{ accountName: null, accountAttributes: {}, attributes: {}, amountCents: null, createdAt: record.createdAt },
    closedAt: status === "open" ? null : (record.outcomes.at(-1)?.closedAt ?? null),
    ...more,
  };
}

function looksAt(record: DealRecord, until = end, more: Partial<DealOutline> = {}) {
  const history = buildHistory({ flags: everyFlag, context: dated, until, bulkEdited: new Set() });
  history.add(outlineOf(record, more), record);
  const { looks, signs, stages, deals } = history.finish().history;
  const rows = Array.from({ length: looks.count }, (_, row) => ({
    at: Number(looks.at[row]),
    stage: looks.stage[row] === noStage ? null : stages[Number(looks.stage[row])]?.name,
    week: looks.week[row],
    amountCents: looks.amountCents[row],
    signs: Array.from(looks.signs.subarray(row * signs.length, (row + 1) * signs.length)),
  }));
  const stateOf = (name: string, row: number) => rows[row]?.signs[signs.findIndex((sign) => sign.name === name)] ?? 0;
  return { rows, stateOf, deals };
}

const told = (record: Partial<DealRecord>, until?: number, more?: Partial<DealOutline>) =>
  looksAt({ ...emptyRecord, ...record }, until, more).rows.map(
    ({ at, stage, week }) => `${dayOf(at, zone)} ${stage ?? "no stage"} ${week}`,
  );
const entered = (stageId: string, day: string, knownOn = day) => ({
  stageId,
  enteredAt: on(day),
  knownAt: on(knownOn),
});
const ended = (status: "won" | "lost", day: string, reopenedOn?: string) => ({
  ...{ status, lossKind: null, closedAt: on(day), reopenedAt: reopenedOn === undefined ? null : on(reopenedOn) },
});

describe("a deal is looked at", () => {
  const stageChanges = [entered("discovery", "2026-03-02"), entered("demo", "2026-03-18")];
  const createdAt = on("2026-03-02");

  test("as it enters a stage, every week from there, and no more once it has closed", () => {
    expect(told({ createdAt, stageChanges, outcomes: [ended("lost", "2026-03-30")] })).toEqual([
      ...["2026-03-02 Discovery 0", "2026-03-09 Discovery 1", "2026-03-16 Discovery 2"],
      ...["2026-03-18 Demo 0", "2026-03-25 Demo 1"],
    ]);
  });

  test("while it is open, also as it stands now", () => {
    expect(told({ createdAt, stageChanges }, on("2026-03-20")).slice(-2)).toEqual([
      "2026-03-18 Demo 0",
      "2026-03-20 Demo 0",
    ]);
  });

  test("in a stage from when the team knew of it, and not from when it was", () => {
    const late = [entered("discovery", "2026-03-02"), entered("demo", "2026-03-05", "2026-03-11")];
    expect(told({ createdAt, stageChanges: late, outcomes: [ended("won", "2026-03-14")] })).toEqual([
      ...["2026-03-02 Discovery 0", "2026-03-09 Discovery 1", "2026-03-11 Demo 0"],
    ]);
  });

  test("in no stage until its first is known, so that a stage told later changes nothing about before", () => {
    const outcomes = [ended("won", "2026-03-20")];
    expect(told({ createdAt, stageChanges: [entered("demo", "2026-03-18")], outcomes })).toEqual([
      ...["2026-03-02 no stage 0", "2026-03-09 no stage 1", "2026-03-16 no stage 2", "2026-03-18 Demo 0"],
    ]);
    expect(told({ createdAt, outcomes })).toEqual([
      ...["2026-03-02 no stage 0", "2026-03-09 no stage 1", "2026-03-16 no stage 2"],
    ]);
  });

  test("not while it was closed before it was opened again", () => {
    const outcomes = [ended("lost", "2026-03-05", "2026-03-12"), ended("won", "2026-03-15")];
    expect(told({ createdAt, stageChanges: stageChanges.slice(0, 1), outcomes })).toEqual([
      ...["2026-03-02 Discovery 0", "2026-03-12 Discovery 0"],
    ]);
  });

  test("never, where nobody says when it was open", () => {
    expect(told({ outcomes: [ended("lost", "2026-03-30")] })).toEqual([]);
    // Closed on a day that the CRM does not tell: the instant of the outcome is that of its arrival here.
    expect(told({ createdAt, outcomes: [ended("lost", "2026-04-10")] }, end, { closedAt: null })).toEqual([]);
  });

  test("as open, where its close is still to come", () => {
    const record = { ...emptyRecord, createdAt, outcomes: [ended("lost", "2099-01-01")] };
    const { rows, deals } = looksAt(record, on("2026-03-10"));
    expect(deals).toMatchObject([{ status: "open", closedAt: null }]);
    expect(rows).toHaveLength(3);
  });
});

describe("what a look tells", () => {
  const call = (day: string) => ({
    ...{
      id: day,
      kind: "call" as const,
      direction: null,
      answered: true,
      contactId: null,
      memberId: null,
      subject: "",
    },
    ...{ happenedAt: on(day), knownAt: on(day) },
  });

  test("of a passing flag: how it stands, whether it was up in this stage, in the one before, and ever", () => {
    const { rows, stateOf } = looksAt({
      ...emptyRecord,
      createdAt: on("2026-03-02"),
      stageChanges: [entered("discovery", "2026-03-02"), entered("demo", "2026-03-18")],
      // Quiet from 5 to 17 March, talked about since.
      activities: ["2026-03-02", "2026-03-17", "2026-03-19", "2026-03-21", "2026-03-23"].map(call),
      outcomes: [ended("lost", "2026-03-27")],
    });
    expect(rows.map(({ at }) => dayOf(at, zone))).toEqual([
      ...["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-18", "2026-03-25"],
    ]);
    const [entry, quiet, , next, later] = rows.map((_, row) => stateOf("gone-quiet", row));
    expect(entry).toBe(downSign);
    expect(quiet).toBe(upSign | hasBeenUp | everUp);
    expect(next).toBe(downSign | wasUpBefore | everUp);
    expect(later).toBe(downSign | everUp);
  });

  test("of the amount: what was known then", () => {
    const changed = (day: string, knownOn: string, amountCents: number) => ({
      ...{ amountCents, currency: "EUR", changedAt: on(day), knownAt: on(knownOn) },
    });
    const { rows } = looksAt({
      ...emptyRecord,
      createdAt: on("2026-03-02"),
      amountChanges: [changed("2026-03-04", "2026-03-04", 5_000), changed("2026-03-10", "2026-03-20", 9_000)],
      outcomes: [ended("won", "2026-03-24")],
    });
    expect(rows.map(({ amountCents }) => amountCents)).toEqual([-1, 5_000, 5_000, 9_000]);
  });

  test("of a step: whether it was missing as its stage was entered", () => {
    const { stateOf } = looksAt({
      ...emptyRecord,
      createdAt: on("2026-03-02"),
      stageChanges: [entered("discovery", "2026-03-02"), entered("demo", "2026-03-05")],
      stepAnswers: [
        ...[
          {
            stepId: "competition",
            done: true,
            answer: "",
            saidBy: "",
            happenedAt: on("2026-03-03"),
            knownAt: on("2026-03-03"),
          },
        ],
      ],
      outcomes: [ended("lost", "2026-03-06")],
    });
    expect(stateOf("Time frame asked", 1) & nowMask).toBe(upSign);
    expect(stateOf("Competition asked about", 1) & nowMask).toBe(downSign);
  });
});

describe("the law of replay", () => {
  test("nothing in a look changes when a later fact is added, altered or removed", () => {
    fc.assert(
      fc.property(histories, fc.option(instants), instants, (drawn, createdAt, at) => {
        const record = { ...drawn, createdAt };
        const earlier = (looks: ReturnType<typeof looksAt>) => looks.rows.filter((look) => look.at < at);
        // Whatever is known after `at` is not there at all in the second.
        expect(earlier(looksAt(asOf(record, at), at))).toEqual(earlier(looksAt(record)));
      }),
      { numRuns: 150 },
    );
  });
});
