import { describe, expect, it } from "vitest";
import { afterStep, mayOf, type PacketStanding, turnOf } from "./rules.ts";

const today = "2026-11-23";
const mia = { memberId: "mia", role: "manager", isOwner: false } as const;
const otto = { ...mia, memberId: "otto" } as const;
const rob = { memberId: "rob", role: "rep", isOwner: false } as const;
const max = { memberId: "max", role: "marketing", isOwner: false } as const;
const ada = { memberId: "ada", role: "admin", isOwner: false } as const;

const asked: PacketStanding = {
  ...{ state: "waiting", answer: null, dueOn: null, askedById: "mia", isAskerGone: false, isNoted: true },
};
const promised: PacketStanding = { ...asked, state: "promised", answer: "accepted", dueOn: "2026-11-30" };

const turns = (packet: PacketStanding, isMarketingHere = true, on = today) =>
  [mia, otto, rob, max, ada].map((reader) => turnOf(reader, packet, { today: on, isMarketingHere }));

describe("whose day a packet stands on", () => {
  it("waits on both sides' until it is answered, and on nobody else's", () => {
    expect(turns(asked)).toEqual(["wait", null, null, "answer", null]);
  });
  it("is for whoever answers for the workspace where nobody does marketing", () => {
    expect(turns(asked, false)).toEqual(["wait", null, null, null, "answer"]);
    expect(turns({ ...asked, askedById: "ada" }, false)).toEqual([null, null, null, null, "wait"]);
  });
  it("tells whoever asked of marketing's words before it is answered", () => {
    expect(turns({ ...asked, isNoted: false })).toEqual(["note", null, null, "answer", null]);
  });
  it("tells whoever asked of an answer until they have taken note", () => {
    expect(turns({ ...promised, isNoted: false })).toEqual(["note", null, null, null, null]);
    expect(turns(promised)).toEqual([null, null, null, null, null]);
    expect(turns({ ...asked, state: "declined", answer: "declined", isNoted: false })[0]).toBe("note");
  });
  it("comes back to both on its day and every day after, until it is done", () => {
    expect(turns(promised, true, "2026-11-29")).toEqual([null, null, null, null, null]);
    for (const day of ["2026-11-30", "2027-02-01"])
      expect(turns(promised, true, day)).toEqual(["check", null, null, "check", null]);
    expect(turns({ ...promised, state: "done" }, true, "2027-02-01")).toEqual([null, null, null, null, null]);
  });
  it("goes to admins where whoever asked is gone, so that nothing sleeps", () => {
    const orphan = { ...promised, isNoted: false, isAskerGone: true, askedById: "gone" };
    expect(turns(orphan)).toEqual([null, null, null, null, "note"]);
  });
});

describe("what may be done with it", () => {
  const rights = (packet: PacketStanding) =>
    Object.fromEntries(
      [mia, otto, max, ada].map((who) => [
        who.memberId,
        Object.entries(mayOf(who, packet)).flatMap(([right, is]) => (is && right !== "say" ? right : [])),
      ]),
    );
  it("follows from how it stands and who one is", () => {
    expect(rights(asked)).toEqual({ mia: ["withdraw"], otto: [], max: ["answer"], ada: ["answer", "withdraw"] });
    expect(rights(promised)).toEqual({
      mia: ["check", "askAgain", "withdraw"],
      otto: [],
      max: ["answer", "check", "postpone"],
      ada: ["answer", "check", "postpone", "askAgain", "withdraw"],
    });
    expect(rights({ ...promised, state: "done" })).toEqual({ mia: ["askAgain"], otto: [], max: [], ada: ["askAgain"] });
  });
  it("leaves nobody to answer themselves", () => {
    expect(rights({ ...asked, askedById: "ada" }).ada).toEqual(["withdraw"]);
  });
});

describe("a step", () => {
  const by = { today, byAsker: false };
  it("promises until a day that is to come, and has been done since one that has come", () => {
    const answer = { kind: "answer", answer: "changed" } as const;
    expect(afterStep(asked, { ...answer, dueOn: "2026-12-01" }, by)).toMatchObject({
      after: { state: "promised", answer: "changed", dueOn: "2026-12-01", isNoted: false },
    });
    expect(afterStep(asked, { ...answer, dueOn: today }, by)).toMatchObject({ after: { state: "done", dueOn: today } });
    expect(afterStep(asked, { ...answer, dueOn: null }, by)).toBe("day-missing");
    expect(afterStep(asked, { kind: "answer", answer: "declined", dueOn: "2026-12-01" }, by)).toMatchObject({
      after: { state: "declined", dueOn: null },
    });
  });
  it("puts a promise off only to a day that is to come", () => {
    expect(afterStep(promised, { kind: "not-yet", dueOn: today }, by)).toBe("day-missing");
    expect(afterStep(promised, { kind: "not-yet", dueOn: "2026-12-24" }, by)).toMatchObject({
      after: { state: "promised", answer: "accepted", dueOn: "2026-12-24", isNoted: false },
    });
  });
  it("asked again, waits anew; and is no news to whoever asks", () => {
    expect(afterStep({ ...promised, state: "done" }, { kind: "ask-again" }, { today, byAsker: true })).toMatchObject({
      after: { state: "waiting", answer: null, dueOn: null, isNoted: true },
    });
    expect(afterStep(promised, { kind: "done" }, { today, byAsker: true })).toMatchObject({ after: { isNoted: true } });
  });
});
