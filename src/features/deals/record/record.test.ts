import { describe, expect, test } from "vitest";
import { asOf, statusOf } from "../rules.ts";
import { timelineOf } from "../timeline/rules.ts";
import { type DealFacts, type DealHead, recordOf } from "./rules.ts";

const arrived = Date.parse("2026-03-02T09:00:00Z");
const before = Date.parse("2026-02-01T09:00:00Z");
const after = Date.parse("2026-04-01T09:00:00Z");
const head: DealHead = {
  ...{ id: "deal", ownerId: null, pipelineId: "sales", stageId: "demo", standsInClosedStage: false },
  ...{ status: "open", lossKind: null, amountCents: 500, currency: "EUR", expectedCloseOn: "2026-06-30" },
  ...{ createdAt: before, closedAt: null, recordedAt: arrived, leadSource: null, attributes: {} },
};
const nothing: DealFacts = {
  ...{ stageChanges: [], amountChanges: [], closeDateChanges: [], activities: [] },
  ...{ roles: [], stepAnswers: [], snoozes: [], outcomes: [] },
};

describe("what a CRM tells without saying since when", () => {
  test("became known when the deal arrived here", () => {
    const record = recordOf(head, nothing);
    const arrival = { changedAt: arrived, knownAt: arrived, assumedAt: true };
    expect(record.stageChanges).toEqual([{ stageId: "demo", enteredAt: arrived, knownAt: arrived, assumedAt: true }]);
    expect(record.amountChanges).toEqual([{ amountCents: 500, currency: "EUR", ...arrival }]);
    expect(record.closeDateChanges).toEqual([{ expectedCloseOn: "2026-06-30", ...arrival }]);
  });

  test("did not happen on the day of the import, so the timeline is silent about it", () => {
    const later = { amountCents: 700, currency: "EUR", changedAt: after, knownAt: after };
    const raised = {
      ...nothing,
      amountChanges: [{ ...later, amountCents: 500, changedAt: arrived, knownAt: arrived }, later],
    };
    const titles = (deal: DealHead, facts: DealFacts) =>
      timelineOf(recordOf(deal, facts), () => "Demo").map(({ title, detail }) => `${title} ${detail}`.trim());
    expect(titles(head, nothing)).toEqual(["Arrived here in Demo Since when is not known.", "The deal began"]);
    expect(titles({ ...head, amountCents: 700 }, raised)[0]).toBe("Amount: €7 Before: €5");
    expect(titles({ ...head, createdAt: arrived }, nothing)).toContain("Amount: €5");
  });

  test("and what it does not tell is no fact", () => {
    const record = recordOf({ ...head, amountCents: null, currency: null, expectedCloseOn: null }, nothing);
    expect([record.amountChanges, record.closeDateChanges]).toEqual([[], []]);
  });

  test("a history that ends where the deal stands explains it; one that ends elsewhere does not", () => {
    const entered = (stageId: string) => ({ stageId, enteredAt: before, knownAt: before });
    const stages = (stageId: string) => recordOf(head, { ...nothing, stageChanges: [entered(stageId)] }).stageChanges;
    expect(stages("demo")).toEqual([entered("demo")]);
    expect(stages("qualify")).toMatchObject([entered("qualify"), { stageId: "demo", assumedAt: true }]);
  });

  test("what was written down here later is the last word", () => {
    const change = { expectedCloseOn: null, changedAt: after, knownAt: after };
    expect(recordOf(head, { ...nothing, closeDateChanges: [change] }).closeDateChanges).toEqual([change]);
  });

  test("the stage a deal arrived in stays assumed after it has moved; that of a deal made here is known", () => {
    const arrival = { stageId: "qualify", enteredAt: arrived, knownAt: arrived };
    const moved = { stageId: "demo", enteredAt: after, knownAt: after };
    const facts = { ...nothing, stageChanges: [arrival, moved] };
    expect(recordOf(head, facts).stageChanges).toEqual([{ ...arrival, assumedAt: true }, moved]);
    expect(recordOf({ ...head, createdAt: arrived }, facts).stageChanges).toEqual([arrival, moved]);
  });
});

describe("a field of the CRM, which carries no instant", () => {
  const told = { ...head, leadSource: "Fair", attributes: { Industry: "Retail", Region: "" } };
  const since = (deal: DealHead, facts = nothing) => [
    ...new Set(recordOf(deal, facts).attributes.map(({ knownAt }) => knownAt)),
  ];

  test("is known as it is now, and an empty one tells nothing", () => {
    expect(recordOf(told, nothing).attributes.map(({ source, heading, value }) => [source, heading, value])).toEqual([
      ["lead-source", "Lead source", "Fair"],
      ["crm", "Industry", "Retail"],
    ]);
  });

  test("counts as known since the deal began, as far as anybody tells", () => {
    const enteredAt = before - 1000;
    expect(since(told)).toEqual([before]);
    expect(since({ ...told, createdAt: null })).toEqual([arrived]);
    expect(since(told, { ...nothing, stageChanges: [{ stageId: "demo", enteredAt, knownAt: enteredAt }] })).toEqual([
      enteredAt,
    ]);
  });

  test("is not known before", () => {
    expect(asOf(recordOf(told, nothing), before - 1).attributes).toEqual([]);
  });
});

describe("a closed deal", () => {
  const lost: DealHead = { ...head, status: "lost", stageId: "lost", standsInClosedStage: true, closedAt: after };

  test("has its outcome, and no stage we only know it by", () => {
    const record = recordOf(lost, nothing);
    expect(record.outcomes).toEqual([{ status: "lost", lossKind: null, closedAt: after, reopenedAt: null }]);
    expect(record.stageChanges).toEqual([]);
  });

  test("whose CRM does not say when it closed was closed when it arrived", () => {
    expect(recordOf({ ...lost, closedAt: null }, nothing).outcomes).toMatchObject([{ closedAt: arrived }]);
  });

  test("keeps the outcomes that were undone before", () => {
    const undone = { status: "won" as const, lossKind: null, closedAt: before, reopenedAt: arrived };
    const record = recordOf(lost, { ...nothing, outcomes: [undone] });
    expect(record.outcomes.map(({ status }) => status)).toEqual(["won", "lost"]);
    expect(statusOf(record)).toBe("lost");
  });
});
