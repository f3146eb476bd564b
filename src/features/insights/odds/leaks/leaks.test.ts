import { expect, test } from "vitest";
import { category, numbers, plainTable, shares } from "../odds.fixture.ts";
import { fitOdds } from "../rules.ts";

const share = shares(23);
const outcomes = Array.from({ length: 800 }, () => share() < 0.5);
const source = category(
  "source",
  outcomes.map((won) => (share() < (won ? 0.6 : 0.4) ? "Referral" : "Event")),
);

function suspects(...columns: Parameters<typeof plainTable>[1]) {
  return fitOdds(plainTable(outcomes, [source, ...columns]), { repeats: 1 }).suspectedLeaks;
}

test("the outcome under another name is found out, whatever it is called", () => {
  expect(
    suspects(
      category(
        "phase",
        outcomes.map((won) => (won ? "done" : "gone")),
      ),
    ),
  ).toEqual([
    {
      column: "phase",
      because: "By itself it tells won from lost without a mistake: such a field is usually filled in afterwards.",
    },
  ]);
});

test("a value that is zero on every lost deal, and one filled in on wins only, though not on all of them", () => {
  const value = numbers(
    "close_value",
    outcomes.map((won) => (won ? Math.round(5_000 * share()) + 1 : 0)),
  );
  const signed = category(
    "contract",
    outcomes.map((won) => (won && share() < 0.3 ? "K-12" : null)),
  );
  const found = suspects(value, signed);
  expect(found.map(({ column }) => column)).toEqual(["close_value", "contract"]);
  expect(found[0]?.because).toMatch(/^It is other than zero on won deals only \(\d+ of \d+\)\.$/);
  expect(found[1]?.because).toMatch(/^It is filled in on won deals only/);
});

test("a loss reason that was written on losses only", () => {
  const reason = category(
    "why",
    outcomes.map((won) => (won || share() < 0.5 ? null : "Price")),
  );
  expect(suspects(reason)[0]?.because).toMatch(/^It is filled in on lost deals only/);
});

test("a name alone is no suspicion, and neither is a good fact under a plain name", () => {
  const strong = (name: string) =>
    category(
      name,
      outcomes.map((won) => (share() < (won ? 0.93 : 0.07) ? "high" : "low")),
    );
  expect(
    suspects(
      category(
        "forecast category",
        outcomes.map(() => (share() < 0.5 ? "A" : "B")),
      ),
    ),
  ).toEqual([]);
  expect(suspects(strong("fit"))).toEqual([]);
  expect(suspects(strong("ForecastCategory"))[0]?.because).toMatch(/^Its name speaks of the deal's end/);
});

test("two totals that say nothing each, and everything together", () => {
  const qualified = outcomes.map(() => Math.round(120 * share()));
  const fit = fitOdds(
    plainTable(outcomes, [
      source,
      numbers("until they qualified", qualified),
      numbers(
        "until it was booked",
        qualified.map((days, deal) => (outcomes[deal] ? days : days + 20 + Math.round(20 * share()))),
      ),
    ]),
    { repeats: 1 },
  );
  if (fit.kind !== "model") throw new Error("a model was expected");
  expect(fit.suspectedLeaks.map(({ column }) => column)).toEqual(["until it was booked"]);
  expect(fit.suspectedLeaks[0]?.because).toMatch(/^Together with others it tells won from lost/);
  expect(fit.quality.auc).toBeLessThan(0.7);
});

test("one value of many that settles a deal, but not where nearly everything is won anyway", () => {
  const tags = (all: readonly boolean[]) =>
    category(
      "tags",
      all.map((won) => (won && share() < 0.3 ? "Will answer our mail" : share() < 0.5 ? "Ringing" : "Busy")),
    );
  expect(suspects(tags(outcomes))[0]?.because).toMatch(/^Of (\d+) deals with “Will answer our mail”, all were won/);
  const mostlyWon = outcomes.map(() => share() < 0.9);
  expect(fitOdds(plainTable(mostlyWon, [tags(mostlyWon)]), { needed: 50, repeats: 1 }).suspectedLeaks).toEqual([]);
});

test.each([
  "Total Days Identified Through Closing",
  "Ratio Days Qualified To Total Days",
  "Elapsed Days In Sales Stage",
  "Sales Stage Change Count",
  'Cumulative time in "Demo (Sales)" (HH:mm:ss)',
  "Days to close",
  "sales_cycle",
  "Age",
])("%s counts on until the close", (name) => {
  expect(suspects(numbers(name, outcomes.map(share), { group: "attribute" }))).toEqual([
    { column: name, because: "By its name it counts on until the deal has closed: its last value is known only then." },
  ]);
});

test.each([
  "Contract length in months",
  "Time zone",
  "Payment days",
  "Total Time Spent on Website",
  "Client age",
  "Stage",
])("%s does not", (name) => {
  expect(suspects(numbers(name, outcomes.map(share), { group: "attribute" }))).toEqual([]);
});

test("what the table says is known only after the close is never used", () => {
  const month = category(
    "month of close",
    outcomes.map(() => (share() < 0.5 ? "May" : "June")),
    { afterClose: true },
  );
  expect(suspects(month)).toEqual([
    { column: "month of close", because: "It is known or final only after the close." },
  ]);
});

test("a person may say that a suspect was known beforehand", () => {
  const tested = category(
    "pilot passed",
    outcomes.map((won) => (share() < (won ? 0.98 : 0.02) ? "yes" : "no")),
  );
  const table = plainTable(outcomes, [source, tested]);
  const before = fitOdds(table, { repeats: 1 });
  const after = fitOdds(table, { allow: ["pilot passed"], repeats: 1 });
  if (before.kind !== "model" || after.kind !== "model") throw new Error("a model was expected");
  expect(before.suspectedLeaks.map(({ column }) => column)).toEqual(["pilot passed"]);
  expect(after.suspectedLeaks).toEqual([]);
  expect(after.quality.auc).toBeGreaterThan(0.95);
  expect(before.quality.auc).toBeLessThan(0.7);
});

test("a number of the deal and a column that says the same of all are left out, with the reason", () => {
  const id = category(
    "number",
    outcomes.map((_, deal) => `D-${deal}`),
  );
  const same = category(
    "currency",
    outcomes.map(() => "EUR"),
  );
  const fit = fitOdds(plainTable(outcomes, [source, id, same]), { repeats: 1 });
  if (fit.kind !== "model") throw new Error("a model was expected");
  expect(fit.leftOut).toEqual([
    {
      column: "number",
      because: "It has 800 different values on 800 deals: it names deals and says nothing about the next one.",
    },
    { column: "currency", because: "It says the same of every deal." },
  ]);
});

test("a column known of a handful of deals moves nobody's odds, however these ended", () => {
  const amount = numbers(
    "Amount",
    outcomes.map((won, deal) => (deal < 10 ? (won ? 20_000 : 10_000) : null)),
  );
  const fit = fitOdds(plainTable(outcomes, [source, amount]), { repeats: 1 });
  if (fit.kind !== "model") throw new Error("a model was expected");
  expect(fit.leftOut).toEqual([
    { column: "Amount", because: "It is known of 10 of 800 deals, too few to learn from." },
  ]);
  expect(fit.terms.map(({ column }) => column)).not.toContain("Amount");
});
