import type { ImportResult } from "../../features/deals/import/import-file.ts";
import { sourceOfPath } from "../../features/deals/import/open-table.ts";
import { type Command, exitCodes, onlyFile } from "./command.ts";
import { readKind, readPlan } from "./read-plan.ts";
import { createProgress, importWords } from "./show-progress.ts";

export const importCommand: Command = {
  help: `comeback import FILE [--kind KIND] [--map 'Heading=field']… [--dry-run] [--json]

Reads any CRM's CSV export: headings map themselves, dates and money are settled per column. The same file
twice changes nothing. All of it that can be read is written, or nothing.

  --kind KIND            deals, accounts, contacts, stages, activities, members or steps (found out when left out)
  --map 'Heading=field'  read this column as that field, or as attribute, or skip it
  --dry-run              go through everything and keep nothing
  --json                 print the result as JSON

Ends with 0 when every row was taken, 3 when some were refused, 1 when nothing was written, 2 when asked wrongly.`,
  options: {
    kind: { type: "string" },
    map: { type: "string", multiple: true },
    "dry-run": { type: "boolean" },
    json: { type: "boolean" },
  },
  async run({ positionals, values }) {
    const file = onlyFile(positionals);
    const source = await sourceOfPath(file);
    const kind = readKind(values);
    const plan = await readPlan(source, values);
    const progress = createProgress();
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort(new Error("Cancelled. Nothing of the file was kept.")));
    const [{ withWorkspace }, { importFile }] = await Promise.all([
      import("./open-workspace.ts"),
      import("../../features/deals/import/import-file.ts"),
    ]);
    const result = await withWorkspace(({ installation, session }) =>
      importFile(
        { ...session, pool: installation.jobsPool, now: Date.now() },
        {
          source,
          kind,
          plan,
          dryRun: values["dry-run"] === true,
          signal: stop.signal,
          onProgress: (now) => progress.say(importWords(file, now)),
        },
      ),
    ).finally(progress.end);
    if (values.json) console.log(JSON.stringify(result, null, 2));
    else printResult(result, values["dry-run"] === true);
    return result.refused > 0 ? exitCodes.rowsRefused : exitCodes.done;
  },
};

function printResult(result: ImportResult, dryRun: boolean): void {
  const source = result.recognisedAs ? ` of ${result.recognisedAs}` : "";
  console.log(`${result.rowsRead} rows of ${result.kind}${source}, known again by ${result.identifiedBy}.`);
  console.log(
    `${dryRun ? "Would be new" : "New"} ${result.inserted}, changed ${result.updated}, as before ${result.unchanged}, refused ${result.refused}.`,
  );
  for (const { line, column, value, reason } of result.refusals) {
    console.log(`  line ${line}${column ? `, ${column}` : ""}${value ? ` "${value}"` : ""}: ${reason}`);
  }
  if (result.refused > result.refusals.length) console.log(`  … and ${result.refused - result.refusals.length} more`);
}
