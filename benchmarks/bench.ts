import { measureCheck } from "./check-speed.ts";
import { measureExport } from "./export-speed.ts";
import { measureFeed } from "./feed-speed.ts";
import { type Figure, tableOf } from "./figures.ts";
import { measureFirstLoad } from "./first-load.ts";
import { measureImport } from "./import-speed.ts";
import { measureList } from "./list-speed.ts";
import { describeLoad, describeMachine } from "./machine-load.ts";
import { measureMeeting } from "./meeting-speed.ts";
import { measurePages } from "./page-speed.ts";
import { measureReminders } from "./reminder-speed.ts";
import { measureReports } from "./report-speed.ts";
import { measureStart } from "./start-speed.ts";

const parts: Record<string, (say: (line: string) => void) => Promise<Figure[]>> = {
  import: measureImport,
  check: measureCheck,
  pages: measurePages,
  list: measureList,
  feed: measureFeed,
  "first-load": measureFirstLoad,
  start: measureStart,
  reminders: measureReminders,
  meeting: measureMeeting,
  export: measureExport,
  reports: measureReports,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0 || asked.includes("--help")) {
  console.error(`npm run bench -- [${Object.keys(parts).join("] [")}]\n\nWithout a name, everything is measured.`);
  process.exit(2);
}

const say = (line: string) => process.stderr.write(`${line} …\n`);
const loadBefore = describeLoad();
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  try {
    figures.push(...(await measure(say)));
  } catch (error) {
    // The other parts have their figures all the same.
    console.error(error);
    figures.push({
      what: name,
      measured: "not measured",
      note: error instanceof Error ? error.message : String(error),
    });
    process.exitCode = 1;
  }
}

console.log(tableOf(figures));
console.log(`\n${describeMachine()}; load before ${loadBefore}, after ${describeLoad()}.`);
console.log("Aims are for 2 cores that nobody else uses. docs/methods/benchmarks.md says what each figure means.");
