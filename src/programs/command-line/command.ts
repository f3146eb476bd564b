import type { ParseArgsConfig } from "node:util";

/** What a command ends with: 0 done, 1 not done, 2 asked wrongly, 3 done, but rows of the file were refused. */
export const exitCodes = { done: 0, failed: 1, usage: 2, rowsRefused: 3 } as const;

type Options = NonNullable<ParseArgsConfig["options"]>;
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** One command of `comeback`: its help, its options, and what it does. Gives the exit code. */
export type Command = {
  help: string;
  options: Options;
  run: (asked: { positionals: string[]; values: Values }) => Promise<number>;
};

/** The command line was wrong; the message says how, and the command's help follows. */
export class UsageError extends Error {}

export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

export function textsOf(values: Values, name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

export function numberOf(values: Values, name: string): number | undefined {
  const text = textOf(values, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new UsageError(`--${name} takes a whole number, not "${text}".`);
  return value;
}

export function onlyFile(positionals: string[]): string {
  const [file, ...more] = positionals;
  if (!file) throw new UsageError("Name the file.");
  if (more.length > 0) throw new UsageError(`Name one file at a time; "${more.join(" ")}" is too much.`);
  return file;
}
