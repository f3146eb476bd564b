import { expect, test } from "vitest";
import { easyConversations, type OpenDealSigns, type Sign, type WonCustomer } from "./rules.ts";

const now = Date.parse("2026-11-22T11:00:00Z");
const daysAgo = (days: number) => now - days * 86_400_000;
const deal = (name: string, said: Partial<OpenDealSigns> = {}): OpenDealSigns => ({
  ...{ dealId: name, dealName: name, accountName: `${name} Ltd`, contactName: `${name}'s Rosa` },
  ...{ phone: "+49 30 1234", email: "rosa@example.com", last: null, lastHeard: null },
  ...said,
});
const sign = (days: number, said: Partial<Sign> = {}): Sign => ({
  ...{ at: daysAgo(days), kind: "email", direction: "incoming", answered: null, subject: "" },
  ...said,
});
const customer = (name: string, days: number): WonCustomer => ({
  ...{ dealId: name, dealName: name, accountName: null, contactName: null, phone: null, email: null },
  wonAt: daysAgo(days),
});
const offered = (told: Partial<Parameters<typeof easyConversations>[0]>) =>
  easyConversations({ open: [], repairs: [], won: [], ...told }, now, "Europe/Berlin");
const names = (told: Parameters<typeof offered>[0]) =>
  offered(told).map(({ dealName, kind }) => `${dealName}: ${kind}`);

test("whoever waits comes first, then the warmest, a repair that is due, and a customer", () => {
  const open = [
    deal("Due"),
    deal("Warm", { lastHeard: { ...sign(3, { kind: "meeting" }), contactName: "Ben" } }),
    deal("Warmer", { lastHeard: { ...sign(1, { kind: "call", subject: "Terms" }), contactName: "Eve" } }),
    deal("Waits", { last: sign(2), lastHeard: { ...sign(2), contactName: null } }),
  ];
  const repairs = [{ dealId: "Due", repairName: "Call", openingLine: "Who else decides?", dueOn: "2026-11-23" }];
  const told = offered({ open, repairs, won: [customer("Client", 40)] });
  expect(told.map(({ dealName, kind }) => [dealName, kind])).toEqual([
    ["Waits", "waits-for-answer"],
    ["Warmer", "talked-lately"],
    ["Warm", "talked-lately"],
    ["Due", "repair-due"],
    ["Client", "won-customer"],
  ]);
  expect(told.map(({ evidence }) => evidence)).toEqual([
    "Waits's Rosa wrote on 2026-11-20; nothing went back since.",
    "You talked to Eve on 2026-11-21: “Terms”.",
    "You met Ben on 2026-11-19.",
    "“Call” is due on 2026-11-23.",
    "They chose us on 2026-10-13. Ask how it goes, and whom they know.",
  ]);
  expect(told[3]).toMatchObject({ opening: "Who else decides?", contactName: "Due's Rosa", phone: "+49 30 1234" });
});

test("a call that nobody took waits; one that was taken, and what we sent, does not", () => {
  const called = (said: Partial<Sign>) => deal("A", { last: sign(1, { kind: "call", ...said }) });
  expect(names({ open: [called({ answered: false })] })).toEqual(["A: waits-for-answer"]);
  expect(names({ open: [called({ answered: true })] })).toEqual([]);
  expect(names({ open: [called({ direction: "outgoing", answered: false })] })).toEqual([]);
});

test("what is long ago is not easy any more", () => {
  const heard = (days: number) => deal("A", { lastHeard: { ...sign(days), contactName: null } });
  expect(names({ open: [deal("A", { last: sign(31) })] })).toEqual([]);
  expect(names({ open: [heard(14)] })).toEqual(["A: talked-lately"]);
  expect(names({ open: [heard(15)] })).toEqual([]);
});

test("a repair due later, or on somebody else's deal, is not offered; a deal is offered once", () => {
  const repair = (dueOn: string) => ({ dealId: "A", repairName: "Call", openingLine: "", dueOn });
  expect(names({ open: [deal("A")], repairs: [repair("2026-11-24")] })).toEqual([]);
  expect(names({ repairs: [repair("2026-11-20")] })).toEqual([]);
  const open = [deal("A", { last: sign(1), lastHeard: { ...sign(1), contactName: null } })];
  expect(names({ open, repairs: [repair("2026-11-20")] })).toEqual(["A: waits-for-answer"]);
});
