import { deserialize } from "node:v8"; import { readFileSync } from "node:fs";
import { learnOdds } from "./src/features/insights/forecast/learn-odds.ts";
import { amountColumn } from "./src/features/insights/forecast/rules.ts";
import { columnsOf, rowOf } from "./src/features/insights/forecast/table-looks.ts";
import { oddsOf } from "./src/features/insights/odds/rules.ts";
import { areaUnderCurve } from "./src/statistics/area-under-curve.ts";
import { calibrationError } from "./src/statistics/calibration-error.ts";
const seeds = (process.argv[2] ?? "1,2,3,4").split(",");
const auc = (scores: Float64Array, outcomes: Uint8Array) => { const a = areaUnderCurve({ scores, outcomes }); return a.kind === "area" ? a.area : 0.5; };
const cal = (probabilities: Float64Array, outcomes: Uint8Array) => { const a = calibrationError({ probabilities, outcomes }); return a.kind === "calibration" ? a.error : 1; };
const gaps: number[] = [], cals: number[] = [];
for (const seed of seeds) {
  const { team, truth, won, cutoff } = deserialize(readFileSync(`/tmp/prof/h${seed}.bin`));
  const c = process.cpuUsage();
  const { fitted } = learnOdds(team, { fewest: 100, fields: new Map([[amountColumn, "known-at-open"]]), until: cutoff, mayHoldCopies: false });
  const u = process.cpuUsage(c);
  if (fitted.kind !== "model") throw new Error(fitted.kind);
  const { looks } = team.history; const cols = columnsOf(fitted, true);
  const rows = [...looks.at.keys()].filter((r) => looks.at[r] > cutoff);
  const y = Uint8Array.from(rows, (r) => won[looks.deal[r]]);
  const ours = Float64Array.from(rows, (r) => oddsOf(fitted, rowOf(team, looks.deal[r], r, cols)).probability);
  const tr = Float64Array.from(rows, (r) => truth[r]);
  const gap = auc(tr, y) - auc(ours, y); gaps.push(gap); cals.push(cal(ours, y));
  const st = new Map<string, number[]>(); for (const r of rows) { const k = String(looks.stage[r]); (st.get(k) ?? st.set(k, []).get(k)!).push(r); }
  const by = [...st].sort().map(([k, rs]) => { const yy = Uint8Array.from(rs, (r) => won[looks.deal[r]]); const idx = new Map(rows.map((r, i) => [r, i])); return `${k}:${(auc(Float64Array.from(rs, (r) => truth[r]), yy) - auc(Float64Array.from(rs, (r) => ours[idx.get(r)!]!), yy)).toFixed(3)}`; });
  if (process.argv[3]) console.log(seed, "gap", gap.toFixed(4), "true auc", auc(tr, y).toFixed(4), "cal", cals.at(-1)!.toFixed(4), "won/lost", fitted.won, fitted.lost, "terms", fitted.terms.length, fitted.penalties.map((p) => `${p.group}:${p.penalty}`).join(" "), `${((u.user + u.system) / 1e6).toFixed(1)}s`, "by stage", by.join(" "));
}
const mean = (v: number[]) => v.reduce((s, x) => s + x, 0) / v.length;
console.log("MEAN gap", mean(gaps).toFixed(4), "cal", mean(cals).toFixed(4), gaps.map((g) => g.toFixed(4)).join(" "));
