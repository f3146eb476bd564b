import { describe, expect, test } from "vitest";
import type { DealRecord } from "../deals/rules.ts";
import type { ReasonShape, RepairShape } from "../reasons/contract.ts";
import type { FlagReading } from "../red-flags/contract.ts";
import type { PipelineShape, StepStanding } from "../sales-process/contract.ts";
import type { DebriefAnswers } from "./contract.ts";
import {
  asksForOwnPart,
  faultOf,
  likelyLossKind,
  likelyPromise,
  likelyReasons,
  likelyTurningPoint,
  noAnswers,
  settled,
  waitingSince,
  worstStepsFirst,
} from "./rules.ts";

const reason = (id: string, change: Partial<ReasonShape> = {}): ReasonShape => ({
  id,
  key: null,
  name: id,
  appliesTo: "lost",
  roleQuestion: null,
  control: "ours",
  lever: "",
  aboutProduct: false,
  stepId: null,
  stepName: null,
  flagId: null,
  flagName: null,
  practices: [],
  archived: false,
  ...change,
});
const chosen = (reasonId: string, productScope: "inherent" | "doable" | null = null) => ({
  reasonId,
  productScope,
  note: "",
});
const step = (stepId: string, state: StepStanding["state"]): StepStanding => ({
  stepId,
  name: stepId,
  question: "",
  state,
  evidence: "",
  answer: null,
  saidBy: null,
  happenedAt: null,
});
const at = (text: string) => Date.parse(text);

describe("which closes wait for a debrief", () => {
  const now = at("2026-11-22T11:00:00Z");

  test("those of the last 90 days", () => {
    expect(waitingSince(now, now)).toBe(at("2026-08-24T11:00:00Z"));
  });

  test("in an old export, those of its own last 90 days", () => {
    expect(waitingSince(at("2017-12-31T11:00:00Z"), now)).toBe(at("2017-10-02T11:00:00Z"));
  });

  test("a close in the future does not hide the present", () => {
    expect(waitingSince(at("2031-01-01T00:00:00Z"), now)).toBe(waitingSince(now, now));
    expect(waitingSince(null, now)).toBe(waitingSince(now, now));
  });
});

describe("“and what was ours?”", () => {
  const price = reason("price", { control: "shared", lever: "Show the return." });
  const economy = reason("economy", { control: "theirs", lever: "Stay in touch." });

  test("is asked when every reason is somebody else's", () => {
    expect(asksForOwnPart([economy])).toBe(true);
    expect(asksForOwnPart([price, economy])).toBe(true);
  });

  test("is not asked once one of the reasons is ours, or before any is named", () => {
    expect(asksForOwnPart([price, reason("presented too early")])).toBe(false);
    expect(asksForOwnPart([])).toBe(false);
  });
});

describe("what a debrief needs before it is recorded", () => {
  const answers = (change: Partial<DebriefAnswers>) => ({ ...noAnswers, ...change });
  const catalogue = [reason("gap", { aboutProduct: true }), reason("price")];

  test("a reason, a missed step, or that everything was right", () => {
    expect(faultOf("lost", answers({}), catalogue)).toBe("NOTHING_NAMED");
    expect(faultOf("lost", answers({ reasons: [chosen("price")] }), catalogue)).toBeNull();
    expect(faultOf("lost", answers({ missedStepIds: ["time frame"] }), catalogue)).toBeNull();
    expect(faultOf("lost", answers({ cleanLoss: true }), catalogue)).toBeNull();
  });

  test("a clean loss has no missed step", () => {
    expect(faultOf("lost", answers({ cleanLoss: true, missedStepIds: ["time frame"] }), catalogue)).toBe(
      "STEPS_MISSED",
    );
  });

  test("a reason about the product says whether it is inherent or doable", () => {
    expect(faultOf("lost", answers({ reasons: [chosen("gap")] }), catalogue)).toBe("SCOPE_NEEDED");
    expect(faultOf("lost", answers({ reasons: [chosen("gap", "doable")] }), catalogue)).toBeNull();
  });

  test("of a win, what worked is enough", () => {
    expect(faultOf("won", answers({}), catalogue)).toBe("NOTHING_NAMED");
    expect(faultOf("won", answers({ whatWorked: "Their champion presented it." }), catalogue)).toBeNull();
  });

  test("a win keeps no loss kind, clean loss or check-up; what was ticked twice counts once", () => {
    const twice = answers({
      lossKind: "competitor",
      cleanLoss: true,
      checkUpOn: "2027-01-01",
      reasons: [chosen("price"), { ...chosen("price"), note: "Said last." }],
      missedStepIds: ["a", "a"],
    });
    expect(settled("won", twice)).toMatchObject({ lossKind: null, cleanLoss: false, checkUpOn: null });
    expect(settled("lost", twice)).toMatchObject({
      lossKind: "competitor",
      reasons: [{ reasonId: "price", note: "Said last." }],
      missedStepIds: ["a"],
    });
  });
});

describe("what the record proposes", () => {
  test("how it was lost, when the CRM says it plainly", () => {
    const said = { lossKind: null, competitor: null, crmReason: null };
    expect(likelyLossKind({ ...said, competitor: "Globex" })).toBe("competitor");
    expect(likelyLossKind({ ...said, crmReason: "Lost to Competitor" })).toBe("competitor");
    expect(likelyLossKind({ ...said, crmReason: "No Decision / Non-Responsive" })).toBe("no-decision");
    expect(likelyLossKind({ ...said, crmReason: "No Budget / Lost Funding" })).toBe("no-decision");
    expect(likelyLossKind({ ...said, crmReason: "Unqualified" })).toBe("disqualified");
    expect(likelyLossKind({ ...said, lossKind: "no-decision", competitor: "Globex" })).toBe("no-decision");
  });

  test("nothing, when the CRM is silent, unclear or contradicts itself", () => {
    const said = { lossKind: "unknown" as const, competitor: null, crmReason: null };
    expect(likelyLossKind(said)).toBeNull();
    expect(likelyLossKind({ ...said, crmReason: "Other" })).toBeNull();
    expect(likelyLossKind({ ...said, competitor: "Globex", crmReason: "No decision" })).toBeNull();
  });

  const timeFrame = reason("time frame never asked", { stepId: "ask time frame" });
  const price = reason("Price", { control: "shared" });

  test("the reasons of the missed steps, and the one the CRM names", () => {
    const steps = [step("ask time frame", "missed"), step("ask role", "late")];
    const role = reason("role unknown", { stepId: "ask role" });
    expect(likelyReasons("lost", steps, null, [price, role, timeFrame])).toEqual([timeFrame]);
    expect(likelyReasons("lost", steps, " price ", [price, role, timeFrame])).toEqual([price, timeFrame]);
    expect(likelyReasons("won", steps, "Price", [price, timeFrame])).toEqual([]);
    expect(likelyReasons("lost", steps, null, [{ ...timeFrame, archived: true }])).toEqual([]);
  });

  test("steps missed come first, then late ones", () => {
    const steps = [step("a", "done"), step("b", "late"), step("c", "not-due"), step("d", "missed")];
    expect(worstStepsFirst(steps).map(({ stepId }) => stepId)).toEqual(["d", "b", "a", "c"]);
  });

  const repair: RepairShape = {
    id: "call",
    key: null,
    name: "Call for the missing information",
    openingLine: "",
    dueInDays: 2,
    flagIds: ["no-date"],
    archived: false,
  };
  const up: FlagReading = {
    flagId: "no-date",
    name: "No time frame",
    kind: "up",
    level: "bad",
    since: null,
    evidence: "",
  };

  test("a promise from the reason most in our hands, with its flag's first repair", () => {
    const linked = [
      { ...price, flagId: "no-date", flagName: "Stuck on price" },
      { ...timeFrame, flagId: "no-date", flagName: "No time frame" },
    ];
    expect(likelyPromise(linked, [], [repair])).toEqual({
      flagId: "no-date",
      repairId: "call",
      wording: "If “No time frame” comes up on an open deal, I call for the missing information.",
    });
  });

  test("without such a reason, a promise from a flag that was up before the close; without a repair, none", () => {
    expect(likelyPromise([price], [up], [repair])).toMatchObject({ flagId: "no-date" });
    expect(likelyPromise([price], [{ ...up, kind: "unknown", level: null }], [repair])).toBeNull();
    expect(likelyPromise([price], [up], [])).toBeNull();
  });
});

describe("where the almost-yes became a no", () => {
  const pipeline: PipelineShape = {
    id: "sales",
    name: "Sales",
    stages: [
      { id: "demo", name: "Demo", type: "open", position: 1 },
      { id: "proposal", name: "Proposal", type: "open", position: 2 },
      { id: "lost", name: "Lost", type: "lost", position: 3 },
    ],
  };
  const record = (change: Partial<DealRecord>): DealRecord => ({
    id: "acme",
    ownerId: null,
    pipelineId: "sales",
    createdAt: null,
    stageChanges: [],
    amountChanges: [],
    closeDateChanges: [],
    activities: [],
    roles: [],
    stepAnswers: [],
    attributes: [],
    snoozes: [],
    outcomes: [],
    ...change,
  });
  const entered = (stageId: string, day: string) => ({ stageId, enteredAt: at(day), knownAt: at(day) });
  const talk = (direction: "incoming" | "outgoing", day: string, answered: boolean | null = null) => ({
    id: day,
    kind: "email" as const,
    direction,
    answered,
    happenedAt: at(day),
    knownAt: at(day),
    contactId: null,
    memberId: null,
    subject: "",
  });
  const suggest = (change: Partial<DealRecord>, closedAt = "2026-06-30") =>
    likelyTurningPoint(record(change), [pipeline], { closedAt: at(closedAt), timeZone: "UTC" });

  test("the last time the deal moved back a stage", () => {
    const stageChanges = [
      entered("proposal", "2026-03-01"),
      entered("demo", "2026-04-01"),
      entered("proposal", "2026-05-01"),
      entered("lost", "2026-06-30"),
    ];
    expect(suggest({ stageChanges })).toEqual({
      at: at("2026-04-01"),
      note: "It moved back from Proposal to Demo.",
    });
  });

  test("else their last sign of life, when two messages of ours went into two weeks of silence", () => {
    const activities = [talk("incoming", "2026-05-01"), talk("outgoing", "2026-05-20"), talk("outgoing", "2026-06-10")];
    expect(suggest({ activities })).toEqual({
      at: at("2026-05-01"),
      note: "They last answered on 1 May 2026; 2 messages of ours since then had no answer.",
    });
  });

  test("no suggestion from a short silence, one message, or a deal that only moved on", () => {
    const lately = [talk("incoming", "2026-06-20"), talk("outgoing", "2026-06-22"), talk("outgoing", "2026-06-25")];
    expect(suggest({ activities: lately })).toBeNull();
    expect(suggest({ activities: [talk("incoming", "2026-05-01"), talk("outgoing", "2026-06-10")] })).toBeNull();
    expect(suggest({ activities: [talk("outgoing", "2026-05-01"), talk("outgoing", "2026-06-01")] })).toBeNull();
    expect(suggest({ stageChanges: [entered("demo", "2026-03-01"), entered("proposal", "2026-04-01")] })).toBeNull();
    expect(suggest({})).toBeNull();
  });
});
