import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { clusteredScoreTest } from "./clustered-score-test.ts";
import { mantelHaenszelTest } from "./mantel-haenszel-test.ts";
import reference from "./reference/clustered-score-test.json" with { type: "json" };

type Rows = { exposed: number[]; won: number[]; stratum?: number[]; cluster?: number[] };

const ask = ({ exposed, won, stratum, cluster }: Rows) =>
  clusteredScoreTest({
    exposed: Uint8Array.from(exposed),
    won: Uint8Array.from(won),
    stratum: Int32Array.from(stratum ?? exposed.map(() => 0)),
    cluster: Int32Array.from(cluster ?? exposed.keys()),
  });
const known = (rows: Rows) => {
  const told = ask(rows);
  if (told.kind !== "p-value") throw new Error(`An answer was expected, not ${told.kind}.`);
  return told;
};

/** A fixed sequence stands for chance. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

test("agrees with R's least squares, by customer", () => {
  expect(reference.length).toBe(24);
  for (const { z, rests, p, ...rows } of reference) {
    const told = known(rows);
    expect(told.z).toBeCloseTo(z, 9);
    expect(told.rests).toBeCloseTo(rests, 9);
    expect(told.p).toBeCloseTo(p, 9);
  }
});

test("the worked case of the method's page", () => {
  // Of nine deals with it six were won, of nine without three; one customer brought four of the wins.
  const exposed = [1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const won = [1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0];
  const alone = known({ exposed, won });
  const together = known({ exposed, won, cluster: [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14] });
  const page = readFileSync(new URL("../../docs/methods/clustered-score-test.md", import.meta.url), "utf8");
  for (const { z, rests, p } of [alone, together])
    expect(page).toContain(`z = ${z.toFixed(3)}, G = ${rests.toFixed(1)}, p = ${p.toFixed(3)}`);
});

test("where every deal is of its own customer it says what the usual test says, as nearly as one can", () => {
  const roll = dice(5);
  const exposed = Array.from({ length: 3_000 }, () => (roll() < 0.3 ? 1 : 0));
  const won = exposed.map((shown) => (roll() < (shown === 1 ? 0.43 : 0.4) ? 1 : 0));
  const count = (shown: number) => ({
    of: exposed.filter((each) => each === shown).length,
    count: exposed.filter((each, row) => each === shown && won[row] === 1).length,
  });
  const usual = mantelHaenszelTest([{ exposed: count(1), others: count(0) }]);
  expect(known({ exposed, won }).p).toBeCloseTo(usual.kind === "p-value" ? usual.p : -1, 2);
});

test("where nothing differs it finds something in about five of a hundred teams, also where customers are loyal", () => {
  const found = { loyal: 0, alone: 0 };
  const teams = 1_500;
  const roll = dice(99);
  for (let team = 0; team < teams; team++) {
    const [exposed, won, cluster]: [number[], number[], number[]] = [[], [], []];
    for (let customer = 0; customer < 60; customer++) {
      // A few customers have many deals, and each has its own way of deciding and its own sector.
      const deals = 1 + Math.floor(12 * roll() ** 4);
      const [likes, shows] = [roll(), roll() < 0.35 ? 1 : 0];
      for (let deal = 0; deal < deals; deal++) {
        exposed.push(shows);
        won.push(roll() < likes ? 1 : 0);
        cluster.push(customer);
      }
    }
    if (known({ exposed, won, cluster }).p < 0.05) found.loyal++;
    if (known({ exposed, won }).p < 0.05) found.alone++;
  }
  expect(found.loyal / teams).toBeLessThan(0.065);
  expect(found.loyal / teams).toBeGreaterThan(0.02);
  // To take each deal by itself would be wrong more than twice as often.
  expect(found.alone / teams).toBeGreaterThan(0.13);
});

test("when nothing can be said it says so", () => {
  expect(ask({ exposed: [], won: [] })).toMatchObject({ kind: "too-few", outOf: 0 });
  expect(ask({ exposed: [1, 1, 2, 0], won: [1, 0, 1, 0], stratum: [0, 0, 0, 1] }).kind).toBe("too-few");
  expect(ask({ exposed: [1, 0, 1], won: [1, 1, 1] }).kind).toBe("no-variation");
});
