import { type Figure, tableOf } from "../figures.ts";
import { describeLoad, describeMachine } from "../machine-load.ts";
import { measureOdds } from "./odds-of-simulated.ts";
import { measurePlanted } from "./planted-causes.ts";
import { findSeeds } from "./simulated-histories.ts";

const say = (line: string) => process.stderr.write(`${line}\n`);
const seeds = Number(process.argv[2] ?? 50);
const watched = await findSeeds("Europe/Berlin");
const figures: Figure[] = [...measurePlanted(watched, seeds, say), ...measureOdds(watched, Math.ceil(seeds / 5), say)];
console.log(tableOf(figures));
console.log(`\n${describeMachine()}; load ${describeLoad()}.`);
