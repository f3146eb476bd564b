import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { readXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { shownText } from "../csv.ts";
import { type CellValue, type Column, day, instant, money, number, share, text, whole, yesNo } from "./columns.ts";
import type { OpenedTable } from "./exported-table.ts";
import { nameFile } from "./name-file.ts";
import { writeFile } from "./write-file.ts";

type Row = {
  id: string;
  on: string | null;
  at: string;
  part: number | null;
  amount: number;
  currency: string;
  ok: boolean;
};
const columns: Column<Row>[] = [
  text("ID", ({ id }) => id),
  day("Day", ({ on }) => on),
  instant("At", ({ at }) => at),
  share("Share", ({ part }) => part),
  whole("Count", () => 7),
  number("Mean", () => 2.5),
  ...money<Row>("Amount", ({ amount, currency }) => ({ amountCents: amount, currency })),
  yesNo("Done", ({ ok }) => ok),
];
const row: Row = {
  ...{ id: "00012345678901234567", on: "2026-03-05", at: "2026-03-05T23:30:00.000Z", part: 0.125 },
  ...{ amount: -123_450, currency: "EUR", ok: true },
};

function opened(rows: readonly Row[], shown: readonly Column<Row>[] = columns): OpenedTable {
  const pages = async function* () {
    for (const each of rows) yield [shown.map(({ of }) => of(each))];
  };
  return { columns: shown, pages: pages() };
}

async function fileOf(table: OpenedTable, format: "csv" | "xlsx", withMark = true): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of writeFile(table, { format, title: "Deals: a/b", timeZone: "Europe/Berlin", withMark }))
    pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

test("a table as CSV: headings, ISO days, decimals of the currency, a mark where it is wanted", async () => {
  const file = (await fileOf(opened([row]), "csv")).toString();
  expect(file).toBe(
    "\ufeffID,Day,At,Share,Count,Mean,Amount,Amount currency,Done\r\n" +
      "00012345678901234567,2026-03-05,2026-03-05T23:30:00.000Z,0.125,7,2.5,-1234.50,EUR,yes\r\n",
  );
  expect((await fileOf(opened([]), "csv", false)).toString()).toBe(
    "ID,Day,At,Share,Count,Mean,Amount,Amount currency,Done\r\n",
  );
});

test("a table as a workbook: ids stay text, days and instants are Excel's own, in the workspace's time zone, money is a number", async () => {
  const { sheets } = await readXlsx(
    await fileOf(opened([row, { ...row, on: null, part: null, currency: "JPY" }]), "xlsx"),
  );
  expect(sheets.map(({ name }) => name)).toEqual(["Deals  a b"]);
  const [headings, first, second] = sheets[0]?.rows ?? [];
  expect(headings).toEqual(["ID", "Day", "At", "Share", "Count", "Mean", "Amount", "Amount currency", "Done"]);
  expect(first).toEqual([
    "00012345678901234567",
    new Date("2026-03-05T00:00:00Z"),
    new Date("2026-03-06T00:30:00Z"),
    ...[0.125, 7, 2.5, -1234.5, "EUR", true],
  ]);
  expect(second).toMatchObject({ 1: null, 3: null, 6: -123_450, 7: "JPY" });
});

test("whatever is in a cell comes back from both formats, and nothing is a formula", async () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom(
      "=1+1",
      "+49",
      "-2",
      "@x",
      "'=1",
      "None",
      "n/a",
      "-",
      "_x000D_",
      "a\r\nb",
      'say "x"',
      " kept ",
      "\t=1",
    ),
  );
  const wellFormed = anyText.filter((each) => !/[\ufffe\uffff]/.test(each));
  await fc.assert(
    fc.asyncProperty(fc.array(wellFormed, { minLength: 1, maxLength: 6 }), async (texts) => {
      const shown = [text<Row>("First", () => "x"), ...texts.map((each, at) => text<Row>(`T${at}`, () => each))];
      const csv: string[][] = parse(await fileOf(opened([row], shown), "csv"), { bom: true });
      expect(csv[1]?.slice(1).map(shownText)).toEqual(texts);
      for (const cell of csv[1] ?? []) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      const { sheets } = await readXlsx(await fileOf(opened([row], shown), "xlsx"));
      const cells: readonly unknown[] = sheets[0]?.rows[1] ?? [];
      expect(texts.map((_, at) => cells[at + 1] ?? "")).toEqual(texts);
      expect(sheets[0]?.cells?.size ? [...sheets[0].cells.values()].filter(({ formula }) => formula) : []).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("a longer text than a cell holds is cut there, and says so; CSV has all of it", async () => {
  const shown = [text<Row>("Body", () => "x".repeat(40_000))];
  const { sheets } = await readXlsx(await fileOf(opened([row], shown), "xlsx"));
  const cell = sheets[0]?.rows[1]?.[0];
  expect(cell).toMatch(/x… \(shortened: a cell holds 32,767 characters\)$/);
  expect(String(cell)).toHaveLength(32_767);
  expect((await fileOf(opened([row], shown), "csv")).toString()).toContain("x".repeat(40_000));
});

test("whoever reads no further lets go of what is read from, in either format", async () => {
  for (const format of ["csv", "xlsx"] as const) {
    let read = 0;
    let isLetGo = false;
    const pages = async function* (): AsyncGenerator<CellValue[][]> {
      try {
        for (;;) {
          read += 1;
          yield Array.from({ length: 500 }, (_, at) => [`${read}-${at}-${Math.random()}`]);
        }
      } finally {
        isLetGo = true;
      }
    };
    const file = writeFile({ columns: [text("A", () => "")], pages: pages() }, { format, title: "A", timeZone: "UTC" });
    await file.next();
    const soFar = read;
    await file.return(undefined);
    await expect.poll(() => isLetGo).toBe(true);
    expect(read).toBeLessThan(soFar + 50);
  }
});

test("a file's name says whose it is, what it is, and of which day there", () => {
  const at = { now: Date.parse("2026-03-05T23:30:00Z"), timeZone: "Europe/Berlin" };
  expect(nameFile("Müller & Söhne GmbH", "deals", "csv", at)).toBe("muller-sohne-gmbh-deals-2026-03-06.csv");
  expect(nameFile("株式会社", "stage-changes", "xlsx", at)).toBe("stage-changes-2026-03-06.xlsx");
});
