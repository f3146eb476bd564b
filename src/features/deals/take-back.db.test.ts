import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../platform/database/test-database.ts";
import { closeDeal } from "./close-deal.ts";
import { acting, makeDeal, makeTeam, type Team } from "./deals.fixture.ts";
import { listCompetitors } from "./list-competitors.ts";
import { moveDeal } from "./move-deal.ts";
import { nameCompetitor } from "./name-competitor.ts";
import { reopenDeal } from "./reopen-deal.ts";
import { showDeal } from "./show-deal.ts";
import { takeBack } from "./take-back.ts";

let database: TestDatabase;
let team: Team;
beforeAll(async () => {
  database = await createTestDatabase();
  team = await makeTeam(database.db);
});
afterAll(() => database.drop());

const asRep = (now: string) => acting(database.db, team.rep, now);
const pageOf = async (id: string) => {
  const { changedAt: _, ...page } = await showDeal(asRep("2026-03-20T09:00:00Z"), { id });
  return page;
};
const tooLate = expect.objectContaining({ name: "Refusal", code: "TOO_LATE_TO_TAKE_BACK" });

describe("a slip that is taken back at once", () => {
  test("a loss of last Tuesday leaves no trace, its competitor included", async () => {
    const id = await makeDeal(database.db, team, { competitor: "Nimbrix" });
    const before = await pageOf(id);
    const writeId = randomUUID();
    const lost = { id, writeId, outcome: "lost", lossKind: "competitor", competitor: "Bellstride" } as const;
    const closedAt = "2026-03-10T11:00:00.000Z";
    expect(await closeDeal(asRep("2026-03-12T09:00:00Z"), { ...lost, closedAt })).toMatchObject({ closedAt });
    expect(await pageOf(id)).toMatchObject({ status: "lost", competitor: "Bellstride" });
    expect(await takeBack(asRep("2026-03-12T09:00:08Z"), { id, writeId })).toMatchObject({ status: "open" });
    expect(await pageOf(id)).toEqual(before);
    // It may be told of the same day again.
    expect(await closeDeal(asRep("2026-03-12T09:01:00Z"), { ...lost, closedAt })).toMatchObject({ closedAt });
  });

  test("a move leaves no trace, and one taken back cannot be taken back again", async () => {
    const id = await makeDeal(database.db, team);
    const before = await pageOf(id);
    const writeId = randomUUID();
    await moveDeal(asRep("2026-03-12T09:00:00Z"), { id, stageId: team.pipeline.stage.demo, writeId });
    await takeBack(asRep("2026-03-12T09:00:05Z"), { id, writeId });
    expect((await pageOf(id)).stageId).toEqual(before.stageId);
    expect((await pageOf(id)).timeline.filter(({ title }) => title.includes("demo"))).toEqual([]);
    await expect(takeBack(asRep("2026-03-12T09:00:06Z"), { id, writeId })).rejects.toEqual(tooLate);
  });
});

describe("what is no slip any more keeps its history", () => {
  test("a loss of a while ago, somebody else's, another write's, or one the deal has gone on from", async () => {
    const id = await makeDeal(database.db, team);
    const writeId = randomUUID();
    await closeDeal(asRep("2026-03-12T09:00:00Z"), { id, outcome: "lost", writeId });
    await expect(takeBack(asRep("2026-03-12T09:11:00Z"), { id, writeId })).rejects.toEqual(tooLate);
    await expect(takeBack(asRep("2026-03-12T09:01:00Z"), { id, writeId: randomUUID() })).rejects.toEqual(tooLate);
    const asManager = acting(database.db, team.manager, "2026-03-12T09:01:00Z");
    await expect(takeBack(asManager, { id, writeId })).rejects.toEqual(tooLate);
    await reopenDeal(asRep("2026-03-12T09:02:00Z"), { id });
    await expect(takeBack(asRep("2026-03-12T09:03:00Z"), { id, writeId })).rejects.toEqual(tooLate);
    const titles = (await pageOf(id)).timeline.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(["Lost", "Opened again"]));
  });

  test("a loss whose debrief was begun", async () => {
    const id = await makeDeal(database.db, team);
    const writeId = randomUUID();
    await closeDeal(asRep("2026-03-12T09:00:00Z"), { id, outcome: "lost", writeId });
    await database.db
      .insertInto("debriefs")
      .values({
        workspace_id: team.workspace,
        id: randomUUID(),
        deal_id: id,
        closed_at: new Date("2026-03-12T09:00:00Z"),
        outcome: "lost",
        state: "draft",
        draft: "{}",
        started_at: new Date("2026-03-12T09:00:10Z"),
      })
      .execute();
    await expect(takeBack(asRep("2026-03-12T09:00:20Z"), { id, writeId })).rejects.toEqual(tooLate);
  });
});

test("competitors are offered by how often they were named, however their capitals stand", async () => {
  const own = await makeTeam(database.db);
  const asOwn = acting(database.db, own.rep, "2026-03-12T09:00:00Z");
  expect(await listCompetitors(asOwn)).toEqual({ names: [] });
  for (const competitor of ["Nimbrix", "bellstride", "Bellstride", "Bellstride", "  "]) {
    const id = await makeDeal(database.db, own);
    await closeDeal(asOwn, { id, outcome: "lost", lossKind: "competitor" });
    await nameCompetitor(asOwn, { id, competitor });
  }
  expect(await listCompetitors(asOwn)).toEqual({ names: ["Bellstride", "Nimbrix"] });
});
