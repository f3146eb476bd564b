import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hubSpotExport, saveExport } from "../../journeys/hubspot-export.ts";
import { createTestDatabase, type TestDatabase } from "../platform/database/test-database.ts";
import { type Analysis, analyseWithin } from "./analyse-file.ts";

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  [folder, database] = await Promise.all([mkdtemp(join(tmpdir(), "comeback-bad-input-")), createTestDatabase()]);
});
afterAll(async () => {
  await Promise.all([database?.drop(), folder && rm(folder, { recursive: true, force: true })]);
});

const now = Date.parse("2026-11-20T09:00:00Z");
const dayMs = 86_400_000;
const day = (daysAgo: number) => new Date(now - daysAgo * dayMs).toISOString().slice(0, 10);

type Row = Record<string, string | number>;
type More = Partial<Parameters<typeof analyseWithin>[1]> & { stages?: Row[] };

const csv = (rows: readonly Row[], headings = Object.keys(rows[0] ?? {})) =>
  [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ""))]
    .map((cells) => cells.map((cell) => `"${cell}"`).join(","))
    .join("\n");

let files = 0;
async function analyse(rows: readonly Row[] | string, { stages, ...more }: More = {}): Promise<Analysis> {
  const save = async (kind: string, text: string) => {
    const path = join(folder, `${kind}-${files++}.csv`);
    await writeFile(path, text);
    return path;
  };
  const deals = await save("deals", typeof rows === "string" ? rows : csv(rows));
  const companions = stages ? [{ kind: "stages" as const, path: await save("stages", csv(stages)) }] : [];
  return analyseFiles(deals, companions, more);
}

type Companions = Parameters<typeof analyseWithin>[1]["companions"];
async function analyseFiles(deals: string, companions: Companions, more: Omit<More, "stages"> = {}): Promise<Analysis> {
  const asked = { currency: "EUR", now, knownAtOpen: null, backtest: null, ...more };
  const said = await analyseWithin(
    { db: database.db, jobsPool: database.pool },
    { ...asked, deals: { path: deals, plan: {} }, companions },
    { onProgress: () => {}, onInsight: () => {} },
  );
  expect(notNumbers(said)).toEqual([]);
  return said;
}

/** Where something else than a number stands that JSON would write as null. */
function notNumbers(value: unknown, path = ""): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (value === undefined) return [`${path} is undefined`];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inside]) => notNumbers(inside, `${path}.${key}`));
}

/** `count` closed deals, the second half won, on which nothing tells how they end. */
function closed(count: number, more: (place: number) => Row = () => ({})): Row[] {
  return Array.from({ length: count }, (_, place) => ({
    "Deal ID": `D-${place}`,
    "Deal name": `Deal ${place}`,
    Owner: ["Ada", "Ben", "Cleo"][place % 3] ?? "",
    Status: place < count / 2 ? "Lost" : "Won",
    Amount: 1_000 + ((place * 37) % 90) * 100,
    "Created at": day(230 - (place % 180)),
    "Closed at": day(200 - (place % 180)),
    Source: ["Fair", "Web", "Referral"][place % 3] ?? "",
    ...more(place),
  }));
}
const without = (rows: readonly Row[], ...headings: string[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([heading]) => !headings.includes(heading))));

describe("too little to say anything", () => {
  test("one deal, won", async () => {
    const said = await analyse(closed(1));
    expect(said).toMatchObject({ findings: [], looked: 0, odds: { kind: "no-variation" } });
  });

  test("one won and one lost, closed in the same instant", async () => {
    const same = { "Created at": "2026-03-01T09:00:00Z", "Closed at": "2026-04-01T09:00:00Z" };
    const said = await analyse(closed(2, () => same));
    expect(said).toMatchObject({ findings: [], looked: 0, odds: { kind: "too-few", won: 1, lost: 1, needed: 100 } });
  });

  test("only open deals", async () => {
    const open = closed(40, () => ({ Status: "Open", "Closed at": "" }));
    const said = await analyse(open, { backtest: { cutoffOn: day(100), atDays: [7] } });
    expect(said).toMatchObject({
      ...{ deals: { open: 40, won: 0, lost: 0 }, findings: [], tooFew: [], looked: 0 },
      ...{ odds: { kind: "too-few", won: 0, lost: 0 }, backtest: { kind: "too-few", won: 0, lost: 0 } },
    });
  });

  test("a table with headings and no deals", async () => {
    await expect(analyse("Deal ID,Deal name,Status,Amount,Created at,Closed at\n")).rejects.toThrow(/no rows/);
  });
});

describe("nothing to tell apart", () => {
  test.each(["Won", "Lost"])("all %s", async (Status) => {
    const said = await analyse(closed(240, () => ({ Status })));
    expect(said).toMatchObject({
      findings: [],
      odds: { kind: "no-variation", why: expect.stringMatching(/same way/) },
    });
  });

  test("one rep and columns that say the same of every deal: all that differs is when", async () => {
    const rows = closed(240, () => ({ Owner: "Ada", Source: "Fair", Country: "Austria", Amount: 5_000 }));
    const said = await analyse(rows);
    expect(said).toMatchObject({ findings: [], looked: 0 });
    const undated = await analyse(without(rows, "Created at", "Closed at"));
    expect(undated.odds).toMatchObject({ kind: "no-variation", why: expect.stringMatching(/No column/) });
  });
});

describe("a column that tells the end", () => {
  const word = (place: number) => (place < 120 ? "gone" : "done");

  test("the outcome under another name, perfect separation by a number, an amount of won deals only: no finding", async () => {
    const said = await analyse(
      closed(240, (place) => ({
        Phase: word(place),
        Score: place < 120 ? place : 1_000 + place,
        Amount: place < 120 ? 0 : 1_000 + place,
      })),
    );
    const leaks = said.odds.suspectedLeaks.map(({ name, allowed }) => ({ name, allowed }));
    expect(leaks).toEqual(["Phase", "Score", "Amount"].map((name) => ({ name, allowed: false })));
    expect(said.leftOut).toEqual(expect.arrayContaining([{ name: "Phase", why: expect.any(String) }]));
    expect(said.findings).toEqual([]);
  });

  test("the same where deals are too few for odds", async () => {
    const said = await analyse(closed(80, (place) => ({ Phase: place < 40 ? "gone" : "done" })));
    expect(said).toMatchObject({ findings: [], odds: { kind: "too-few", suspectedLeaks: [{ name: "Phase" }] } });
  });

  test("somebody says that it is known: then it may be used, and the odds stay odds", async () => {
    const said = await analyse(
      closed(240, (place) => ({ Phase: word(place) })),
      { knownAtOpen: ["Phase"] },
    );
    expect(said.odds).toMatchObject({ kind: "model", suspectedLeaks: [{ name: "Phase", allowed: true }] });
    expect(said.findings).toMatchObject([{ kind: "attribute", name: "Phase", adjustedP: expect.any(Number) }]);
    if (said.odds.kind === "model") expect(said.odds.auc).toBeGreaterThan(0.99);
  });
});

describe("columns of odd shapes", () => {
  test("a different value on every deal, and a column that is empty on nearly every deal", async () => {
    const rows = closed(1_500, (place) => ({ Note: `Remark ${place}`, Region: place % 197 === 0 ? "North" : "" }));
    const said = await analyse(without(rows, "Created at", "Closed at", "Owner"));
    expect(said.findings).toEqual([]);
    expect(said.odds.kind).toBe("model");
    expect(said.leftOut).toContainEqual({ name: "Note", why: expect.any(String) });
  });

  test("missing everywhere: no dates, no amounts, no owners, no sources", async () => {
    const rows = closed(240, () => ({ Owner: "", Amount: "", "Created at": "", "Closed at": "", Source: "" }));
    const said = await analyse(rows);
    expect(said).toMatchObject({ findings: [], looked: 0, odds: { kind: "no-variation" } });
  });

  test("no dates and no amounts: attributes alone are learnt from; a backtest has nothing to learn from", async () => {
    const rows = closed(240, (place) => ({ Fit: place % 10 < (place < 120 ? 3 : 7) ? "high" : "low" }));
    const said = await analyse(without(rows, "Created at", "Closed at", "Amount"), {
      backtest: { cutoffOn: day(100), atDays: [7] },
    });
    expect(said.findings).toMatchObject([{ name: "Fit", difference: expect.any(Number), money: null }]);
    expect(said).toMatchObject({ odds: { kind: "model" }, backtest: { kind: "too-few", won: 0, lost: 0 } });
  });
});

describe("an export as a CRM writes it", () => {
  const exported = async (dates: "year-first" | "day-first" | "month-first") => {
    const { files: written } = hubSpotExport({ owner: "Ada Okafor", now, dates });
    const paths = await saveExport(written, join(folder, dates));
    const companions = (["contacts", "stages", "activities"] as const).map((kind) => ({ kind, path: paths[kind] }));
    return analyseFiles(paths.deals, companions);
  };

  test("day-first and month-first dates are read to the same result as year-first ones", async () => {
    const yearFirst = await exported("year-first");
    expect(yearFirst).toMatchObject({ deals: { total: 40 }, refused: 0 });
    expect(yearFirst.flags["gone-quiet"]).toMatchObject({ up: expect.any(Number) });
    // The order of rows is the database's, and sums differ by it in their last digits.
    const rounded = (said: Analysis) =>
      JSON.stringify(said, (_, value) => (typeof value === "number" ? Number(value.toPrecision(6)) : value), 1);
    expect(rounded(await exported("day-first"))).toBe(rounded(yearFirst));
    expect(rounded(await exported("month-first"))).toBe(rounded(yearFirst));
  });

  test("a row that is cut off is refused, and named with its file and line", async () => {
    const [headings = "", ...rows] = hubSpotExport({ owner: "Ada Okafor", now }).files.deals.split("\r\n");
    const said = await analyse([headings, ...rows.slice(0, 5), '"77","Cut off"'].join("\r\n"));
    expect(said).toMatchObject({
      deals: { total: 5 },
      refused: 1,
      refusals: [
        { file: expect.stringMatching(/^deals-\d+\.csv$/), line: 7, reason: expect.stringMatching(/cut off/) },
      ],
    });
  });
});

describe("dates that cannot be, or tell nothing", () => {
  test.each(["1902-05-01", "2160-05-01"])("created and closed in %s", async (when) => {
    const said = await analyse(
      closed(240, (place) => (place % 2 === 0 ? { "Created at": when, "Closed at": when } : {})),
      { backtest: { cutoffOn: day(100), atDays: [0, 30] } },
    );
    // The deals of a day like any other are too few by themselves; what closes in the next century has not closed.
    expect(said).toMatchObject({ findings: [], odds: { kind: "too-few", won: 60, lost: 60 } });
  });

  test("closed before it was created, and a stage entered before that", async () => {
    const rows = closed(80, (place) => ({ "Created at": day(100 - (place % 90)), "Closed at": day(300) }));
    const stages = rows.map((row) => ({ "Deal ID": row["Deal ID"] ?? "", Stage: "Proposal", "Entered at": day(500) }));
    expect(await analyse(rows, { stages })).toMatchObject({ findings: [] });
  });

  test("a stage history that begins before the deal", async () => {
    const rows = closed(240);
    const stages = rows.flatMap((row, place) => [
      { "Deal ID": row["Deal ID"] ?? "", Stage: "Qualified", "Entered at": day(260 - (place % 180)) },
      { "Deal ID": row["Deal ID"] ?? "", Stage: "Proposal", "Entered at": day(215 - (place % 180)) },
    ]);
    const said = await analyse(rows, { stages });
    expect(said.findings).toEqual([]);
    expect(["model", "no-variation"]).toContain(said.odds.kind);
  });
});

describe("a backtest at the edge of the file", () => {
  test("before everything there is nothing to learn from", async () => {
    const said = await analyse(closed(80), { backtest: { cutoffOn: "1999-01-01", atDays: [7, 30] } });
    expect(said.backtest).toEqual({
      ...{ kind: "too-few", won: 0, lost: 0, needed: 100 },
      cutoffOn: "1999-01-01",
    });
  });

  test("after everything there is nothing to judge by", async () => {
    const said = await analyse(closed(240), { backtest: { cutoffOn: "2027-01-01", atDays: [30, 7, 7] } });
    const nothing = {
      deals: 0,
      auc: null,
      brier: null,
      calibrationError: null,
      tooFew: { won: 0, lost: 0, needed: 10 },
    };
    expect(said.backtest).toEqual([
      { atDays: 7, ...nothing },
      { atDays: 30, ...nothing },
    ]);
  });
});
