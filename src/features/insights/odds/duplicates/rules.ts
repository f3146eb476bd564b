import { type OddsTable, placeOf } from "../columns/rules.ts";

export type Duplicates = {
  /** Rows that say the same as an earlier row, outcome included. */
  copies: number;
  /** The row each row is a copy of: itself, for the first of its kind. */
  firstOf: Int32Array;
  /** A number each row shares with all that look the same, whatever their outcome: they are held out together. */
  alike: Int32Array;
};

/**
 * Copies in a table without ids or dates. Where few facts are known of each deal, many are bound to be the same and none
 * is a copy: so only where most rows are like no other, and each deal has one row.
 */
export function findDuplicates(table: OddsTable): Duplicates {
  const rows = table.deals.length;
  const own = Int32Array.from({ length: rows }, (_, row) => row);
  const none = { copies: 0, firstOf: own, alike: table.deals };
  if (new Set(table.deals).size < rows) return none;
  const firstLook = new Map<string, number>();
  const first = new Map<string, number>();
  const count = new Map<number, number>();
  const firstOf = new Int32Array(rows);
  const alike = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const look = table.columns.map((column) => {
      const place = placeOf(column, table, row);
      if (column.kind === "category") return column.codes[place];
      return column.kind === "number" ? column.values[place] : column.states[place];
    });
    const key = look.join();
    const seen = firstLook.get(key) ?? row;
    firstLook.set(key, seen);
    alike[row] = table.deals[seen] ?? 0;
    const whole = `${key}=${table.outcomes[row]}`;
    const original = first.get(whole) ?? row;
    first.set(whole, original);
    firstOf[row] = original;
    count.set(original, (count.get(original) ?? 0) + 1);
  }
  const unique = [...count.values()].filter((each) => each === 1).length;
  if (unique * 2 <= rows) return none;
  return { copies: rows - first.size, firstOf, alike };
}
