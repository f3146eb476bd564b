import { type Figure, tableOf } from "../figures.ts";
import { describeLoad, describeMachine } from "../machine-load.ts";
import { measureOdds } from "./odds-of-simulated.ts";
import { measurePlanted } from "./planted-causes.ts";
import { measureRefresh } from "./refresh-speed.ts";
import { findSeeds } from "./simulated-histories.ts";

const seeds = 50;
/** A team as large as the demo's can teach only so much (docs/methods/odds.md); a large one shows what the method reaches. */
const oddsTeams = [
  { seeds: 10, deals: 3_000 },
  { seeds: 3, deals: 16_000 },
];
const say = (line: string) => process.stderr.write(`${line}\n`);

const parts: Record<string, () => Promise<Figure[]>> = {
  planted: async () => measurePlanted(await findSeeds("Europe/Berlin"), seeds, say),
  odds: async () => {
    const watched = await findSeeds("Europe/Berlin");
    return oddsTeams.flatMap((teams) => measureOdds(watched, teams, say));
  },
  speed: () => measureRefresh(say),
};

const asked = process.argv.slice(2);
if (asked.some((name) => !Object.hasOwn(parts, name))) {
  console.error(
    `npm run bench:evidence -- [${Object.keys(parts).join("] [")}]\n\nWithout a name, everything is measured.`,
  );
  process.exit(2);
}
const loadBefore = describeLoad();
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts))
  if (asked.length === 0 || asked.includes(name)) figures.push(...(await measure()));
console.log(tableOf(figures));
console.log(`\n${describeMachine()}; load before ${loadBefore}, after ${describeLoad()}.`);
console.log("docs/methods/findings.md and docs/methods/odds.md say what each figure means.");
