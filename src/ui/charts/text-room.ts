/**
 * How much room a text takes in our letters, near enough to leave it: measuring needs a browser and the letters
 * themselves, and a saved picture is opened with other ones. Rather a little too much than too little.
 */
export function textWidth(text: string, size = 13, isBold = false): number {
  let width = 0;
  for (const sign of text) width += widthOf(sign);
  return width * size * (isBold ? 1.06 : 1);
}

function widthOf(sign: string): number {
  if (/[\s.,:;'’|!iljI·]/.test(sign)) return 0.3;
  if (/[ftr()/\-–]/.test(sign)) return 0.42;
  if (/[mwMW%…—]/.test(sign)) return 0.9;
  if (/[A-Z0-9−+]/.test(sign)) return 0.68;
  // Signs of scripts whose letters are squares.
  if (/[\u1100-\uffff]/.test(sign)) return 1.05;
  return 0.59;
}

/** The text, or as much of it as there is room for, with "…" at its end. */
export function cutToRoom(text: string, room: number, size = 13, isBold = false): string {
  if (textWidth(text, size, isBold) <= room) return text;
  const signs = [...text];
  while (signs.length > 1 && textWidth(`${signs.join("").trimEnd()}…`, size, isBold) > room) signs.pop();
  return `${signs.join("").trimEnd()}…`;
}

/** The text in lines that fit, broken between words; what is left after the last line is cut. */
export function linesInRoom(text: string, room: number, mostLines: number, size = 13, isBold = false): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    const fits = lines.length > 0 && textWidth(longer, size, isBold) <= room;
    // The last line takes all that is left, to be cut.
    if (fits || lines.length === mostLines) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => cutToRoom(line, room, size, isBold));
}

/**
 * Heights for labels that belong at a place each: the lowest stay where they are, and one that would stand on another
 * goes up until it does not, as far as there is room.
 */
export function liftLabels(
  wished: readonly { x: number; y: number; width: number }[],
  gap: number,
  top: number,
): number[] {
  const placed: { x: number; y: number; width: number; place: number }[] = [];
  const fromBelow = wished.map((label, place) => ({ ...label, place })).sort((one, other) => other.y - one.y);
  for (const label of fromBelow) {
    const isTaken = ({ x, y, width }: { x: number; y: number; width: number }) =>
      Math.abs(y - label.y) < gap && x < label.x + label.width && label.x < x + width;
    for (let under = placed.find(isTaken); under && under.y - gap >= top; under = placed.find(isTaken))
      label.y = under.y - gap;
    placed.push(label);
  }
  return placed.sort((one, other) => one.place - other.place).map(({ y }) => y);
}
