import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "../../../../platform/database/test-database.ts";
import { acting, makeTeam, type Team } from "../../../deals/deals.fixture.ts";
import { showWinRate } from "../win-rate/show-win-rate.ts";
import { listFigureColumns } from "./list-figure-columns.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
const now = "2026-03-15T12:00:00Z";

const insert = (team: Team, ownerId: string, attributes: Record<string, string>[], source: string | null = "Fair") =>
  db
    .insertInto("deals")
    .values(
      attributes.map((each) => ({
        ...{ workspace_id: team.workspace, id: randomUUID(), name: "Acme", owner_id: ownerId, status: "won" },
        ...{ pipeline_id: team.pipeline.id, stage_id: team.pipeline.stage.won, lead_source: source },
        ...{ closed_at: new Date("2026-02-10T12:00:00Z"), attributes: JSON.stringify(each) },
      })),
    )
    .execute();

test("lists what columns say, products first, and nothing that could not narrow a report", async () => {
  const team = await makeTeam(db);
  const rows = Array.from({ length: 70 }, (_, place) => ({
    ...{
      Region: place % 3 === 0 ? "South" : "North",
      product_name: place % 2 ? "Suite" : "Basic",
      Ticket: `T-${place}`,
    },
    Notes: place === 0 ? "They asked for a demo in May and then again in June. ".repeat(4) : "",
  }));
  await insert(team, team.rep.memberId, rows);
  await insert(team, team.colleague.memberId, [{ Region: "Moon", Zone: "9" }], "Friend");
  const mine = await listFigureColumns(acting(db, team.rep, now));
  expect(mine).toEqual({
    sources: ["Fair"],
    columns: [
      { heading: "product_name", isProduct: true, values: ["Basic", "Suite"] },
      { heading: "Region", isProduct: false, values: ["North", "South"] },
    ],
  });
  const all = await listFigureColumns(acting(db, team.admin, now));
  expect(all.sources).toEqual(["Fair", "Friend"]);
  expect(all.columns.map(({ heading }) => heading)).toEqual(["product_name", "Region", "Zone"]);
  // What is chosen there narrows the report to exactly these deals.
  const narrowed = { period: "this-quarter", column: "product_name", value: "Suite" } as const;
  expect((await showWinRate(acting(db, team.admin, now), narrowed)).figures.won).toBe(35);
});

test("a team without deals has nothing to choose", async () => {
  const team = await makeTeam(db);
  expect(await listFigureColumns(acting(db, team.admin, now))).toEqual({ sources: [], columns: [] });
});
