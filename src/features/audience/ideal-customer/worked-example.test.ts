import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { clusteredScoreTest } from "../../../statistics/clustered-score-test.ts";
import { category, plainTable } from "../../insights/odds/odds.fixture.ts";
import { chooseRows } from "./choose-rows.ts";
import { cardOf, learnt, type ToldDeal } from "./ideal-customer.fixture.ts";
import { listCandidates } from "./list-candidates.ts";
import { weighRows } from "./weigh-rows.ts";

const page = readFileSync(new URL("../../../../docs/methods/ideal-customer.md", import.meta.url), "utf8");
const says = (...words: string[]) => {
  for (const each of words) expect(page).toContain(each);
};

/** 60 of 100 referrals are won, 15 of 100 outbound, 80 of 200 from the web; in the north as often as in the south. */
const deals: ToldDeal[] = [
  { source: "Referral", won: 60, all: 100 },
  { source: "Outbound", won: 15, all: 100 },
  { source: "Web", won: 80, all: 200 },
].flatMap(({ source, won, all }) =>
  Array.from({ length: all }, (_, place) => ({
    won: (place * won) % all < won,
    facts: { "Lead source": source, Region: Math.floor(place / 2) % 2 === 0 ? "North" : "South" },
  })),
);
const fixed = (value: number, digits: number) => value.toFixed(digits).replace("-", "−");

test("the worked case of the method's page, step by step", () => {
  const outcomes = deals.map(({ won }) => won === true);
  const columns = ["Lead source", "Region"].map((heading) =>
    category(
      heading,
      deals.map(({ facts }) => facts[heading] ?? null),
    ),
  );
  const table = plainTable(outcomes, columns);
  const together = Int32Array.from(deals.keys());
  const candidates = listCandidates(table, columns, { fewest: 30, moneyColumn: "Amount", customers: together });
  const lessons = { outcomes: table.outcomes, strata: new Int32Array(deals.length), together, candidates };
  const among = new Uint8Array(deals.length).fill(1);
  const { looked, rows } = chooseRows(lessons, among, 0.02);
  expect(looked).toBe(4);
  const named = (candidate: number) => {
    const is = candidates[candidate]?.is;
    return is?.kind === "value" ? is.value : "";
  };
  expect(rows.map(({ candidate }) => named(candidate))).toEqual(["Outbound", "Referral"]);
  const zOf = (value: string) => {
    const answers =
      candidates.find(({ is }) => is.kind === "value" && is.value === value)?.answers ?? new Uint8Array(0);
    const exposed = answers.map((answer) => answer - 1);
    const told = clusteredScoreTest({ exposed, won: table.outcomes, stratum: lessons.strata, cluster: together });
    return told.kind === "p-value" ? told.z : Number.NaN;
  };
  says(`z = ${fixed(zOf("Outbound"), 2)}`, `z = ${fixed(zOf("Referral"), 2)}`, `z = ${fixed(zOf("Web"), 2)}`);
  const weighed = weighRows(lessons, among, rows);
  for (const { logOdds } of weighed) says(fixed(logOdds, 2));
});

test("the worked case's scorecard, its quality and its bands", () => {
  const card = cardOf(learnt(deals));
  for (const { points, shown } of card.rows) {
    says(`**${points > 0 ? "+" : "−"}${Math.abs(points)}**`, `${shown.won} of ${shown.deals}`);
    says(`${(shown.low * 100).toFixed(1)} to ${(shown.high * 100).toFixed(1)} %`);
  }
  const { area, low, high, calibrationSlope } = card.quality;
  says(`${area.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`, `slope ${calibrationSlope?.toFixed(2)}`);
  for (const { won, deals: all, value, said } of card.bands)
    says(`| ${won} of ${all} | ${(value * 100).toFixed(1)} % | ${(said * 100).toFixed(1)} % |`);
  const { lowest, named } = card.neverBuys;
  expect(named).toBe(false);
  says(`${lowest?.won} of ${lowest?.deals}`, `${((lowest?.high ?? 0) * 100).toFixed(1)} %`);
});
