/** Half of a pair of code units that make one character only together. */
const half = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Text that no database keeps as it is: the character zero, and halves of characters. */
export const isUnreadable = (text: string): boolean => text.includes("\0") || half.test(text);

/** Looks through whatever came in, however deep, without ever calling itself. */
export function holdsUnreadableText(input: unknown): boolean {
  const waiting: unknown[] = [input];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === "string" && isUnreadable(value)) return true;
    if (typeof value !== "object" || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (isUnreadable(key)) return true;
      waiting.push(inner);
    }
  }
  return false;
}
