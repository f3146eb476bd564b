import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8Decoder } from "./decode-text.ts";
import { detectEncoding } from "./detect-encoding.ts";
import { longestRow, Row, RowSplitter } from "./split-rows.ts";

const split = (pieces: (string | Buffer)[], delimiter = ",") => {
  const rows: { cells: string[]; line: number }[] = [];
  const splitter = new RowSplitter(delimiter, (row, line) => rows.push({ cells: row.texts(), line }));
  for (const piece of pieces) splitter.push(Buffer.from(piece));
  splitter.end();
  return rows;
};

describe("rows of delimited text", () => {
  test("a quoted cell may hold the delimiter, line breaks and quotation marks, and lines are counted as an editor does", () => {
    const rows = split(['a;b\r\n"x;1";"two\nlines ""here"""\r\nlast;row'], ";");
    expect(rows).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ["x;1", 'two\nlines "here"'] },
      { line: 4, cells: ["last", "row"] },
    ]);
  });

  test("a cell with text after its closing mark keeps it", () => {
    expect(split(['"Big" deal,5" pipe\n'])[0]?.cells).toEqual(["Big deal", '5" pipe']);
    expect(split(['"A ""big"" one" of "5""",x\n'])[0]?.cells).toEqual(['A "big" one of "5"""', "x"]);
  });

  test("wherever the pieces are cut, the rows are those csv-parse reads", () => {
    const cell = fc.stringMatching(/^[a",\n\r ;é😀]{0,8}$/u);
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom("\n", "\r\n"),
        fc.array(fc.nat(200), { maxLength: 5 }),
        (table, lineEnd, cuts) => {
          const text = Buffer.from(
            table.map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join(lineEnd),
          );
          const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
          const pieces = places.slice(1).map((end, place) => text.subarray(places[place], end));
          const theirs: string[][] = parse(text, { relaxColumnCount: true });
          expect(split(pieces).map(({ cells }) => cells)).toEqual(theirs);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a quotation mark that is never closed is half a file", () => {
    expect(() => split(['a,b\n1,"two\n3,4'])).toThrow(/line 2 is never closed.*half of the export/s);
  });

  test("a row has as many cells as it has, and what it held before is gone", () => {
    const wide = Array.from({ length: 300 }, (_, column) => `cell ${column}`);
    expect(split([`${wide.join(",")}\nlast\n`]).map(({ cells }) => cells)).toEqual([wide, ["last"]]);
    const row = Row.of(["é", "", "😀\0"]);
    expect([row.texts(), row.text(3), row.isEmpty(3), row.mayHoldNul]).toEqual([["é", "", "😀\0"], "", true, true]);
  });

  test("a line without end is refused while little of it is held", () => {
    const splitter = new RowSplitter(",", () => {});
    const piece = Buffer.alloc(256 * 1024, "x");
    let pushed = 0;
    expect(() => {
      for (; pushed < 1024; pushed += 1) splitter.push(piece);
    }).toThrow(/Line 1 is longer than 4 million characters/);
    expect(pushed * piece.length).toBeLessThanOrEqual(longestRow);
  });
});

describe("encodings", () => {
  const text = "Größe;Müller €;日本;😀\n";
  const back = (bytes: Buffer, cut: number) => {
    const { encoding, mark } = detectEncoding(bytes);
    const decode = utf8Decoder(encoding);
    const body = bytes.subarray(mark);
    return [
      encoding,
      Buffer.concat([
        decode(body.subarray(0, cut), false),
        decode(body.subarray(cut), false),
        decode(Buffer.alloc(0), true),
      ]).toString(),
    ];
  };
  const utf16 = Buffer.from(text.repeat(20), "utf16le");

  test.each([1, 2, 3, 5, 8, 20, 21, 22, 23, 24, 28, 30, 34, 36, 37])(
    "a character cut after byte %i is put together",
    (cut) => {
      expect(back(Buffer.from(text), cut)).toEqual(["utf-8", text]);
      expect(back(Buffer.from(`\uFEFF${text}`), cut)).toEqual(["utf-8", text]);
      expect(back(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), cut)).toEqual(["utf-16le", text.repeat(20)]);
      const swapped = Buffer.from(utf16).swap16();
      expect(back(Buffer.concat([Buffer.from([0xfe, 0xff]), swapped]), cut)).toEqual(["utf-16be", text.repeat(20)]);
    },
  );

  test("without a mark, UTF-16 shows in its zero bytes", () => {
    const plain = Buffer.from("id,name,stage\n1,Acme,Won\n".repeat(5), "utf16le");
    expect(back(plain, 7)[0]).toBe("utf-16le");
    expect(back(Buffer.from(plain).swap16(), 7)[0]).toBe("utf-16be");
  });

  test("what cannot be UTF-8 is Windows-1252, the euro sign included", () => {
    expect(back(Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x20, 0x80]), 3)).toEqual([
      "windows-1252",
      "Müller €",
    ]);
  });
});
