import { expect, test } from "vitest";
import { workingCalendarOf } from "../../team/working-calendar/rules.ts";
import { closesAt, isReachableOutside, languageOf, paragraphsOf, reminderTimes } from "./rules.ts";
import { proposeLetter, wordFoot, wordReminder } from "./word-letters.ts";

const monday = Date.parse("2026-11-23T09:30:00Z");
const calendar = workingCalendarOf({ weekdays: [1, 2, 3, 4, 5], holidays: [{ heldOn: "2026-12-07" }] });

test("reminders come on working days, at the hour of the invitation, well before the form closes", () => {
  const [first, last] = reminderTimes(monday, "Europe/Berlin", calendar).map((at) => new Date(at).toISOString());
  // Saturday 28 November becomes Monday; Saturday 5 December passes the holiday, too.
  expect([first, last]).toEqual(["2026-11-30T09:30:00.000Z", "2026-12-08T09:30:00.000Z"]);
  expect(new Date(closesAt(monday)).toISOString()).toBe("2026-12-23T09:30:00.000Z");
});

test("a language is guessed from where an address is", () => {
  expect(["a@b.de", "a@b.co.at", "a@b.fr", "a@b.com.br", "a@b.pl", "a@b.com", "a@b.co", null].map(languageOf)).toEqual([
    ...["de", "de", "fr", "pt", "pl", "en", "en", "en"],
  ]);
});

test("a link that only this machine or house reaches is told apart", () => {
  const near = [
    "http://127.0.0.1:4870",
    "http://localhost:4870",
    "http://[::1]:1",
    "http://192.168.1.4",
    "http://pc.local",
  ];
  expect(near.filter(isReachableOutside)).toEqual([]);
  const far = ["https://comeback.example.com", "https://172.32.0.1", "https://localhost.example.com"];
  expect(far.filter(isReachableOutside)).toEqual(far);
});

test("what a person wrote keeps its paragraphs and its lines", () => {
  expect(paragraphsOf("Hello\r\n\r\n  one\ntwo \n \n\n three\n")).toEqual(["Hello", "one\ntwo", "three"]);
});

const languages = ["en", "de", "fr", "es", "it", "nl", "pt", "pl"] as const;

test.each(languages)("letters in %s say who asks and until when, and leave no place unfilled", (language) => {
  for (const kind of ["form", "conversation"] as const) {
    const facts = {
      ...{ language, kind, readerName: "Jana {closes} Novák", askerName: "Max Berg", companyName: "$& Sons" },
      ...{ decidedOn: "2026-10-04", closesOn: "2026-12-23" },
    };
    const letters = [
      proposeLetter(facts),
      wordReminder(facts, { subject: "$1 {month}", sent: 0 }),
      wordReminder(facts, { subject: "$1 {month}", sent: 1 }),
    ];
    for (const { subject, body } of letters) {
      expect(body.replace("Jana {closes} Novák", "")).not.toMatch(/[{}]/);
      expect(body).toContain("Max Berg\n$& Sons");
      expect(body.includes("23")).toBe(kind === "form");
      expect(subject).not.toBe("");
    }
    expect(letters[0]?.body).toContain("2026");
    expect(letters[1]?.subject).toContain("$1 {month}");
    expect(proposeLetter({ ...facts, readerName: "" }).body.split("\n")[0]).not.toMatch(/[{}]| ,|,,| :/);
    const { formLabel, because } = wordFoot(facts);
    expect(formLabel === null).toBe(kind === "conversation");
    expect(because).toContain("$& Sons");
  }
});
