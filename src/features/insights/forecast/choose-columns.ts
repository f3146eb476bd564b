import type { AttributeColumn } from "../history/rules.ts";
import { type LeftOut, ownColumns } from "./rules.ts";

/** What may be used, as far as somebody decided; the data decide about the rest. */
export type FieldUse = ReadonlyMap<string, "known-at-open" | "left-out">;

export const aboutDates = "It holds dates; one that lies after the opening would tell the end.";
const saidByItself = "The program tells this by itself, under the same name.";

/** The columns of the CRM that may be used, and why the others may not; how deals ended is asked of no column here. */
export function chooseColumns(
  columns: readonly AttributeColumn[],
  /** 1 for each deal that has closed. */
  closed: Uint8Array,
  { fields, onlyNamed }: { fields: FieldUse; onlyNamed?: boolean | undefined },
): { usable: AttributeColumn[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const usable = columns.filter((column) => {
    const use = fields.get(column.heading);
    if (ownColumns.has(column.heading)) {
      leftOut.push({ name: column.heading, why: saidByItself, mayDecide: false });
      return false;
    }
    if (use === "known-at-open") return true;
    const why =
      use === "left-out"
        ? "Somebody said to leave it out."
        : onlyNamed
          ? "It was not named as known at the opening."
          : holdsDates(column, closed)
            ? aboutDates
            : null;
    if (why !== null) leftOut.push({ name: column.heading, why, mayDecide: true });
    return why === null;
  });
  return { usable, leftOut };
}

const date =
  /^\s*(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2} [A-Za-z]{3,9},? \d{4}|[A-Za-z]{3,9} \d{1,2},? \d{4})(?:[ T].*)?$/;
const nearlyAll = 0.9;

export function holdsDates({ levels, codes }: AttributeColumn, closed: Uint8Array): boolean {
  const isDate = levels.map((value) => date.test(value));
  let told = 0;
  let dates = 0;
  for (let deal = 0; deal < codes.length; deal++) {
    const code = codes[deal] ?? -1;
    if (code < 0 || closed[deal] !== 1) continue;
    told += 1;
    if (isDate[code]) dates += 1;
  }
  return told > 0 && dates >= told * nearlyAll;
}
