import { serialize } from "node:v8"; import { writeFileSync } from "node:fs";
import { simulateTeam } from "./demo/simulate-team.ts";
import { findSeeds, historyOf } from "./benchmarks/evidence/simulated-histories.ts";
const endsAt = Date.parse("2026-11-20T16:00:00Z"), cutoff = Date.parse("2026-05-20T16:00:00Z");
const watched = await findSeeds("Europe/Berlin");
for (const [seed, deals] of [[1,3000],[2,3000],[3,3000],[4,3000],[5,3000],[6,3000],[7,3000],[8,3000],[91,16000]] as const) {
  const team = simulateTeam({ seed, endsAt, timeZone: "Europe/Berlin", deals });
  const t = historyOf(team, watched); const { looks } = t.history;
  const truth = Float64Array.from({ length: looks.count }, (_, row) => { const d = t.deals[looks.deal[row]!]!; return d.closedAt !== null && looks.at[row]! >= d.closedAt ? (d.truth.won ? 1 : 0) : team.probabilityAt(d, looks.at[row]!); });
  const has = t.deals.map((d) => d.truth.course.has);
  const won = Uint8Array.from(t.deals, (d) => d.truth.won ? 1 : 0);
  const { deals: _, ...rest } = t;
  writeFileSync(`/tmp/prof/h${seed}.bin`, serialize({ team: { ...rest, context: null }, truth, won, has, cutoff }));
  console.log(seed, looks.count);
}
process.exit(0);
