import { describe, expect, it } from "vitest";
import type { MeetingTopic } from "../live/contract.ts";
import { toldToAll } from "./rules.ts";

const topic = (said: Partial<MeetingTopic>): MeetingTopic => ({
  ...{ id: "t", kind: "recommendation", words: "Call sooner", dealId: "d", sourceId: "s", reasonId: null },
  ...said,
});
const all = { debriefsShare: "everything", quoteConsent: "named", unnamedToo: true };

describe("a topic as everybody may read it", () => {
  it("tells a customer's words as far as they agree now: with the deal, without, or not at all", () => {
    expect(toldToAll(topic({}), all)).toEqual(topic({}));
    expect(toldToAll(topic({}), { ...all, quoteConsent: "unnamed" })).toEqual(topic({ dealId: null }));
    expect(toldToAll(topic({}), { ...all, quoteConsent: "unnamed", unnamedToo: false })).toBeUndefined();
    // Taken back, or the recommendation itself is gone.
    for (const quoteConsent of ["no", null]) expect(toldToAll(topic({}), { ...all, quoteConsent })).toBeUndefined();
  });

  it("tells a lesson while the team shares everything; what somebody wrote for the meeting itself is the meeting's", () => {
    for (const debriefsShare of ["reasons", "nothing"]) {
      const now = { ...all, quoteConsent: null, debriefsShare };
      expect(toldToAll(topic({ kind: "lesson" }), now)).toBeUndefined();
      expect(toldToAll(topic({ kind: "lesson", sourceId: null }), now)).toBeDefined();
      for (const kind of ["loss", "question"] as const) expect(toldToAll(topic({ kind }), now)).toBeDefined();
    }
  });
});
