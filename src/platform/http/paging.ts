import { z } from "zod";
import { Refusal } from "../refusal.ts";

/** A place in a list as an opaque word: the sort key of the last row that was shown. */
export function encodePlace(place: object): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** The instant of a row that was shown. Beyond some thousand years there are no rows, and at last not even a date. */
export const instantOfPlace = z.number().int().min(-1e14).max(1e14);

/** Reads a place back; one that we did not write is refused, because the list it belongs to is gone. */
export function decodePlace<Place>(text: string, shape: z.ZodType<Place>): Place {
  try {
    return shape.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    throw unknownPlace();
  }
}

/** Also where the row is gone that a place stands for. */
export const unknownPlace = (): Refusal =>
  new Refusal("NOT_FOUND", { message: "This page of the list is not known. Open the list from its beginning." });

/** Cuts a page from one row more than asked for; that row says whether there is a next page. */
export function pageFrom<Row>(
  rows: Row[],
  limit: number,
  placeOf: (last: Row) => object,
): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? encodePlace(placeOf(last)) : null };
}
