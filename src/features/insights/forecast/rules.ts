import { z } from "zod";
import type { FindingsResult } from "../findings/contract.ts";
import type { AttributeColumn, Sign } from "../history/rules.ts";
import { type OddsFit, oddsFit } from "../odds/contract.ts";
import type { OddsResult } from "./contract.ts";

/** How the odds call what is no column of the CRM. */
export const stageColumn = "Stage now";
export const weeksColumn = "Weeks in this stage";
export const amountColumn = "Amount";
/**
 * Who works on it. It enters the odds, held back to the team's average, since odds without it would be wrong for all of
 * somebody's deals; it is told nowhere: nothing here compares people.
 */
export const ownerColumn = "Owner";
/** A column of the CRM under one of these names says what the program says by itself. */
export const ownColumns: ReadonlySet<string> = new Set([stageColumn, weeksColumn, amountColumn, ownerColumn]);

const everSuffix = ":ever";

/** The column that tells whether a sign has ever been up, beside the one that tells whether it is now. */
export function everUpColumn(key: string): string {
  return key + everSuffix;
}

/** How a column of the model is called on a screen, and the flag it speaks of. */
const columnName = z.object({ name: z.string(), flagId: z.uuid().nullable() });
const effort = z.object({ wonCentsPerHour: z.number().nullable(), minutesFrom: z.record(z.string(), z.number()) });

/** What is kept of the odds: the model, or why there is none, and what telling them in words takes. */
export const storedOdds = z.object({
  fitted: oddsFit,
  names: z.record(z.string(), columnName),
  /** Values that stand for something else: a stage's id for its name. */
  stages: z.record(z.string(), z.string()),
  /** Columns that would have been left out, and somebody allowed all the same. */
  allowed: z.array(z.object({ column: z.string(), because: z.string() })),
  /** Learnt from each deal's last amount, since somebody said that it was known all along. */
  lastAmount: z.boolean(),
  effort,
});
export type StoredOdds = z.infer<typeof storedOdds>;

/** How the model's columns are told. */
export function namesOf(signs: readonly Sign[], columns: readonly AttributeColumn[]): StoredOdds["names"] {
  const names: StoredOdds["names"] = {
    [stageColumn]: { name: "Stage", flagId: null },
    [weeksColumn]: { name: "Weeks in this stage", flagId: null },
    [amountColumn]: { name: "Amount", flagId: null },
  };
  for (const { heading } of columns) names[heading] = { name: heading, flagId: null };
  for (const { key, name, kind, id } of signs) {
    const flagId = kind === "flag" ? id : null;
    names[key] = { name, flagId };
    names[everUpColumn(key)] = { name: `${name}, at some time`, flagId };
  }
  return names;
}

/** A value in words: what a sign shows, a stage's name, a rounded number, or the CRM's own text. */
export function valueInWords(
  column: string,
  value: string | number | null,
  { names, stages }: Pick<StoredOdds, "names" | "stages">,
): string {
  if (value === null) return "not known";
  if (column === stageColumn) return stages[String(value)] ?? "another stage";
  const key = column.endsWith(everSuffix) ? column.slice(0, -everSuffix.length) : column;
  if (key.startsWith("step:") && key in names)
    return value === "up" ? "not done in time" : value === "down" ? "done in time" : "not due yet, or not recorded";
  if (key.startsWith("flag:") && key in names) return value === "up" ? "up" : value === "down" ? "not up" : "not known";
  // The odds read amounts in cents.
  if (column === amountColumn && typeof value === "number") return String(Math.round(value / 100));
  return String(value);
}

const sure = (points: number) => Math.round(points * 10) / 1000;

/** What the odds go by, at even odds, strongest first: each term of the model by itself. */
export function goesBy(stored: StoredOdds): { name: string; value: string; points: number }[] {
  const { fitted, names } = stored;
  if (fitted.kind !== "model") return [];
  return fitted.terms
    .filter(({ is, column }) => is.kind !== "bend" && column !== ownerColumn)
    .map(({ column, is, coefficient }) => {
      const points = 100 * (1 / (1 + Math.exp(-coefficient * fitted.calibration.slope)) - 0.5);
      const value =
        is.kind === "level"
          ? is.values.map((each) => valueInWords(column, each, stored)).join(", ")
          : is.kind === "state"
            ? valueInWords(column, is.state, stored)
            : is.kind === "unknown"
              ? "not known"
              : "higher than usual";
      const inStage =
        is.kind === "state" && is.stage !== undefined ? ` in ${stored.stages[is.stage] ?? "a stage"}` : "";
      return { name: `${names[column]?.name ?? column}${inStage}`, value, points: sure(points) };
    })
    .filter(({ points }) => Math.abs(points) >= 0.005)
    .toSorted((one, other) => Math.abs(other.points) - Math.abs(one.points))
    .slice(0, 40);
}

/** How good the odds are, for the screen. */
export function qualityOf(stored: StoredOdds): OddsResult {
  const { fitted, allowed, names } = stored;
  const nameOf = (column: string) => names[column]?.name ?? column;
  const suspectedLeaks = [
    ...withoutPeople(fitted.suspectedLeaks).map(({ column, because }) => ({
      name: nameOf(column),
      why: because,
      allowed: false,
    })),
    ...withoutPeople(allowed).map(({ column, because }) => ({
      name: nameOf(column),
      why: `${because} Somebody said that it is known while a deal is open.`,
      allowed: true,
    })),
  ];
  if (fitted.kind === "too-few") {
    const { kind, won, lost, needed } = fitted;
    return { kind, won, lost, needed, suspectedLeaks };
  }
  if (fitted.kind === "no-variation") return { kind: fitted.kind, why: whyNoVariation(fitted), suspectedLeaks };
  const { won, lost, quality, duplicates } = fitted;
  return {
    kind: "model",
    won,
    lost,
    auc: quality.auc,
    prAuc: quality.prAuc,
    brier: quality.brier,
    brierOfGuessing: quality.brierOfGuessing,
    logLoss: quality.logLoss,
    calibrationSlope: quality.calibrationSlope,
    calibrationError: quality.calibrationError,
    bins: quality.bins.map(({ said, happened, low, high, rows }) => ({ said, came: happened, low, high, deals: rows })),
    duplicates,
    suspectedLeaks,
    goesBy: goesBy(stored),
  };
}

export function whyNoVariation({ of }: Extract<OddsFit, { kind: "no-variation" }>): string {
  return of === "outcomes"
    ? "Every closed deal ended the same way, so there is nothing to tell apart."
    : "No column that may be used says different things of different deals.";
}

/** Whose deals end how is told nowhere, not even as the reason why something is left out. */
function withoutPeople<Noted extends { column: string }>(columns: readonly Noted[]): Noted[] {
  return columns.filter(({ column }) => column !== ownerColumn);
}

export type LeftOut = FindingsResult["leftOut"][number];

/** Left out of findings as it is of the odds; a suspected column of the CRM until somebody says that it is known in time. */
export function leftOutOf(fitted: OddsFit, names: StoredOdds["names"]): LeftOut[] {
  const nameOf = (column: string) => names[column]?.name ?? column;
  const suspects = withoutPeople(fitted.suspectedLeaks).map(({ column, because }) => ({
    name: nameOf(column),
    why: because,
    mayDecide: nameOf(column) === column,
  }));
  if (fitted.kind !== "model") return suspects;
  // Constant columns have no other side to hold against; identifiers name deals. Signs are no columns.
  const columns = fitted.leftOut.filter(({ column }) => nameOf(column) === column && !ownColumns.has(column));
  return [...suspects, ...columns.map(({ column, because }) => ({ name: column, why: because, mayDecide: false }))];
}

/** Known or final only when a deal has closed, whatever a CRM calls it. */
export const afterTheClose: LeftOut[] = [
  { name: "Close date", why: "It is known only after the close." },
  { name: "Closing month", why: "It is known only after the close." },
  { name: "Loss reason", why: "It is written after the close." },
  { name: "Competitor", why: "When it became known is not recorded; often it is told with the loss." },
  { name: "Owner", why: "Nothing here compares people." },
].map((one) => ({ ...one, mayDecide: false }));
