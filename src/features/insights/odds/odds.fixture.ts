import type { OddsColumn, OddsTable } from "./columns/rules.ts";

/** A fixed sequence stands for chance. */
export function shares(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export function category(name: string, values: readonly (string | null)[], more: Partial<OddsColumn> = {}): OddsColumn {
  const levels = [...new Set(values.filter((value) => value !== null))];
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : levels.indexOf(value)));
  return { name, group: "attribute", per: "row", ...more, kind: "category", codes, levels };
}

export function numbers(name: string, values: readonly (number | null)[], more: Partial<OddsColumn> = {}): OddsColumn {
  return {
    name,
    group: "deal",
    per: "row",
    ...more,
    kind: "number",
    values: Float64Array.from(values, (v) => v ?? Number.NaN),
  };
}

/** One row a deal. */
export function plainTable(outcomes: readonly boolean[], columns: readonly OddsColumn[]): OddsTable {
  return {
    deals: Int32Array.from(outcomes, (_, deal) => deal),
    outcomes: Uint8Array.from(outcomes, (won) => (won ? 1 : 0)),
    columns,
  };
}
