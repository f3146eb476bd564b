/** Minor units with their currency. */
export type Amount = { amountCents: number; currency: string };

/** How a column's cells are written: a day is YYYY-MM-DD, a share goes from 0 to 1. Ids are text: no spreadsheet rounds them. */
export type CellKind = "text" | "whole" | "number" | "share" | "yes-no" | "day" | "instant" | "amount";
export type CellValue = string | number | boolean | Date | Amount | null;

/** A column of a table that leaves as a file. Made by the functions below, so that its cells are of its kind. */
export type Column<Row> = { heading: string; kind: CellKind; of: (row: Row) => CellValue };

const column =
  <Value extends CellValue>(kind: CellKind) =>
  <Row>(heading: string, of: (row: Row) => Value | null): Column<Row> => ({ heading, kind, of });

export const text = column<string>("text");
export const whole = column<number>("whole");
export const number = column<number>("number");
export const share = column<number>("share");
export const yesNo = column<boolean>("yes-no");
export const day = column<string>("day");
/** A Date, or an instant as ISO. */
export const instant = column<Date | string>("instant");
export const amount = column<Amount>("amount");

/** An amount and, beside it, its currency: a sum means nothing without. */
export const money = <Row>(heading: string, of: (row: Row) => Amount | null): Column<Row>[] => [
  amount(heading, of),
  text(`${heading} currency`, (row) => of(row)?.currency ?? null),
];

/** Several words in one cell, a line each: a name may hold a comma. */
export const lines = <Row>(heading: string, of: (row: Row) => readonly string[]): Column<Row> =>
  text(heading, (row) => of(row).join("\n") || null);
