import { z } from "zod";
import { openTable, sourceOfPath } from "../../features/deals/import/open-table.ts";
import type { Analysis } from "../analyse-file.ts";
import { type Command, exitCodes, onlyFile, textOf, UsageError } from "./command.ts";
import { readPlan } from "./read-plan.ts";
import { createProgress, importWords } from "./show-progress.ts";

export const analyseCommand: Command = {
  help: `comeback analyse FILE [--accounts FILE] [--contacts FILE] [--stages FILE] [--activities FILE]
                      [--steps FILE] [--members FILE] [--map 'Heading=field']… [--currency EUR]
                      [--known-at-open 'A,B,…'] [--backtest DATE] [--at-days 7,14,21,30] [--json]

Imports the files into a database that is gone afterwards, reads every red flag on every open deal, and prints
what the screens would show. docs/analyse.md describes the JSON.

  --map 'Heading=field'  read this column of FILE as that field, or as attribute, or skip it
  --known-at-open 'A,B'  only these headings may tell how a deal ends (else all that are no suspected leak)
  --backtest 2025-06-30  how good the odds would have been: learnt from what had closed before that day
  --at-days 7,14,21,30   the ages, in days, at which the backtest asks about a deal
  --currency EUR         for amounts without a currency of their own
  --json                 print everything as JSON

Ends with 0, with 3 when rows were refused, with 1 when the file could not be read, with 2 when asked wrongly.`,
  options: {
    accounts: { type: "string" },
    contacts: { type: "string" },
    stages: { type: "string" },
    activities: { type: "string" },
    steps: { type: "string" },
    members: { type: "string" },
    map: { type: "string", multiple: true },
    currency: { type: "string" },
    "known-at-open": { type: "string" },
    backtest: { type: "string" },
    "at-days": { type: "string" },
    json: { type: "boolean" },
  },
  async run({ positionals, values }) {
    const file = onlyFile(positionals);
    const backtest = readBacktest(textOf(values, "backtest"), textOf(values, "at-days"));
    const source = await sourceOfPath(file);
    const plan = await readPlan(source, values);
    // A file that is no table is told so before a database is started for it.
    const { headings } = await openTable(source);
    const accounts = textOf(values, "accounts");
    const ofAccounts = accounts ? (await openTable(await sourceOfPath(accounts))).headings : [];
    const knownAtOpen = readKnownAtOpen(textOf(values, "known-at-open"), [...headings, ...ofAccounts]);
    const progress = createProgress();
    const companions = (["members", "accounts", "contacts", "stages", "activities", "steps"] as const).flatMap(
      (kind) => {
        const path = textOf(values, kind);
        return path ? [{ kind, path }] : [];
      },
    );
    const { analyseFile } = await import("../analyse-file.ts");
    const analysis = await analyseFile(
      {
        deals: { path: file, plan },
        companions,
        currency: textOf(values, "currency") ?? "USD",
        now: Date.now(),
        knownAtOpen,
        backtest,
      },
      {
        onProgress: (path, now) => progress.say(importWords(path, now)),
        onInsight: (step, share) => progress.say(`${step}: ${Math.round(share * 100)} %`),
      },
    ).finally(progress.end);
    if (values.json) console.log(JSON.stringify(analysis, withoutNoise, 2));
    else print(analysis);
    return analysis.refused > 0 ? exitCodes.rowsRefused : exitCodes.done;
  },
};

function listOf(text: string | undefined): string[] | null {
  if (text === undefined) return null;
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** `--known-at-open 'A,B'`, as the file writes these headings. */
function readKnownAtOpen(text: string | undefined, headings: readonly string[]): string[] | null {
  return (
    listOf(text)?.map((asked) => {
      const heading = headings.find((one) => one.trim().toLowerCase() === asked.toLowerCase());
      if (heading === undefined)
        throw new UsageError(`The file has no column "${asked}". It has: ${headings.join(", ")}.`);
      return heading;
    }) ?? null
  );
}

const usualAges = [7, 14, 21, 30];

function readBacktest(cutoffOn: string | undefined, ages: string | undefined) {
  if (cutoffOn === undefined) {
    if (ages !== undefined) throw new UsageError("--at-days belongs to --backtest DATE.");
    return null;
  }
  if (!z.iso.date().safeParse(cutoffOn).success)
    throw new UsageError(`--backtest needs a day such as 2025-06-30, not "${cutoffOn}".`);
  const atDays = listOf(ages)?.map(Number) ?? usualAges;
  if (atDays.length === 0 || atDays.some((days) => !Number.isInteger(days) || days < 0 || days > 3650))
    throw new UsageError(`--at-days needs whole days such as 7,14,30, not "${ages}".`);
  return { cutoffOn, atDays };
}

function print({ deals, columns, refused, refusals, toDebrief, flags, recognisedAs, ...rest }: Analysis): void {
  const count = (number: number) => number.toLocaleString("en");
  console.log(
    `${count(deals.total)} deals: ${count(deals.won)} won, ${count(deals.lost)} lost, ${count(deals.open)} open.`,
  );
  if (recognisedAs) console.log(`The file looks like an export from ${recognisedAs}.`);
  console.log(`${count(toDebrief)} losses wait for a debrief.`);
  for (const line of comebackWords(rest)) console.log(line);
  console.log("\nColumns");
  for (const [heading, target] of Object.entries(columns)) console.log(`  ${heading} → ${target}`);
  console.log("\nRed flags on open deals");
  const width = Math.max(...Object.values(flags).map(({ name }) => name.length), 0);
  for (const { name, up, down, unknown } of Object.values(flags)) {
    console.log(`  ${name.padEnd(width)}  ▲ ${count(up)} up   ✓ ${count(down)} down   ? ${count(unknown)} not known`);
  }
  if (refused > 0) {
    console.log(`\n${count(refused)} rows refused`);
    for (const { file, line, column, value, reason } of refusals.slice(0, 20)) {
      console.log(`  ${file}, line ${line}${column ? `, ${column}` : ""}${value ? ` "${value}"` : ""}: ${reason}`);
    }
  }
}

function comebackWords({ comeback, bulkEdits }: Pick<Analysis, "comeback" | "bulkEdits">): string[] {
  const { afterLoss } = comeback;
  const bulk =
    bulkEdits.kind === "told" && bulkEdits.deals > 0
      ? [`${bulkEdits.deals} closes were bulk edits, and are left out of what follows.`]
      : [];
  if (afterLoss.kind !== "known") return bulk;
  const { wins, losses, usualWins } = afterLoss;
  const usual = `usually ${Math.round(usualWins)} in ${wins + losses}`;
  return [...bulk, `In the deal after a loss: ${wins} won, ${losses} lost; ${usual}.`];
}

/** Six digits are more than any of these figures is sure of; what follows them depends on the moment and on the order of rows. */
function withoutNoise(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}
