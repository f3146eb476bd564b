import type { Instant } from "../../../platform/dates.ts";

/** One time a deal was won or lost. `undoneAt`: when it was opened again, if it was. Null: not told. */
export type Close = {
  dealId: string;
  ownerId: string | null;
  won: boolean;
  closedAt: Instant;
  createdAt: Instant | null;
  undoneAt: Instant | null;
  /** From what the CRM calls this deal; the same in every file and every database. It only settles ties. */
  fingerprint: number;
};

/**
 * A team's closes in columns, oldest first: a million of them take some hundred megabytes. What is not told is NaN in the
 * columns of instants.
 *
 * Two closes at the same instant stand in the order in which their deals were created, then in that of their
 * fingerprints: the same order whoever reads, from whichever file, and one that has nothing to do with who won.
 */
export type Closes = {
  readonly length: number;
  readonly dealIds: readonly string[];
  readonly ownerIds: readonly (string | null)[];
  readonly won: Uint8Array;
  readonly closedAt: Float64Array;
  readonly createdAt: Float64Array;
  readonly undoneAt: Float64Array;
};

/** Gathers closes that come in any order. */
export function gatherCloses(): { add: (close: Close) => void; done: () => Closes } {
  const dealIds: string[] = [];
  const ownerIds: (string | null)[] = [];
  // Hundreds of owners stand on a million closes: each name is kept once.
  const owners = new Map<string, string>();
  const won: number[] = [];
  const closedAt: number[] = [];
  const createdAt: number[] = [];
  const undoneAt: number[] = [];
  const fingerprint: number[] = [];
  return {
    add: (close) => {
      dealIds.push(close.dealId);
      if (close.ownerId !== null && !owners.has(close.ownerId)) owners.set(close.ownerId, close.ownerId);
      ownerIds.push(close.ownerId === null ? null : (owners.get(close.ownerId) ?? null));
      won.push(close.won ? 1 : 0);
      closedAt.push(close.closedAt);
      createdAt.push(close.createdAt ?? Number.NaN);
      undoneAt.push(close.undoneAt ?? Number.NaN);
      fingerprint.push(close.fingerprint);
    },
    done: () => {
      const at = (column: readonly number[], place: number) => column[place] ?? Number.NaN;
      const order = Uint32Array.from(dealIds, (_, place) => place).sort(
        (one, other) =>
          at(closedAt, one) - at(closedAt, other) ||
          untoldLast(at(createdAt, one), at(createdAt, other)) ||
          at(fingerprint, one) - at(fingerprint, other),
      );
      const places = [...order];
      return {
        length: order.length,
        dealIds: places.map((place) => dealIds[place] ?? ""),
        ownerIds: places.map((place) => ownerIds[place] ?? null),
        won: Uint8Array.from(order, (place) => won[place] ?? 0),
        closedAt: Float64Array.from(order, (place) => at(closedAt, place)),
        createdAt: Float64Array.from(order, (place) => at(createdAt, place)),
        undoneAt: Float64Array.from(order, (place) => at(undoneAt, place)),
      };
    },
  };
}

function untoldLast(one: number, other: number): number {
  if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
  return one - other;
}

export function closesOf(closes: Iterable<Close>): Closes {
  const gathered = gatherCloses();
  for (const close of closes) gathered.add(close);
  return gathered.done();
}
