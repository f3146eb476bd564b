import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import { dayMs } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { noon, openDeal, startTeam, type TestTeam } from "../../check-ups/check-ups.fixture.ts";
import { closeDeal } from "../../deals/close-deal.ts";
import { recordDebrief } from "../../debriefs/record-debrief.ts";
import { noAnswers } from "../../debriefs/rules.ts";
import { makeCatalogue, type TestCatalogue } from "../../pipeline-check/pipeline-check.fixture.ts";
import { showSameMistakes } from "./show-same-mistakes.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
let catalogue: TestCatalogue;

const inDays = (acting: Acting, days: number): Acting => ({ ...acting, now: noon + days * dayMs });

async function closed(acting: Acting, outcome: "won" | "lost", days: number, amountCents: number) {
  const { id } = await openDeal(inDays(acting, days - 20), team, { amountCents });
  await closeDeal(inDays(acting, days), { id, outcome });
  return id;
}

/** Lost on that day and debriefed a day later: for this reason, and with this promise. */
async function learned(acting: Acting, days: number, reasonId: string, amountCents: number, promisesFlag?: string) {
  const dealId = await closed(acting, "lost", days, amountCents);
  const promise = { id: randomUUID(), repairId: catalogue.repair.call, wording: "I call." };
  const answers = {
    ...noAnswers,
    reasons: [{ reasonId, productScope: null, note: "" }],
    commitments: promisesFlag === undefined ? [] : [{ ...promise, flagId: promisesFlag }],
  };
  await recordDebrief(inDays(acting, days + 1), {
    dealId,
    debriefId: randomUUID(),
    version: 0,
    answers,
    secondsSpent: 90,
  });
  return promise.id;
}

const cameUp = (dealId: string, flagId: string, days: number) =>
  db
    .insertInto("flag_changes")
    .values({
      ...{ workspace_id: team.workspace, deal_id: dealId, flag_id: flagId, was: "down", became: "up" },
      ...{ at: new Date(noon + days * dayMs), evidence: "[]" },
    })
    .execute();
const repaired = (dealId: string, flagId: string, days: number) =>
  db
    .insertInto("repair_tasks")
    .values({
      ...{ workspace_id: team.workspace, id: randomUUID(), deal_id: dealId, flag_id: flagId, state: "done" },
      ...{ repair_id: catalogue.repair.call, opening_line: "?", due_on: "2026-12-24" },
      ...{ created_at: new Date(noon + days * dayMs), finished_at: new Date(noon + days * dayMs) },
    })
    .execute();

beforeAll(async () => {
  team = await startTeam(db);
  catalogue = await makeCatalogue(db, team.workspace);
});

test("nothing was debriefed: nothing is told", async () => {
  expect(await showSameMistakes(team.max)).toEqual({ debriefed: 0, rows: [], fewPeople: null });
});

test("told: a promise against a reason, a repeat, two deals repaired, one left as it was", async () => {
  const { decider, price } = catalogue.reason;
  const flag = catalogue.flag.decider;
  // Rita loses for want of a decision maker, and promises to watch for it.
  const promise = await learned(team.rita, 0, decider, 100_000, flag);
  // It happens to her again; and to Rolf, who promised nothing. Another reason is another matter.
  await learned(team.rita, 10, decider, 250_000);
  await learned(team.rolf, 11, decider, 900_000);
  await learned(team.rita, 12, price, 400_000);
  // The flag came up on three deals of hers: two she repaired, of which one was won; one she left.
  const [saved, lostAllTheSame, left] = [
    await closed(team.rita, "won", 20, 700_000),
    await closed(team.rita, "lost", 21, 50_000),
    await closed(team.rita, "lost", 22, 60_000),
  ];
  for (const [deal, day] of [
    [saved, 15],
    [lostAllTheSame, 16],
    [left, 17],
  ] as const)
    await cameUp(deal, flag, day);
  await repaired(saved, flag, 18);
  await repaired(lostAllTheSame, flag, 18);
  // What came up on a deal of Rolf's, or was over before her promise, is none of it.
  await cameUp(await closed(team.rolf, "won", 23, 80_000), flag, 22);
  await cameUp(await closed(team.rita, "lost", -5, 80_000), flag, -8);

  const { debriefed, rows } = await showSameMistakes(team.max);
  expect(debriefed).toBe(4);
  expect(rows.map(({ name }) => name)).toEqual(["Decision makers not identified", "Price"]);
  expect(rows[0]).toEqual({
    ...{ reasonId: decider, name: "Decision makers not identified", side: "ours" },
    ...{ named: 3, repeats: 1, repeatsMoney: { amountCents: 250_000, currency: "EUR" } },
    ...{ promises: 1, firstPromiseAt: new Date(noon + dayMs).toISOString() },
    ...{ repairedWon: 1, repairedLost: 1, repairedWonMoney: { amountCents: 700_000, currency: "EUR" } },
    ...{ leftWon: 0, leftLost: 1 },
  });
  expect(rows[1]).toMatchObject({ named: 1, repeats: 0, promises: 0, repeatsMoney: null, leftLost: 0 });

  // She takes the promise back: what closes from then on is no repeat of it.
  await db
    .updateTable("commitments")
    .set({ ended_at: new Date(noon + 30 * dayMs) })
    .where("id", "=", promise)
    .execute();
  await learned(team.rita, 40, decider, 10_000);
  expect((await showSameMistakes(team.max)).rows[0]).toMatchObject({ named: 4, repeats: 1 });
});
