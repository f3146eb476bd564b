import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { addDays, dayOf, startOfDay } from "../../platform/dates.ts";
import {
  type CalendarEntry,
  entryOfBlock,
  entryOfBreather,
  entryOfCall,
  entryOfRepair,
  entryOfTalk,
  keyOf,
  type SaidEntry,
} from "./rules.ts";
import { folded, writeIcs } from "./write-ics.ts";

const origin = "https://comeback.example.com";
const said = (entry: CalendarEntry, edition = 0, saidAt = Date.parse("2026-11-22T11:00:00Z")): SaidEntry => ({
  ...entry,
  edition,
  saidAt,
});

async function written(entries: readonly SaidEntry[]): Promise<string> {
  let text = "";
  for await (const piece of writeIcs(entries, origin)) text += piece;
  return text;
}

const calendarOf = (text: string) => new ICAL.Component(ICAL.parse(text));
const eventsOf = (text: string) => calendarOf(text).getAllSubcomponents("vevent");
const propertyOf = (component: ICAL.Component, name: string) => component.getFirstPropertyValue(name);
const timeOf = (component: ICAL.Component, name: string): ICAL.Time => {
  const value = propertyOf(component, name);
  if (!(value instanceof ICAL.Time)) throw new Error(`${name} is no time.`);
  return value;
};

/** What people paste into names and notes: what iCalendar escapes, what it cannot hold, and letters of many octets. */
const nasty = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom("\\", ";", ",", ":", '"', "\n", "\r\n", "\r", "\t", " ", "\\n", "\u2028"),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom("\u0007", "\u001b", "\u007f", "\u0085", "\ufeff", "BEGIN:VEVENT", "\r\nX:Y"),
      },
      { weight: 2, arbitrary: fc.constantFrom("ü", "€", "漢", "👩🏽‍💻", "🇩🇪", "e\u0301", "\u202e", "नमस्ते") },
      { weight: 4, arbitrary: fc.string({ maxLength: 40 }) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join("").replaceAll("\0", ""));
const id = fc.uuid();
const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays("1990-01-01", days));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

const call = fc
  .record({
    ...{
      id,
      dueOn: day,
      note: nasty,
      dealId: id,
      dealName: nasty,
      accountName: maybe(nasty),
      competitor: maybe(nasty),
    },
    ...{ lossKind: fc.constantFrom("no-decision", "competitor", null), closedOn: maybe(day) },
    reasons: fc.array(nasty, { maxLength: 4 }),
  })
  .map(entryOfCall);
const repair = fc
  .record({
    ...{ id, dueOn: day, openingLine: nasty, repairName: nasty, flagName: nasty },
    ...{ dealId: id, dealName: nasty, accountName: maybe(nasty) },
  })
  .map(entryOfRepair);
// Whole seconds, as iCalendar counts; half of them within three days of a change of the clocks in Europe or America.
const changes = ["2026-10-25", "2027-03-28", "2027-03-14", "2026-11-01", "2027-10-31"].map((on) => Date.parse(on));
const instant = fc
  .oneof(
    fc.integer({ min: 631_152_000, max: 4_070_908_800 }),
    fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -259_200, max: 259_200 }))
      .map(([change, seconds]) => change / 1000 + seconds),
  )
  .map((seconds) => seconds * 1000);
const aims = fc.record({ referrals: fc.nat(9), calls: fc.nat(200), networking: fc.nat(9) });
const block = fc
  .tuple(id, instant, fc.integer({ min: 1, max: 240 }), aims)
  .map(([blockId, startsAt, minutes, aim]) =>
    entryOfBlock({ id: blockId, startsAt, endsAt: startsAt + minutes * 60_000, aims: aim }),
  );
const breather = fc.tuple(id, instant).map(([breatherId, backAt]) => entryOfBreather({ id: breatherId, backAt }));
const entry = fc
  .tuple(fc.oneof(call, repair, block, breather), fc.nat(100), instant)
  .map(([each, edition, saidAt]) => said(each, edition, saidAt));

describe("whatever is in a calendar", () => {
  test("is read back by another program as it was said", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(entry, { selector: keyOf, maxLength: 8 }), async (entries) => {
        const read = eventsOf(await written(entries));
        expect(read.map((event) => propertyOf(event, "uid"))).toEqual(entries.map((each) => `${keyOf(each)}@comeback`));
        for (const [at, each] of entries.entries()) {
          const event = read[at];
          if (!event) throw new Error("An entry is missing.");
          const link = `${origin}${each.path}`;
          expect(propertyOf(event, "summary")).toBe(each.summary);
          expect(propertyOf(event, "description")).toBe(each.description ? `${each.description}\n\n${link}` : link);
          expect(propertyOf(event, "url")).toBe(link);
          expect(propertyOf(event, "sequence")).toBe(each.edition);
          for (const name of ["dtstamp", "last-modified"])
            expect(timeOf(event, name).toJSDate().getTime()).toBe(each.saidAt);
          expect(propertyOf(event, "transp")).toBe(each.busy ? "OPAQUE" : "TRANSPARENT");
          expect(propertyOf(event, "class")).toBe("PRIVATE");
          const [start, end] = [timeOf(event, "dtstart"), timeOf(event, "dtend")];
          if ("on" in each.when) {
            expect([start.isDate, start.toString()]).toEqual([true, each.when.on]);
            expect([end.isDate, end.toString()]).toEqual([true, addDays(each.when.on, 1)]);
          } else {
            expect([start.zone.tzid, start.toJSDate().getTime()]).toEqual(["UTC", each.when.startsAt]);
            expect([end.zone.tzid, end.toJSDate().getTime()]).toEqual(["UTC", each.when.endsAt]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test("is written in lines of at most 75 octets that end in CR LF and are whole letters each", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 4 }), async (entries) => {
        const text = await written(entries);
        expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
        for (const line of text.slice(0, -2).split("\r\n")) {
          expect(line).not.toMatch(/[\r\n]/);
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          // Half of a character would not come back as it was.
          expect(Buffer.from(line).toString()).toBe(line);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("loses nothing that can be read: letters, signs and line breaks of a name or note", () => {
    const entryOf = (note: string) =>
      entryOfCall({
        ...{ id: "a", dueOn: "2027-07-01", dealId: "d", dealName: "Website", accountName: "Müller, Söhne; \\ Co" },
        ...{ competitor: null, lossKind: null, closedOn: null, reasons: [], note },
      });
    expect(entryOf("First,\r\nthen; \u0007more\\").description).toBe("Website.\nFirst,\nthen; more\\");
    expect(entryOf("").summary).toBe("Check-up call: Müller, Söhne; \\ Co");
    // What is too long ends between two characters.
    expect(entryOf("👩".repeat(1000)).description).toMatch(/^Website\.\n(?:👩)+…$/u);
  });
});

test("folding breaks a line only where it must, and unfolds to what it was", () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const line = text.replace(/[\r\n]/g, "");
      const lines = folded(line).split("\r\n ");
      expect(lines.join("")).toBe(line);
      // Another character would not have fitted.
      for (const [at, each] of lines.slice(0, -1).entries())
        expect(Buffer.byteLength(each) + (at > 0 ? 1 : 0)).toBeGreaterThan(75 - 4);
    }),
  );
});

describe("an hour in a calendar is the same hour everywhere", () => {
  // The night in which clocks go forward, and the one in which they go back: 01:30 to 03:30 on the wall.
  test.each([
    ["Europe/Berlin", "2027-03-28", 1],
    ["Europe/Berlin", "2026-10-25", 3],
    ["America/New_York", "2027-03-14", 1],
    ["America/New_York", "2026-11-01", 3],
    ["Asia/Kolkata", "2027-03-28", 2],
  ])("in %s on %s, half past one to half past three is %i hours", async (timeZone, on, hours) => {
    const startsAt = startOfDay(on, timeZone) + 90 * 60_000;
    const endsAt = startsAt + hours * 3_600_000;
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
    expect([clock.format(startsAt), clock.format(endsAt)]).toEqual(["01:30", "03:30"]);
    const [event] = eventsOf(
      await written([
        said(entryOfBlock({ id: "b", startsAt, endsAt, aims: { referrals: 1, calls: 8, networking: 0 } })),
      ]),
    );
    if (!event) throw new Error("The block is missing.");
    expect(new ICAL.Event(event).duration.toSeconds()).toBe(hours * 3600);
    expect(clock.format(timeOf(event, "dtstart").toJSDate())).toBe("01:30");
  });

  test("and a day is that day in every time zone, without an hour that could move it", async () => {
    const entries = [
      said(entryOfCall({ ...callOn("2027-03-28"), id: "a" })),
      said(entryOfCall({ ...callOn("2026-10-25"), id: "b" })),
    ];
    expect(await written(entries)).toMatch(/DTSTART;VALUE=DATE:20270328\r\nDTEND;VALUE=DATE:20270329\r\n/);
    expect(await written(entries)).toMatch(/DTSTART;VALUE=DATE:20261025\r\nDTEND;VALUE=DATE:20261026\r\n/);
    expect(dayOf(Date.parse("2027-03-28T00:00:00Z"), "America/New_York")).toBe("2027-03-27");
  });
});

const callOn = (dueOn: string) => ({
  ...{ id: "a", dueOn, note: "", dealId: "d", dealName: "Website", accountName: "Acme" },
  ...{ competitor: "Bellstride", lossKind: "competitor", closedOn: "2026-07-01", reasons: ["Price", "Timing"] },
});

describe("what an entry says", () => {
  test("a call: whom, which deal, and why they said no", () => {
    expect(entryOfCall({ ...callOn("2027-03-28"), note: "Ask for Mrs. Bell." })).toMatchObject({
      summary: "Check-up call: Acme",
      description: "Website, lost on 1 July 2026.\nThey chose Bellstride: Price; Timing.\nAsk for Mrs. Bell.",
    });
    expect(entryOfCall({ ...callOn("2027-03-28"), competitor: null, reasons: [] }).description).toBe(
      "Website, lost on 1 July 2026.",
    );
  });

  test("a planned talk names the customer and who leads it, and keeps its half hour free of others", () => {
    const talk = {
      ...{ id: "t", plannedFor: Date.parse("2026-11-25T09:00:00Z"), dealName: "Acme licences", accountName: "Acme" },
      ...{ contactName: "Dora Cider", leadName: "Max", listens: false },
    };
    expect(entryOfTalk(talk)).toMatchObject({
      ...{ summary: "Talk with Acme", description: "Post-mortem of Acme licences. With Dora Cider.", busy: true },
      when: { endsAt: Date.parse("2026-11-25T09:30:00Z") },
    });
    expect(entryOfTalk({ ...talk, listens: true, contactName: null })).toMatchObject({
      summary: "Listen: talk with Acme",
      description: "Post-mortem of Acme licences.\nMax leads it; you listen.",
    });
  });

  test("a block: what was aimed at, in an hour that is taken", () => {
    const aimed = entryOfBlock({ id: "b", startsAt: 0, endsAt: 1, aims: { referrals: 1, calls: 8, networking: 2 } });
    expect(aimed).toMatchObject({ description: "The aim: 1 referral, 8 calls, 2 × networking.", busy: true });
  });
});

test("the calendar tells its name, how often to come back, and no method: it invites nobody", async () => {
  const calendar = calendarOf(await written([]));
  expect(propertyOf(calendar, "x-wr-calname")).toBe("Comeback");
  expect(propertyOf(calendar, "name")).toBe("Comeback");
  expect(propertyOf(calendar, "version")).toBe("2.0");
  expect(String(propertyOf(calendar, "refresh-interval"))).toBe("PT1H");
  expect(propertyOf(calendar, "method")).toBeNull();
});
