import { describe, expect, test } from "vitest";
import type { ActivityFact, DealRecord } from "../deals/rules.ts";
import type { Thresholds } from "./contract.ts";
import { context, emptyRecord, on, pipeline, watch } from "./red-flags.fixture.ts";
import { readFlag } from "./rules.ts";

const record = (facts: Partial<DealRecord>): DealRecord => ({ ...emptyRecord, ...facts });
const entered = (stageId: string, day: string) => ({ stageId, enteredAt: on(day), knownAt: on(day) });
const onDeal = (contactName: string, role: DealRecord["roles"][number]["role"], day: string, removed = false) => ({
  contactId: contactName,
  contactName,
  role,
  removed,
  knownAt: on(day),
});
const activity = (
  kind: ActivityFact["kind"],
  direction: ActivityFact["direction"],
  day: string,
  answered: boolean | null = null,
): ActivityFact => ({
  id: `${kind} ${day}`,
  kind,
  direction,
  answered,
  happenedAt: on(day),
  knownAt: on(day),
  contactId: "Anna Weiss",
  memberId: null,
  subject: "",
});
const closing = (expectedCloseOn: string | null, day: string) => ({
  expectedCloseOn,
  changedAt: on(day),
  knownAt: on(day),
});

function reader(thresholds: Thresholds, stepId: string | null = null) {
  const flag = watch(thresholds, stepId);
  return (facts: Partial<DealRecord>, day: string) => readFlag(record(facts), on(day), flag, context);
}

describe("no decision maker by a stage", () => {
  const read = reader({ kind: "no-decision-maker", byStagePosition: 4 });
  const inDemo = [entered("demo", "2026-03-02")];
  const inProposal = [...inDemo, entered("proposal", "2026-03-09")];
  const champion = onDeal("Anna Weiss", "champion", "2026-03-03");

  test("is not asked for before the stage", () => {
    expect(read({ stageChanges: inDemo, roles: [champion] }, "2026-03-10")).toMatchObject({
      kind: "down",
      evidence: "The deal stands in Demo; a decision maker is needed by Proposal.",
    });
  });

  test("is up from the entry of the stage, and bad in a later one", () => {
    expect(read({ stageChanges: inProposal, roles: [champion] }, "2026-03-10")).toMatchObject({
      kind: "up",
      level: "warn",
      since: on("2026-03-09"),
      evidence: "The deal stands in Proposal, and no contact on it is a decision maker.",
    });
    const later = [...inProposal, entered("negotiation", "2026-03-12")];
    expect(read({ stageChanges: later, roles: [champion] }, "2026-03-13")).toMatchObject({
      level: "bad",
      since: on("2026-03-09"),
    });
  });

  test("is down while somebody decides, and up again from the day they are taken off", () => {
    const roles = [champion, onDeal("Ben Ober", "decision-maker", "2026-03-04")];
    expect(read({ stageChanges: inProposal, roles }, "2026-03-20")).toMatchObject({
      kind: "down",
      evidence: "Ben Ober is the decision maker.",
    });
    const left = [...roles, onDeal("Ben Ober", "decision-maker", "2026-03-15", true)];
    expect(read({ stageChanges: inProposal, roles: left }, "2026-03-20")).toMatchObject({
      kind: "up",
      since: on("2026-03-15"),
    });
  });

  test("is unknown without contacts, without any role, and without a stage", () => {
    expect(read({ stageChanges: inProposal }, "2026-03-20").evidence).toBe("No contact is recorded on this deal.");
    expect(
      read({ stageChanges: inProposal, roles: [onDeal("Anna Weiss", "unknown", "2026-03-03")] }, "2026-03-20"),
    ).toMatchObject({ kind: "unknown", evidence: "Nobody's buying role is recorded on this deal." });
    expect(read({ roles: [champion] }, "2026-03-20").kind).toBe("unknown");
  });

  test("in a pipeline with fewer stages, is asked for by its last one before the close", () => {
    const stages = [
      { id: "prospecting", name: "Prospecting", type: "open" as const, position: 1 },
      { id: "engaging", name: "Engaging", type: "open" as const, position: 2 },
      { id: "won", name: "Won", type: "won" as const, position: 3 },
      { id: "lost", name: "Lost", type: "lost" as const, position: 4 },
    ];
    const short = { ...context, process: { ...context.process, pipelines: [{ ...pipeline, stages }] } };
    const flag = watch({ kind: "no-decision-maker", byStagePosition: 4 });
    const readIn = (stage: string, facts: Partial<DealRecord> = {}) =>
      readFlag(record({ stageChanges: [entered(stage, "2026-03-02")], ...facts }), on("2026-03-10"), flag, short);
    expect(readIn("prospecting")).toMatchObject({
      kind: "down",
      evidence: "The deal stands in Prospecting; a decision maker is needed by Engaging.",
    });
    expect(readIn("engaging").kind).toBe("unknown");
    expect(readIn("engaging", { roles: [champion] })).toMatchObject({ kind: "up", level: "warn" });
  });
});

describe("a step missed before its stage", () => {
  const read = reader({ kind: "step-missed" }, "time-frame");
  const stageChanges = [entered("discovery", "2026-03-02"), entered("demo", "2026-03-09")];
  const answer = (stepId: string, day: string) => ({
    stepId,
    done: true,
    answer: "",
    saidBy: "",
    happenedAt: on(day),
    knownAt: on(day),
  });

  test("is up from the entry of the stage until the step is done, even late", () => {
    const other = answer("competition", "2026-03-03");
    expect(read({ stageChanges, stepAnswers: [other] }, "2026-03-11")).toMatchObject({
      kind: "up",
      level: "warn",
      since: on("2026-03-09"),
      evidence: "Demo was entered on 2026-03-09, and “Time frame asked” is not recorded as done.",
    });
    const done = [other, answer("time-frame", "2026-03-12")];
    expect(read({ stageChanges, stepAnswers: done }, "2026-03-12").kind).toBe("down");
  });

  test("is unknown when no step was ever recorded, and when the step is no longer asked for", () => {
    expect(read({ stageChanges }, "2026-03-11").kind).toBe("unknown");
    const gone = reader({ kind: "step-missed" }, "archived");
    expect(gone({ stageChanges }, "2026-03-11").evidence).toBe("We no longer ask for this step.");
  });
});

describe("single contact", () => {
  const read = reader({ kind: "single-contact", badContacts: 1, warnContacts: 2 });
  const anna = onDeal("Anna Weiss", "champion", "2026-03-02");
  const ben = onDeal("Ben Ober", "unknown", "2026-03-05");
  const cem = onDeal("Cem Kaya", "influencer", "2026-03-07");

  test.each([
    [[anna], "up", "bad", "Anna Weiss is the only contact on this deal."],
    [[anna, ben], "up", "warn", "Only Anna Weiss and Ben Ober are on this deal."],
    [[anna, ben, cem], "down", null, "3 contacts are on this deal."],
    [[], "unknown", null, "No contact is recorded on this deal."],
    [
      [anna, onDeal("Anna Weiss", "champion", "2026-03-08", true)],
      "up",
      "bad",
      "Every contact was taken off this deal.",
    ],
  ] as const)("%#: %j", (roles, kind, level, evidence) => {
    expect(read({ roles: [...roles] }, "2026-03-10")).toMatchObject({ kind, level, evidence });
  });

  test("is up since the first contact alone, though a second came and left", () => {
    const roles = [anna, ben, onDeal("Ben Ober", "unknown", "2026-03-06", true)];
    expect(read({ roles }, "2026-03-10").since).toBe(on("2026-03-02"));
  });
});

describe("gone quiet", () => {
  const read = reader({ kind: "gone-quiet", warnDays: 7, badDays: 14 });
  const theyWrote = activity("email", "incoming", "2026-03-02T16:00");

  test("warns when the seventh day begins and is bad when the fourteenth does, whatever the hour", () => {
    expect(read({ activities: [theyWrote] }, "2026-03-08T23:59")).toMatchObject({
      kind: "down",
      evidence: "The last conversation was on 2026-03-02.",
    });
    expect(read({ activities: [theyWrote] }, "2026-03-09T00:00")).toMatchObject({
      kind: "up",
      level: "warn",
      since: on("2026-03-09T00:00"),
      evidence: "No conversation since 2026-03-02.",
    });
    expect(read({ activities: [theyWrote] }, "2026-03-16T00:00")).toMatchObject({
      level: "bad",
      since: on("2026-03-09T00:00"),
    });
  });

  test("counts days, not hours, over the night the clocks change", () => {
    const lateEvening = activity("email", "incoming", "2026-03-22T23:30");
    expect(read({ activities: [lateEvening] }, "2026-03-28T23:59").kind).toBe("down");
    // Six days and 23 hours of real time later, for the night of 29 March is short.
    expect(read({ activities: [lateEvening] }, "2026-03-29T23:30")).toMatchObject({
      kind: "up",
      since: on("2026-03-29T00:00"),
    });
  });

  test("does not take our notes, e-mails and missed calls for conversations", () => {
    const ours = [
      activity("note", null, "2026-03-15"),
      activity("email", "outgoing", "2026-03-15"),
      activity("call", "outgoing", "2026-03-15", false),
    ];
    expect(read({ activities: [theyWrote, ...ours] }, "2026-03-16")).toMatchObject({ kind: "up", level: "bad" });
    const answered = activity("call", "outgoing", "2026-03-15", true);
    expect(read({ activities: [theyWrote, answered] }, "2026-03-16").kind).toBe("down");
  });

  test("counts from the first try when nobody ever answered", () => {
    expect(read({ activities: [activity("email", "outgoing", "2026-03-02")] }, "2026-03-12")).toMatchObject({
      kind: "up",
      evidence: "Nobody has answered since the first contact on 2026-03-02.",
    });
  });

  test("is unknown when a call that says nothing would settle it", () => {
    const perhaps = activity("call", null, "2026-03-10");
    expect(read({ activities: [theyWrote, perhaps] }, "2026-03-12")).toMatchObject({
      kind: "unknown",
      evidence: "A call on 2026-03-10 does not say whether we spoke; the last sure conversation was before it.",
    });
    // Long after it, it does not matter any more.
    expect(read({ activities: [theyWrote, perhaps] }, "2026-03-18")).toMatchObject({ kind: "up", level: "warn" });
  });

  test("is unknown when no contact was ever recorded; a note is none", () => {
    expect(read({ activities: [activity("note", null, "2026-03-02")] }, "2026-03-20").kind).toBe("unknown");
  });

  test("rests while snoozed, and comes back on the day agreed or when woken", () => {
    const snooze = { reason: "Budget freeze", startedAt: on("2026-03-05"), untilOn: "2026-04-01", endedAt: null };
    const activities = [theyWrote];
    expect(read({ activities, snoozes: [snooze] }, "2026-03-31T23:59")).toMatchObject({
      kind: "down",
      evidence: "Resting until 2026-04-01: “Budget freeze”.",
    });
    expect(read({ activities, snoozes: [snooze] }, "2026-04-01T00:00")).toMatchObject({
      kind: "up",
      level: "bad",
      since: on("2026-04-01T00:00"),
    });
    const woken = { ...snooze, endedAt: on("2026-03-20") };
    expect(read({ activities, snoozes: [woken] }, "2026-03-21")).toMatchObject({ since: on("2026-03-20") });
  });

  test("a conversation entered later is not known before", () => {
    const enteredLate = { ...activity("call", "outgoing", "2026-03-08", true), knownAt: on("2026-03-12") };
    expect(read({ activities: [theyWrote, enteredLate] }, "2026-03-11").kind).toBe("up");
    expect(read({ activities: [theyWrote, enteredLate] }, "2026-03-12").kind).toBe("down");
  });
});

describe("no follow-up", () => {
  const read = reader({ kind: "no-follow-up", warnDays: 10, badDays: 14 });
  const weWrote = activity("email", "outgoing", "2026-03-02T16:00");

  test("warns when the tenth day without anything begins, and is bad when the fourteenth does", () => {
    expect(read({ activities: [weWrote] }, "2026-03-11T23:59")).toMatchObject({
      kind: "down",
      evidence: "The last call, e-mail or meeting was on 2026-03-02.",
    });
    expect(read({ activities: [weWrote] }, "2026-03-12T00:00")).toMatchObject({
      kind: "up",
      level: "warn",
      since: on("2026-03-12T00:00"),
      evidence: "No call, e-mail or meeting is recorded since 2026-03-02.",
    });
    expect(read({ activities: [weWrote] }, "2026-03-16T00:00")).toMatchObject({
      level: "bad",
      since: on("2026-03-12T00:00"),
    });
  });

  test.each([
    ["an e-mail of ours", activity("email", "outgoing", "2026-03-15"), "down"],
    ["an e-mail of theirs", activity("email", "incoming", "2026-03-15"), "down"],
    ["a call nobody took", activity("call", "outgoing", "2026-03-15", false), "down"],
    ["a call that says nothing", activity("call", null, "2026-03-15"), "down"],
    ["a meeting", activity("meeting", null, "2026-03-15"), "down"],
    ["a note", activity("note", null, "2026-03-15"), "up"],
  ] as const)("after %s it is as it should be", (_, next, kind) => {
    expect(read({ activities: [weWrote, next] }, "2026-03-16").kind).toBe(kind);
  });

  test("is unknown when nothing was ever recorded; a note is nothing, and a rest no beginning", () => {
    const nothing = { kind: "unknown", evidence: "No call, e-mail or meeting is recorded on this deal." };
    const snooze = { reason: "Budget freeze", startedAt: on("2026-03-03"), untilOn: "2026-03-05", endedAt: null };
    expect(read({}, "2026-03-20")).toMatchObject(nothing);
    expect(read({ activities: [activity("note", null, "2026-03-02")] }, "2026-03-20")).toMatchObject(nothing);
    expect(read({ snoozes: [snooze] }, "2026-03-20")).toMatchObject(nothing);
    expect(read({ activities: [activity("call", null, "2026-03-25")] }, "2026-03-20")).toMatchObject(nothing);
  });

  test("is down while the deal rests, and counts from the day it was to wake or was woken", () => {
    const snooze = { reason: "Budget freeze", startedAt: on("2026-03-05"), untilOn: "2026-04-01", endedAt: null };
    const resting = { activities: [weWrote], snoozes: [snooze] };
    expect(read(resting, "2026-03-31T23:59")).toMatchObject({
      kind: "down",
      evidence: "Resting until 2026-04-01: “Budget freeze”.",
    });
    expect(read(resting, "2026-04-02")).toMatchObject({ kind: "down", evidence: "The deal rested until 2026-04-01." });
    expect(read(resting, "2026-04-11")).toMatchObject({
      kind: "up",
      level: "warn",
      since: on("2026-04-11T00:00"),
      evidence: "No call, e-mail or meeting is recorded since the deal rested until 2026-04-01.",
    });
    const woken = { ...resting, snoozes: [{ ...snooze, endedAt: on("2026-03-20") }] };
    expect(read(woken, "2026-03-30").since).toBe(on("2026-03-30T00:00"));
  });

  test("opened again, counts from there", () => {
    const lost = { status: "lost" as const, lossKind: null, closedAt: on("2026-03-10"), reopenedAt: on("2026-05-20") };
    const reopened = { activities: [weWrote], outcomes: [lost] };
    expect(read(reopened, "2026-05-21")).toMatchObject({
      kind: "down",
      evidence: "The deal was opened again on 2026-05-20.",
    });
    expect(read(reopened, "2026-06-03")).toMatchObject({
      kind: "up",
      level: "bad",
      since: on("2026-05-30T00:00"),
      evidence: "No call, e-mail or meeting is recorded since the deal was opened again on 2026-05-20.",
    });
  });
});

describe("close date slipped", () => {
  const read = reader({ kind: "close-date-slipped", pushes: 2 });

  test("is down while the day is to come, and up when the day after it begins", () => {
    const closeDateChanges = [closing("2026-03-20", "2026-03-02")];
    expect(read({ closeDateChanges }, "2026-03-20T23:59")).toMatchObject({
      kind: "down",
      evidence: "The close date is 2026-03-20; no push is recorded.",
    });
    expect(read({ closeDateChanges }, "2026-03-21T09:00")).toMatchObject({
      kind: "up",
      level: "bad",
      since: on("2026-03-21T00:00"),
      evidence: "The close date, 2026-03-20, has passed.",
    });
  });

  test("warns from the second push on; bringing it forward is no push", () => {
    const once = [closing("2026-03-20", "2026-03-02"), closing("2026-03-31", "2026-03-10")];
    expect(read({ closeDateChanges: once }, "2026-03-12").kind).toBe("down");
    const forward = [...once, closing("2026-03-25", "2026-03-11")];
    expect(read({ closeDateChanges: forward }, "2026-03-12").kind).toBe("down");
    const twice = [...once, closing("2026-04-30", "2026-03-12")];
    expect(read({ closeDateChanges: twice }, "2026-03-13")).toMatchObject({
      kind: "up",
      level: "warn",
      since: on("2026-03-12"),
      evidence: "The close date was pushed twice, the last time from 2026-03-31 to 2026-04-30.",
    });
  });

  test("a day agreed with the buyer settles the pushes before it; the next two count again", () => {
    const pushed = [
      closing("2026-03-20", "2026-03-02"),
      closing("2026-03-31", "2026-03-10"),
      closing("2026-04-30", "2026-03-12"),
    ];
    const agreed = [...pushed, { ...closing("2026-05-20", "2026-03-14"), agreed: true as const }];
    expect(read({ closeDateChanges: agreed }, "2026-03-15")).toMatchObject({
      kind: "down",
      evidence: "The close date, 2026-05-20, was agreed with the buyer.",
    });
    expect(read({ closeDateChanges: agreed }, "2026-03-13").kind).toBe("up");
    const again = [...agreed, closing("2026-06-20", "2026-03-16"), closing("2026-07-20", "2026-03-17")];
    expect(read({ closeDateChanges: again }, "2026-03-16").kind).toBe("down");
    expect(read({ closeDateChanges: again }, "2026-03-17").kind).toBe("up");
    expect(read({ closeDateChanges: agreed }, "2026-05-21")).toMatchObject({ kind: "up", level: "bad" });
  });

  test("is unknown without a date", () => {
    expect(read({}, "2026-03-12").evidence).toBe("No close date is recorded.");
    const takenAway = [closing("2026-03-20", "2026-03-02"), closing(null, "2026-03-10")];
    expect(read({ closeDateChanges: takenAway }, "2026-03-25")).toMatchObject({
      kind: "unknown",
      evidence: "The close date was taken away.",
    });
  });
});

describe("too long in stage", () => {
  // Won deals stay in Demo 10 days on average (red-flags.fixture.ts), so that 15 is the limit and 30 twice the limit.
  const read = reader({ kind: "too-long-in-stage", timesUsual: 1.5, fewestWonDeals: 5 });
  const inDemo = [entered("demo", "2026-03-02")];

  test("is up after 1.5 times the usual days, bad after twice that", () => {
    expect(read({ stageChanges: inDemo }, "2026-03-17T23:00").kind).toBe("down");
    expect(read({ stageChanges: inDemo }, "2026-03-18T00:00")).toMatchObject({
      kind: "up",
      level: "warn",
      since: on("2026-03-18T00:00"),
      evidence: "It stands in Demo since 2026-03-02; our won deals stay there 10 days on average.",
    });
    expect(read({ stageChanges: inDemo }, "2026-04-02").level).toBe("bad");
  });

  test("is unknown with too few won deals to know what is usual", () => {
    expect(read({ stageChanges: [entered("proposal", "2026-03-02")] }, "2026-04-02")).toMatchObject({
      kind: "unknown",
      evidence: "Needs 5 won deals that passed through Proposal; 2 are known.",
    });
    expect(read({ stageChanges: [entered("negotiation", "2026-03-02")] }, "2026-04-02").kind).toBe("unknown");
  });

  test("a stage the CRM told without its entry counts from its arrival here, and is never called fine", () => {
    const assumed = [{ ...entered("demo", "2026-03-02"), assumedAt: true as const }];
    expect(read({ stageChanges: assumed }, "2026-03-10").evidence).toBe(
      "Since when it stands in Demo is not recorded.",
    );
    expect(read({ stageChanges: assumed }, "2026-03-18")).toMatchObject({
      kind: "up",
      evidence: "It stands in Demo since 2026-03-02 or longer; our won deals stay there 10 days on average.",
    });
  });

  test("days during which the deal was closed do not count", () => {
    const outcomes = [
      { status: "lost" as const, lossKind: null, closedAt: on("2026-03-06"), reopenedAt: on("2026-03-16") },
    ];
    expect(read({ stageChanges: inDemo, outcomes }, "2026-03-27").kind).toBe("down");
    expect(read({ stageChanges: inDemo, outcomes }, "2026-03-28")).toMatchObject({
      kind: "up",
      since: on("2026-03-28T00:00"),
      evidence:
        "It stands in Demo since 2026-03-02, not counting 10 days during which it was closed; our won deals stay there 10 days on average.",
    });
  });
});

describe("a message unanswered", () => {
  const thresholds = { kind: "unanswered-message", warnHours: 24, badHours: 48 } as const;
  const read = reader(thresholds);
  const roles = [onDeal("Anna Weiss", "champion", "2026-03-01")];
  const theyWrote = activity("email", "incoming", "2026-03-02T10:00");

  test("warns after 24 hours and is bad after 48, to the minute", () => {
    expect(read({ roles, activities: [theyWrote] }, "2026-03-03T09:59")).toMatchObject({
      kind: "down",
      evidence: "Anna Weiss wrote on 2026-03-02; an answer is not overdue yet.",
    });
    expect(read({ roles, activities: [theyWrote] }, "2026-03-03T10:00")).toMatchObject({
      kind: "up",
      level: "warn",
      since: on("2026-03-03T10:00"),
      evidence: "Anna Weiss wrote on 2026-03-02, and no answer is recorded.",
    });
    expect(read({ activities: [theyWrote] }, "2026-03-04T10:00")).toMatchObject({
      level: "bad",
      evidence: "The buyer wrote on 2026-03-02, and no answer is recorded.",
    });
  });

  test("counts real hours over the night the clocks go forward", () => {
    const activities = [activity("email", "incoming", "2026-03-28T20:00")];
    expect(read({ activities }, "2026-03-29T20:59").kind).toBe("down");
    expect(read({ activities }, "2026-03-29T21:00").kind).toBe("up");
  });

  test("is answered by a later e-mail, call or meeting of ours, also in the same instant; not by a call nobody took", () => {
    const later = (answer: ActivityFact) => read({ activities: [theyWrote, answer] }, "2026-03-05").kind;
    expect(later(activity("email", "outgoing", "2026-03-02T18:00"))).toBe("down");
    expect(later(activity("email", "outgoing", "2026-03-02T10:00"))).toBe("down");
    expect(later(activity("meeting", null, "2026-03-02T18:00"))).toBe("down");
    expect(later(activity("call", "incoming", "2026-03-02T18:00", true))).toBe("down");
    expect(later(activity("call", "outgoing", "2026-03-02T18:00", false))).toBe("up");
    expect(later(activity("note", null, "2026-03-02T18:00"))).toBe("up");
  });

  test("a call we missed waits like a message, and the oldest one waiting counts", () => {
    const missed = activity("call", "incoming", "2026-03-02T08:00", false);
    expect(read({ roles, activities: [missed, theyWrote] }, "2026-03-03T08:00")).toMatchObject({
      kind: "up",
      since: on("2026-03-03T08:00"),
      evidence: "Anna Weiss called on 2026-03-02 and missed us, and no answer is recorded.",
    });
  });

  test("is unknown when an e-mail that does not say whose it is may be the answer, or when none says", () => {
    const whose = activity("email", null, "2026-03-02T18:00");
    expect(read({ roles, activities: [theyWrote, whose] }, "2026-03-05")).toMatchObject({
      kind: "unknown",
      evidence:
        "Anna Weiss wrote on 2026-03-02; an e-mail on 2026-03-02 may have been the answer, but does not say so.",
    });
    expect(read({ activities: [whose] }, "2026-03-05").kind).toBe("unknown");
    expect(read({}, "2026-03-05").kind).toBe("unknown");
  });

  test("says when it will be read again: at the hour it becomes overdue, if that is today", () => {
    const holdsUntil = (day: string) => read({ activities: [theyWrote] }, day).holdsUntil;
    expect(holdsUntil("2026-03-02T11:00")).toBeNull();
    expect(holdsUntil("2026-03-03T00:00")).toBe(on("2026-03-03T10:00"));
    expect(holdsUntil("2026-03-03T10:00")).toBeNull();
  });
});

describe("a closed deal", () => {
  const read = reader({ kind: "single-contact", badContacts: 1, warnContacts: 2 });
  const roles = [onDeal("Anna Weiss", "champion", "2026-03-02")];
  const lost = { status: "lost" as const, lossKind: null, closedAt: on("2026-03-10"), reopenedAt: on("2026-03-20") };

  test("says nothing while it is closed; opened again, its flags are up since then", () => {
    expect(read({ roles, outcomes: [lost] }, "2026-03-15")).toMatchObject({
      kind: "unknown",
      evidence: "The deal was closed on 2026-03-10.",
    });
    expect(read({ roles, outcomes: [lost] }, "2026-03-21")).toMatchObject({ kind: "up", since: on("2026-03-20") });
  });

  test("just before the close, its flags stand as they stood", () => {
    const { kind, since } = readFlag(
      record({ roles, outcomes: [{ ...lost, reopenedAt: null }] }),
      lost.closedAt - 1,
      watch({ kind: "single-contact", badContacts: 1, warnContacts: 2 }),
      context,
    );
    expect([kind, since]).toEqual(["up", on("2026-03-02")]);
  });
});
