import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../platform/database/test-database.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Session } from "../../../platform/session.ts";
import { type DealStatus, dealStatus } from "../contract.ts";
import { acting, makePipeline, makeTeam, type Team } from "../deals.fixture.ts";
import { listDeals } from "../list-deals.ts";

type DealFilter = Omit<Parameters<typeof listDeals>[1], "after" | "limit">;

type Seen = {
  id: string;
  newestAt: string;
  status: DealStatus;
  stageId: string;
  pipelineId: string;
  ownerId: string | null;
  name: string;
  accountName: string | null;
  debriefed: boolean;
};

let database: TestDatabase;
let team: Team;
const deals: Seen[] = [];
const accounts = ["Globex", "100% Organic", null];

// A thousand deals of every owner, status and stage, many of the same millisecond: a list must not lose or repeat one.
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  team = await makeTeam(db);
  const pipelines = [team.pipeline, await makePipeline(db, team.workspace)];
  const accountIds = accounts.map((name) => (name === null ? null : randomUUID()));
  for (const [place, name] of accounts.entries()) {
    const id = accountIds[place];
    if (name && id) await db.insertInto("accounts").values({ workspace_id: team.workspace, id, name }).execute();
  }
  const owners = [team.rep.memberId, team.colleague.memberId, team.manager.memberId, null];
  const pick = <T>(values: readonly T[], at: number) => values[at % values.length] as T;
  for (let number = 0; number < 1000; number++) {
    const pipeline = pick(pipelines, number >> 3);
    const status = pick(dealStatus.options, number >> 1);
    const { qualify, demo, won, lost } = pipeline.stage;
    const seen: Seen = {
      id: randomUUID(),
      // On both sides of a midnight of the team.
      newestAt: new Date(Date.UTC(2025, 11, 31, 22, (number % 40) * 5)).toISOString(),
      status,
      stageId: status === "open" ? pick([qualify, demo], number) : status === "won" ? won : lost,
      pipelineId: pipeline.id,
      ownerId: pick(owners, number),
      name: number % 7 === 0 ? `Renewal_${number}` : `Licences ${number}`,
      accountName: pick(accounts, number >> 2),
      debriefed: status !== "open" && number % 5 === 0,
    };
    deals.push(seen);
  }
  const at = (seen: Seen) => new Date(seen.newestAt);
  await db
    .insertInto("deals")
    .values(
      deals.map((seen) => ({
        workspace_id: team.workspace,
        id: seen.id,
        name: seen.name,
        account_id: accountIds[accounts.indexOf(seen.accountName)] ?? null,
        owner_id: seen.ownerId,
        pipeline_id: seen.pipelineId,
        stage_id: seen.stageId,
        status: seen.status,
        created_at: seen.status === "open" ? at(seen) : new Date("2025-01-01T00:00:00Z"),
        closed_at: seen.status === "open" ? null : at(seen),
      })),
    )
    .execute();
  await db
    .insertInto("debriefs")
    .values(
      deals
        .filter(({ debriefed }) => debriefed)
        .map((seen) => ({
          workspace_id: team.workspace,
          id: randomUUID(),
          deal_id: seen.id,
          closed_at: at(seen),
          outcome: seen.status,
          state: "recorded",
          started_at: at(seen),
        })),
    )
    .execute();
});
afterAll(() => database.drop());

async function walk(session: Session, filter: DealFilter, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await listDeals(acting(database.db, session, "2026-03-01T00:00:00Z"), { ...filter, after, limit });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after);
  return ids;
}

const closedOn = (deal: Seen) => dayOf(Date.parse(deal.newestAt), team.admin.timeZone);
const wanted = (owners: (string | null)[] | "all", filter: DealFilter) =>
  deals
    .filter(
      (deal) =>
        (owners === "all" || owners.includes(deal.ownerId)) &&
        (!filter.status || filter.status === deal.status) &&
        (!filter.ownerId || filter.ownerId === deal.ownerId) &&
        (!filter.stageId || filter.stageId === deal.stageId) &&
        (!filter.pipelineId || filter.pipelineId === deal.pipelineId) &&
        (!filter.closedFrom || (deal.status !== "open" && closedOn(deal) >= filter.closedFrom)) &&
        (!filter.closedUntil || (deal.status !== "open" && closedOn(deal) <= filter.closedUntil)) &&
        (filter.debriefed === undefined || filter.debriefed === deal.debriefed) &&
        (!filter.search ||
          [deal.name, deal.accountName ?? ""].some((text) =>
            text.toLowerCase().includes(filter.search?.toLowerCase() ?? ""),
          )),
    )
    .sort((one, other) =>
      one.newestAt === other.newestAt ? (one.id < other.id ? 1 : -1) : one.newestAt < other.newestAt ? 1 : -1,
    )
    .map(({ id }) => id);

test("every filter for everybody lists exactly their deals, newest first, none lost or twice between pages", async () => {
  const { manager, rep, admin, marketing, pipeline } = team;
  const people: [Session, (string | null)[] | "all"][] = [
    [admin, "all"],
    [marketing, "all"],
    [manager, [manager.memberId, rep.memberId, null]],
    [rep, [rep.memberId]],
  ];
  const filters: DealFilter[] = [
    {},
    { status: "lost" },
    { status: "open" },
    { ownerId: rep.memberId },
    { ownerId: team.colleague.memberId, status: "won" },
    { stageId: pipeline.stage.demo },
    { stageId: pipeline.stage.lost, status: "open" },
    { pipelineId: pipeline.id },
    { pipelineId: pipeline.id, status: "lost", debriefed: false },
    { pipelineId: pipeline.id, stageId: pipeline.stage.won },
    { debriefed: true },
    { status: "lost", debriefed: false },
    { closedFrom: "2026-01-01", closedUntil: "2026-01-01" },
    { status: "lost", closedUntil: "2025-12-31" },
    { status: "lost", closedFrom: "2026-01-01", debriefed: false },
    { status: "open", closedFrom: "2025-12-31" },
    { ownerId: rep.memberId, status: "won", closedFrom: "2026-01-01" },
    { pipelineId: pipeline.id, closedFrom: "2026-01-02" },
    { search: "renewal_1" },
    { search: "0% org" },
    { search: "globex", status: "won" },
    { search: "a_b%c\\" },
  ];
  for (const [session, owners] of people) {
    for (const filter of filters) {
      const ids = wanted(owners, filter);
      expect(await walk(session, filter, 70), `${session.memberName} ${JSON.stringify(filter)}`).toEqual(ids);
    }
  }
  expect(wanted("all", { status: "lost" }).length).toBeGreaterThan(300);
  for (const closedFrom of ["2025-12-31", "2026-01-01"])
    expect(wanted("all", { closedFrom, closedUntil: closedFrom }).length).toBeGreaterThan(100);
});

test("the smallest page and a place nobody wrote", async () => {
  const filter = { ownerId: team.rep.memberId, status: "won" } as const;
  expect(await walk(team.admin, filter, 1)).toEqual(wanted("all", filter));
  const strange = listDeals(acting(database.db, team.admin, "2026-03-01T00:00:00Z"), { after: "x", limit: 10 });
  await expect(strange).rejects.toMatchObject({ code: "NOT_FOUND" });
});
