export type BoardPerson = { id: string; name: string; detail?: string | undefined };
export type BoardGroup = {
  /** From 1; null: people who are in no group yet. */
  number: number | null;
  people: readonly BoardPerson[];
};

/** What the board shows: the groups in their order, who is in none, and room for one group more. */
export function boardOf(people: readonly (BoardPerson & { groupNumber: number | null })[]): BoardGroup[] {
  const most = Math.max(0, ...people.map(({ groupNumber }) => groupNumber ?? 0));
  const numbers: (number | null)[] = Array.from({ length: most + 1 }, (_, index) => index + 1);
  const inNone = people.some(({ groupNumber }) => groupNumber === null);
  return (inNone ? [null, ...numbers] : numbers).map((number) => ({
    number,
    people: people.filter(({ groupNumber }) => groupNumber === number),
  }));
}

type Place = { column: number; row: number };

const placeOf = (board: readonly BoardGroup[], id: string): Place | null => {
  for (const [column, { people }] of board.entries()) {
    const row = people.findIndex((person) => person.id === id);
    if (row !== -1) return { column, row };
  }
  return null;
};

/** Who stands where an arrow key leads from somebody; sideways, the nearest group that has anybody in it. */
export function neighbourOf(board: readonly BoardGroup[], id: string, key: string): string | null {
  const place = placeOf(board, id);
  if (!place) return null;
  const { column, row } = place;
  if (key === "ArrowUp" || key === "ArrowDown")
    return board[column]?.people[row + (key === "ArrowUp" ? -1 : 1)]?.id ?? null;
  const aside = key === "ArrowLeft" ? board.slice(0, column).reverse() : board.slice(column + 1);
  const { people } = aside.find((group) => group.people.length > 0) ?? { people: [] };
  return people[Math.min(row, people.length - 1)]?.id ?? null;
}

/** The group beside somebody's own, the empty one at the end included; null at the edge. */
export function groupBeside(board: readonly BoardGroup[], id: string, key: string): number | null {
  const place = placeOf(board, id);
  if (!place) return null;
  return board[place.column + (key === "ArrowLeft" ? -1 : 1)]?.number ?? null;
}
