/**
 * A QR code (ISO/IEC 18004) of a text: square, true where it is dark. Error correction M, bytes as UTF-8, up to 180 of
 * them; null for more. For an address that is read from a wall by a phone.
 */
export function qrCode(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text);
  const form = forms.find(({ blocks }) => bytes.length <= sum(blocks) - 2);
  if (!form) return null;
  const blank = drawFixed(form);
  const bits = interleave(form, encode(bytes, sum(form.blocks)));
  const candidates = masks.map((mask, number) => drawData(blank, form, bits, mask, number));
  const [first, ...others] = candidates.map((modules) => ({ modules, cost: penaltyOf(modules) }));
  return first ? others.reduce((best, one) => (one.cost < best.cost ? one : best), first).modules : null;
}

type Form = { version: number; corrections: number; blocks: readonly number[]; crossings: readonly number[] };

/** By version: error correction bytes of each block, data bytes of each block, where alignment patterns cross. */
const forms: readonly Form[] = [
  { version: 1, corrections: 10, blocks: [16], crossings: [] },
  { version: 2, corrections: 16, blocks: [28], crossings: [6, 18] },
  { version: 3, corrections: 26, blocks: [44], crossings: [6, 22] },
  { version: 4, corrections: 18, blocks: [32, 32], crossings: [6, 26] },
  { version: 5, corrections: 24, blocks: [43, 43], crossings: [6, 30] },
  { version: 6, corrections: 16, blocks: [27, 27, 27, 27], crossings: [6, 34] },
  { version: 7, corrections: 18, blocks: [31, 31, 31, 31], crossings: [6, 22, 38] },
  { version: 8, corrections: 22, blocks: [38, 38, 39, 39], crossings: [6, 24, 42] },
  { version: 9, corrections: 22, blocks: [36, 36, 36, 37, 37], crossings: [6, 26, 46] },
];

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const sizeOf = (version: number) => 17 + 4 * version;
const bitsOf = (value: number, length: number) =>
  Array.from({ length }, (_, index) => ((value >> (length - 1 - index)) & 1) === 1);

/** Mode, length, the bytes, and the filling up to what the version holds. */
function encode(bytes: Uint8Array, capacity: number): number[] {
  const bits = [...bitsOf(0b0100, 4), ...bitsOf(bytes.length, 8), ...[...bytes].flatMap((byte) => bitsOf(byte, 8))];
  const closed = [...bits, ...bitsOf(0, Math.min(4, capacity * 8 - bits.length))];
  const words = Array.from({ length: Math.ceil(closed.length / 8) }, (_, word) =>
    Array.from({ length: 8 }, (_, bit) => closed[word * 8 + bit] ?? false).reduce(
      (all, bit) => all * 2 + Number(bit),
      0,
    ),
  );
  return Array.from({ length: capacity }, (_, at) => words[at] ?? ((at - words.length) % 2 === 0 ? 0xec : 0x11));
}

const [powers, logs] = (() => {
  const power: number[] = [];
  const log: number[] = [];
  for (let at = 0, value = 1; at < 255; at++) {
    power[at] = value;
    log[value] = at;
    value = value < 128 ? value * 2 : (value * 2) ^ 0x11d;
  }
  return [power, log];
})();

const times = (one: number, other: number) =>
  one === 0 || other === 0 ? 0 : (powers[((logs[one] ?? 0) + (logs[other] ?? 0)) % 255] ?? 0);

/** The rest of dividing the data by the Reed–Solomon generator of that degree. */
export function correctionsOf(data: readonly number[], degree: number): number[] {
  let generator = [1];
  for (let root = 0; root < degree; root++)
    generator = [...generator, 0].map((factor, at) => factor ^ times(generator[at - 1] ?? 0, powers[root] ?? 0));
  const rest = [...data, ...Array<number>(degree).fill(0)];
  for (let at = 0; at < data.length; at++) {
    const lead = rest[at] ?? 0;
    generator.forEach((factor, offset) => {
      rest[at + offset] = (rest[at + offset] ?? 0) ^ times(factor, lead);
    });
  }
  return rest.slice(data.length);
}

/** Byte by byte from each block in turn, then their corrections the same way. */
function interleave({ blocks, corrections }: Form, data: readonly number[]): boolean[] {
  const parts = blocks.map((length, at) => data.slice(sum(blocks.slice(0, at)), sum(blocks.slice(0, at)) + length));
  const checks = parts.map((part) => correctionsOf(part, corrections));
  const inTurn = (columns: readonly number[][]) =>
    Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, at) =>
      columns.flatMap((column) => column[at] ?? []),
    ).flat();
  return [...inTurn(parts), ...inTurn(checks)].flatMap((byte) => bitsOf(byte, 8));
}

/** Null where data goes. */
type Drawing = (boolean | null)[][];

function drawFixed({ version, crossings }: Form): Drawing {
  const size = sizeOf(version);
  const drawing: Drawing = Array.from({ length: size }, () => Array<boolean | null>(size).fill(null));
  const set = (row: number, column: number, dark: boolean) => {
    const line = drawing[row];
    if (line && column >= 0 && column < size) line[column] = dark;
  };
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  const ring = (row: number, column: number, reach: number, isDark: (distance: number) => boolean) => {
    for (let down = -reach; down <= reach; down++)
      for (let right = -reach; right <= reach; right++)
        set(row + down, column + right, isDark(Math.max(Math.abs(down), Math.abs(right))));
  };
  const last = crossings.at(-1);
  for (const row of crossings)
    for (const column of crossings) {
      const isFinder = (row === 6 && (column === 6 || column === last)) || (row === last && column === 6);
      if (!isFinder) ring(row, column, 2, (distance) => distance !== 1);
    }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    ring(row, column, 4, (distance) => distance !== 2 && distance !== 4);
  for (const [row, column] of formatPlaces(size).flat()) set(row, column, false);
  set(size - 8, 8, true);
  if (version >= 7) {
    const bits = bitsOf((version << 12) | restOf(version << 12, 0x1f25), 18).reverse();
    bits.forEach((dark, at) => {
      const [far, near] = [size - 11 + (at % 3), Math.floor(at / 3)];
      set(far, near, dark);
      set(near, far, dark);
    });
  }
  return drawing;
}

/** Both places of each of the fifteen format bits, the highest first. */
function formatPlaces(size: number): [number, number][][] {
  const around: [number, number][] = [0, 1, 2, 3, 4, 5, 7].map((column) => [8, column]);
  const upwards: [number, number][] = [8, 7, 5, 4, 3, 2, 1, 0].map((row) => [row, 8]);
  const below: [number, number][] = [1, 2, 3, 4, 5, 6, 7].map((from) => [size - from, 8]);
  const beside: [number, number][] = [8, 7, 6, 5, 4, 3, 2, 1].map((from) => [8, size - from]);
  return [
    [...around, ...upwards],
    [...below, ...beside],
  ];
}

/** What is left of a number after division by a polynomial over bits. */
function restOf(value: number, divisor: number): number {
  let rest = value;
  while (Math.clz32(rest) <= Math.clz32(divisor)) rest ^= divisor << (Math.clz32(divisor) - Math.clz32(rest));
  return rest;
}

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

function drawData(
  fixed: Drawing,
  { version }: Form,
  bits: readonly boolean[],
  isTurned: (row: number, column: number) => boolean,
  mask: number,
): boolean[][] {
  const size = sizeOf(version);
  const drawn = fixed.map((line) => [...line]);
  let next = 0;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    const upwards = ((right > 6 ? right + 1 : right) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const row = upwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        const line = drawn[row];
        if (!line || line[column] !== null) continue;
        line[column] = (bits[next++] ?? false) !== isTurned(row, column);
      }
    }
  }
  // Level M is 00; the pattern that is laid over keeps the bits from being all light.
  const format = bitsOf(((mask << 10) | restOf(mask << 10, 0x537)) ^ 0x5412, 15);
  for (const places of formatPlaces(size))
    places.forEach(([row, column], at) => {
      const line = drawn[row];
      if (line) line[column] = format[at] ?? false;
    });
  return drawn.map((line) => line.map((dark) => dark === true));
}

/** How hard a drawing is to read: runs, blocks, what looks like a finder, and too much of one shade. */
function penaltyOf(modules: readonly (readonly boolean[])[]): number {
  const columns = modules.map((_, at) => modules.map((line) => line[at] ?? false));
  const lines = [...modules, ...columns].map((line) => line.map((dark) => (dark ? "1" : "0")).join(""));
  const runs = sum(lines.flatMap((line) => (line.match(/0{5,}|1{5,}/g) ?? []).map(({ length }) => length - 2)));
  const finders = sum(lines.map((line) => (line.match(/(?=00001011101|10111010000)/g) ?? []).length * 40));
  let blocks = 0;
  for (let row = 1; row < modules.length; row++)
    for (let column = 1; column < modules.length; column++) {
      const [above, here] = [modules[row - 1], modules[row]];
      const same = [above?.[column - 1], above?.[column], here?.[column - 1]].every((dark) => dark === here?.[column]);
      if (same) blocks += 3;
    }
  const share = modules.flat().filter(Boolean).length / modules.length ** 2;
  return runs + finders + blocks + Math.floor(Math.abs(share * 100 - 50) / 5) * 10;
}
