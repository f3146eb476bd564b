/** How often the first person said row i where the second said column j: a square of counts. */
export type AgreementTable = readonly (readonly number[])[];

/** The table as shares, what each person says how often, and how often they agree. */
export interface Agreement {
  readonly of: number;
  readonly cells: readonly (readonly number[])[];
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly agreed: number;
}

export function agreementOf(table: AgreementTable): Agreement {
  const good = table.every((row) => row.length === table.length && row.every((count) => count >= 0));
  if (!good) throw new RangeError("A square of counts was expected.");
  const of = sum(table.map(sum));
  const cells = table.map((row) => row.map((count) => count / of));
  return {
    of,
    cells,
    first: cells.map(sum),
    second: cells.map((_, answer) => sum(cells.map((row) => row[answer] ?? 0))),
    agreed: sum(cells.map((row, answer) => row[answer] ?? 0)),
  };
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
