import { describe, expect, test } from "vitest";
import type { News } from "./contract.ts";
import {
  customerVoice,
  inCallingOrder,
  newsSince,
  openingLine,
  reasonsOfLoss,
  requestsOf,
  unansweredMessage,
  voiceOf,
} from "./rules.ts";

const price = { id: "price", name: "Price" };
const offer = (words: string, ids: string[]) => ({
  ...{ id: words, kind: "price" as const, fromOn: "2026-05-01", words, reasons: ids.map((id) => ({ id, name: id })) },
});

describe("how to begin the call", () => {
  const loss = { closedOn: "2026-03-02", lossKind: "competitor" as const, competitor: "Globex", dealName: "Planner" };
  const limit: News = {
    what: { kind: "limit", limitId: "a", status: "resolved" },
    ...{ title: "Offline use.", note: "", on: "2026-04-01", named: true, answers: [] },
  };
  const answering = newsSince([price], [], [offer("A smaller start.", ["price"])]);

  test("with what they needed and we have now, else with what answers their reason, else with a question", () => {
    expect(openingLine(loss, [...answering, limit], "Cora")).toContain(
      "we could not give you this: Offline use. Now we can.",
    );
    expect(openingLine(loss, answering, "Cora")).toContain("on 2026-03-02 it came down to “Price”");
    expect(openingLine(loss, [], null)).toBe(
      "Hello, on 2026-03-02 you chose Globex. What do they do well, and what do you still miss?",
    );
    expect(openingLine({ ...loss, lossKind: "no-decision" }, [], null)).toContain("you held off");
    expect(openingLine({ ...loss, lossKind: null }, [], null)).toContain("we last talked about Planner");
  });

  test("a limit that is only planned is no promise to begin with", () => {
    const planned: News = { ...limit, what: { kind: "limit", limitId: "a", status: "planned" }, answers: ["Price"] };
    expect(openingLine(loss, [planned], null)).toContain("Globex");
  });
});

const told = {
  ...{ at: "2026-11-03T10:00:00Z", on: "2026-11-03", who: "Cora", winnerBetter: "They called back.", compared: "" },
  ...{
    leastUnderstood: "The night shift.",
    whoDecided: "",
    otherReason: "",
    winAgain: "yes" as const,
    winAgainNote: "",
  },
  reasons: [{ ...price, note: "Twice as much." }],
  recommendations: ["Come and see the night shift."],
};

describe("what the customer told us", () => {
  test("is a voice of its own; what they recommend, and a chance to win them again, is theirs to ask for", () => {
    expect(customerVoice(told)).toEqual({
      ...{ whose: "buyer", who: "Cora", at: told.at, reasons: [{ name: "Price", note: "Twice as much." }] },
      words: ["What the winner did better: They called back.", "The need we understood least: The night shift."],
    });
    const asked = requestsOf([told], [], [], null);
    expect(asked.map(({ from, about, words }) => [from, about, words])).toEqual([
      ["customer", "What they recommend to us", "Come and see the night shift."],
      ["customer", "Yes, we could win them again", ""],
    ]);
    expect(requestsOf([{ ...told, winAgain: "no", recommendations: [] }], [], [], null)).toEqual([]);
    expect(reasonsOfLoss([told], "something else", [])).toEqual([price]);
  });

  test("what we do differently since they said so is what the call begins with, unless they can have what they lacked", () => {
    const visit = { id: "visit", title: "Visit the night shift.", how: "Before the proposal.", on: "2026-11-20" };
    const practice = { ...visit, reasonIds: ["price"], recommended: true };
    const loss = { closedOn: "2026-10-02", lossKind: null, competitor: null, dealName: "Planner" };
    const news = newsSince([price], [], [offer("A smaller start.", ["price"])], [practice]);
    expect(news.map(({ title, named }) => [title, named])).toEqual([
      ["Visit the night shift.", true],
      ["A smaller start.", false],
    ]);
    expect(openingLine(loss, news, "Cora")).toBe(
      "Hello Cora, on 2026-10-02 we lost you, and you told us what to do better. We do it now: “Visit the night shift”. May I tell you what came of it?",
    );
    // One that merely answers their reason is told like a change of the offer.
    const answering = newsSince([price], [], [], [{ ...practice, recommended: false }]);
    expect(openingLine(loss, answering, "Cora")).toContain(
      "it came down to “Price”. We work otherwise since: “Visit the night shift”.",
    );
    const both = newsSince([price], [], [offer("A smaller start.", ["price"])], [{ ...practice, recommended: false }]);
    expect(openingLine(loss, both, "Cora")).toContain("Here is what is different: A smaller start.");
  });
});

test("what answers this loss stands before what is merely new, and six changes of the offer are enough", () => {
  const many = Array.from({ length: 9 }, (_, place) => offer(`Change ${place}`, place === 8 ? ["price"] : []));
  const news = newsSince([price], [], many);
  expect(news.map(({ title }) => title)).toEqual([
    ...["Change 8", "Change 0", "Change 1", "Change 2", "Change 3", "Change 4"],
  ]);
});

test("a manager who writes about somebody's deal is a voice of their own; of their own deal they are who sold it", () => {
  const said = {
    at: "2026-03-03T10:00:00Z",
    byName: "Max",
    ownPart: "",
    turningPoint: "",
    doDifferently: "",
    reasons: [],
  };
  expect(voiceOf({ ...said, byId: "max", byRole: "manager" }, "rita").whose).toBe("manager");
  expect(voiceOf({ ...said, byId: "max", byRole: "manager" }, "max").whose).toBe("rep");
  expect(voiceOf({ ...said, byId: "rolf", byRole: "rep" }, "rita").whose).toBe("rep");
});

test("without a debrief the CRM's reason counts if the catalogue has it, however it is written", () => {
  const catalogue = [{ ...price, name: "Price / budget", appliesTo: "lost" as const }];
  expect(reasonsOfLoss([], "price, Budget", catalogue).map(({ id }) => id)).toEqual(["price"]);
  expect(reasonsOfLoss([], "", catalogue)).toEqual([]);
});

test("a message of theirs that nobody answered is found; one that was answered, or came after the close, is none", () => {
  const mail = (direction: "incoming" | "outgoing", happenedAt: number) => ({
    ...{ kind: "email", direction, happenedAt, subject: "Can it?", contactId: null },
  });
  expect(unansweredMessage([mail("outgoing", 1), mail("incoming", 2)], 9)?.subject).toBe("Can it?");
  expect(unansweredMessage([mail("incoming", 1), mail("outgoing", 2)], 9)).toBeNull();
  expect(unansweredMessage([mail("incoming", 10)], 9)).toBeNull();
});

test("the one who decides is called first", () => {
  const person = (name: string, role: "blocker" | "champion" | "decision-maker") => ({
    ...{ contactId: name, name, role, email: null, phone: null, jobTitle: null, since: "2026-01-01T00:00:00Z" },
  });
  const people = [person("Bo", "blocker"), person("Cy", "champion"), person("Di", "decision-maker")];
  expect(inCallingOrder(people).map(({ name }) => name)).toEqual(["Di", "Cy", "Bo"]);
});
