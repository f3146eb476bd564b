/** A part of a chart that can be read and, where it leads somewhere, opened. */
export type ChartMark = {
  id: string;
  /** Its name alone: "Demo". */
  name: string;
  /** What it says: "10 deals came this far, 5 were lost here." */
  says: string;
  /** The deals behind it. */
  href?: string | undefined;
  /** Of several lines of marks, the one it stands on, and where on it: up and down go from one to the next. */
  line?: string | undefined;
  at?: number | undefined;
};

/** Where an arrow key leads from a mark; undefined where the key means nothing or there is nothing further. */
export function walkMarks(marks: readonly ChartMark[], from: string | undefined, key: string): ChartMark | undefined {
  const here = marks.find(({ id }) => id === from) ?? marks[0];
  if (!here) return undefined;
  const lines = [...new Set(marks.map(({ line }) => line))];
  const across = marks.filter(({ line }) => line === here.line);
  const place = across.indexOf(here);
  const isOneLine = lines.length === 1;
  if (key === "Home") return across[0];
  if (key === "End") return across.at(-1);
  if (key === "ArrowRight" || (isOneLine && key === "ArrowDown")) return across[place + 1];
  if (key === "ArrowLeft" || (isOneLine && key === "ArrowUp")) return across[place - 1];
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step === undefined) return undefined;
  const next = lines[lines.indexOf(here.line) + step];
  const other = marks.filter(({ line }) => line === next && next !== undefined);
  const distance = (mark: ChartMark) => Math.abs((mark.at ?? other.indexOf(mark)) - (here.at ?? place));
  return other.toSorted((one, another) => distance(one) - distance(another))[0];
}
