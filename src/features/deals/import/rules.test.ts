import { expect, test } from "vitest";
import { isBlank } from "../../../platform/csv.ts";
import {
  guessLossKind,
  guessStageType,
  readActivityKind,
  readAnswered,
  readBuyingRole,
  readDirection,
  readFlag,
  readStatus,
} from "./rules.ts";

test("a stage's type is guessed from its name in several languages", () => {
  for (const name of ["Closed Won", "closedwon", "Gewonnen ", "Gagné", "Ganada", "Won – renewal", "Contract signed"])
    expect([name, guessStageType(name)]).toEqual([name, "won"]);
  for (const name of [
    "Closed Lost",
    "closedlost",
    "Verloren",
    "Perdu",
    "Perdida",
    "Disqualified",
    "Cancelled",
    "Lost to competitor",
  ])
    expect([name, guessStageType(name)]).toEqual([name, "lost"]);
  for (const name of [
    "Negotiation",
    "Decision Makers",
    "Proposal/Price Quote",
    "Won't say",
    "Contract sent",
    "Almost won",
    "Angebot",
  ])
    expect([name, guessStageType(name)]).toEqual([name, "open"]);
});

test("a status is open, won, lost, deleted, or not one of these", () => {
  expect(
    ["open", "Won", "LOST", "deleted", "In Progress", "Out-Sold", "0", "1", "2", "Proposal"].map(readStatus),
  ).toEqual(["open", "won", "lost", "deleted", "open", "lost", "open", "won", "lost", null]);
});

test("placeholders are no answers, but unknown is one", () => {
  for (const text of ["", "  ", "Select", "None", "NaT", "null", "N/A", "-", "--None--", "0000-00-00"])
    expect([text, isBlank(text)]).toEqual([text, true]);
  for (const text of ["Unknown", "0", "999", "-1", "Nathan", "no", "2021-04-15"])
    expect([text, isBlank(text)]).toEqual([text, false]);
});

test("yes and no in the words CRMs use", () => {
  expect(["true", "True", "1", "Yes", "ja", "1.0"].map(readFlag)).toEqual(Array(6).fill(true));
  expect(["false", "0", "No", "nein", "FALSE"].map(readFlag)).toEqual(Array(5).fill(false));
  expect(readFlag("maybe")).toBeNull();
});

test("words of roles, activities, directions, answers and losses", () => {
  expect(
    [
      "Decision Maker",
      "Economic Buyer",
      "Budget Holder",
      "Entscheider",
      "Executive Sponsor",
      "Technical Buyer",
      "End User",
      "Blocker",
      "Information gatherer",
      "Other",
    ].map(readBuyingRole),
  ).toEqual([
    "decision-maker",
    "decision-maker",
    "decision-maker",
    "decision-maker",
    "champion",
    "influencer",
    "influencer",
    "blocker",
    "information-gatherer",
    "unknown",
  ]);
  expect(["Call", "E-mail", "Meeting", "Demo", "Task", "Anruf"].map(readActivityKind)).toEqual([
    "call",
    "email",
    "meeting",
    "meeting",
    "note",
    "call",
  ]);
  expect(["Inbound", "OUTGOING", "INCOMING_EMAIL", "sent", "x"].map(readDirection)).toEqual([
    "incoming",
    "outgoing",
    "incoming",
    "outgoing",
    null,
  ]);
  expect(["Connected", "No answer", "Left voicemail", "yes", "later"].map(readAnswered)).toEqual([
    true,
    false,
    false,
    true,
    null,
  ]);
  expect(["Went with a competitor", "No decision / on hold", "Duplicate", "Price"].map(guessLossKind)).toEqual([
    "competitor",
    "no-decision",
    "disqualified",
    null,
  ]);
});
