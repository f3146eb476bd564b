import type { ImportProgress } from "../../features/deals/import/import-file.ts";

const everyMs = 200;

/** Says on standard error how far something is: over one line on a terminal, once every few seconds into a file. */
export function createProgress(): { say: (words: string) => void; end: () => void } {
  const terminal = process.stderr.isTTY;
  const pauseMs = terminal ? everyMs : everyMs * 25;
  let saidAt = 0;
  let width = 0;
  return {
    say(words) {
      const now = Date.now();
      if (now - saidAt < pauseMs) return;
      saidAt = now;
      if (!terminal) process.stderr.write(`${words}\n`);
      else process.stderr.write(`\r${words.padEnd(width)}`);
      width = words.length;
    },
    end() {
      if (terminal && width > 0) process.stderr.write(`\r${" ".repeat(width)}\r`);
      width = 0;
    },
  };
}

/** An import's progress in words. */
export function importWords(
  file: string,
  { phase, rowsRead, rowsTotal, bytesRead, byteCount }: ImportProgress,
): string {
  if (phase === "settling") {
    const share = byteCount ? ` ${Math.round((100 * bytesRead) / byteCount)} %` : "";
    return `${file}: looking at every value${share}`;
  }
  const rows = rowsTotal ? `${rowsRead} of ${rowsTotal} rows` : `${rowsRead} rows`;
  return phase === "loading" ? `${file}: reading, ${rows}` : `${file}: writing ${rows}`;
}
