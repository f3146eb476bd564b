import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../../platform/database/test-database.ts";
import { acting, makeTeam, type Team } from "../../../deals/deals.fixture.ts";
import { insertDeals, makeHistory, type PlainDeal, plainDay, sketches } from "../kpis.fixture.ts";
import { listFigureDeals } from "../list-figure-deals.ts";
import { showExits } from "./show-exits.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const now = "2026-06-15T12:00:00Z";
const quarter = { from: "2026-01-01", until: "2026-03-31" };

async function makeReasons(team: Team, names: readonly string[]) {
  const reasons = names.map((name) => ({ id: randomUUID(), name }));
  const rows = reasons.map(({ id, name }) => ({
    ...{ workspace_id: team.workspace, id, name, applies_to: "lost", role_question: "?", control: "ours", lever: "" },
  }));
  await db.insertInto("reasons").values(rows).execute();
  return reasons;
}

/** A recorded debrief of a deal's close, which names these reasons one after the other. */
async function debrief(team: Team, deal: PlainDeal, writerId: string, reasonIds: readonly string[]) {
  const key = { workspace_id: team.workspace, id: randomUUID() };
  const closedAt = new Date(deal.closedAt ?? 0);
  const recorded = { outcome: "lost", state: "recorded", started_at: closedAt, recorded_by: writerId };
  await db
    .insertInto("debriefs")
    .values({ ...key, deal_id: deal.id, closed_at: closedAt, ...recorded })
    .execute();
  const named = reasonIds.map((reason_id, position) => ({ reason_id, position, debrief_id: key.id }));
  if (named.length > 0)
    await db
      .insertInto("debrief_reasons")
      .values(named.map((row) => ({ ...row, workspace_id: team.workspace })))
      .execute();
}

const lost = (team: Team, stageId: string, brief: Partial<PlainDeal> = {}): PlainDeal => ({
  ...{ id: randomUUID(), ownerId: team.rep.memberId, pipelineId: team.pipeline.id, stageId, status: "lost" },
  ...{ createdAt: null, closedAt: Date.parse("2026-02-10T12:00:00Z"), amountCents: null, currency: null },
  ...{ source: null, product: null, expectedCloseOn: null, entries: [], undone: [], ...brief },
});

describe("where lost deals left, and for what", () => {
  // docs/methods/kpis.md, "Where lost deals went", worked example.
  test("of the worked example: five of the seven that left at the demo went to a competitor", async () => {
    const team = await makeTeam(db);
    const { qualify, demo, won } = team.pipeline.stage;
    const times = (count: number, stageId: string, lossKind: string | null) =>
      Array.from({ length: count }, () => lost(team, stageId, { lossKind }));
    await insertDeals(db, team.workspace, [
      ...times(2, qualify, "no-decision"),
      ...times(5, demo, "competitor"),
      ...times(1, demo, "no-decision"),
      ...times(1, demo, null),
      ...times(3, team.pipeline.stage.lost, "competitor"),
      ...Array.from({ length: 3 }, () =>
        lost(team, won, { status: "won", entries: [{ stageId: demo, enteredAt: 0 }] }),
      ),
    ]);
    const told = await showExits(acting(db, team.rep, now), quarter);
    expect(told.pipelines).toMatchObject([
      {
        ...{ deals: 12, won: 3, lost: 9, noStage: 3 },
        stages: [
          { name: "qualify", reached: 12, wentOn: 10, left: 2 },
          { name: "demo", reached: 10, wentOn: 3, left: 7 },
          { name: "proposal", reached: 3, wentOn: 3, left: 0 },
        ],
        causes: [
          { key: "competitor", left: 5, share: { kind: "known", value: 5 / 9 } },
          { key: "no-decision", left: 3, change: { kind: "too-few", outOf: 0 } },
          { key: "", left: 1 },
        ],
        links: [
          { stageId: qualify, cause: "no-decision", left: 2 },
          { stageId: demo, cause: "competitor", left: 5 },
          { stageId: demo, cause: "no-decision", left: 1 },
          { stageId: demo, cause: "", left: 1 },
        ],
      },
    ]);
  });

  test("a debrief that somebody may not read tells them no reason, neither here nor by the deals behind it", async () => {
    const team = await makeTeam(db);
    await db
      .updateTable("workspaces")
      .set({ debriefs_share: "nothing" })
      .where("workspace_id", "=", team.workspace)
      .execute();
    const [price] = await makeReasons(team, ["Price"]);
    const deal = lost(team, team.pipeline.stage.demo);
    await insertDeals(db, team.workspace, [deal]);
    await debrief(team, deal, team.rep.memberId, [price?.id ?? ""]);
    const causes = async (who: "rep" | "manager" | "marketing") => {
      const told = await showExits(acting(db, team[who], now), { ...quarter, leftBy: "reason" });
      return told.pipelines[0]?.causes.map(({ name, left }) => [name, left]);
    };
    expect(await causes("rep")).toEqual([["Price", 1]]);
    expect(await causes("manager")).toEqual([["Price", 1]]);
    expect(await causes("marketing")).toEqual([["", 1]]);
    const asked = { ...quarter, figure: "left-for", leftBy: "reason", cause: price?.id, limit: 9 } as const;
    expect((await listFigureDeals(acting(db, team.rep, now), asked)).rows).toHaveLength(1);
    expect((await listFigureDeals(acting(db, team.marketing, now), asked)).rows).toHaveLength(0);
  });

  test("of many causes the smaller ones are told together", async () => {
    const team = await makeTeam(db);
    const deals = Array.from({ length: 12 }, (_, cause) =>
      Array.from({ length: 12 - cause }, () => lost(team, team.pipeline.stage.demo, { crmReason: `Cause ${cause}` })),
    );
    await insertDeals(db, team.workspace, deals.flat());
    const told = await showExits(acting(db, team.rep, now), { ...quarter, leftBy: "crm-reason" });
    const causes = told.pipelines[0]?.causes ?? [];
    expect(causes.map(({ key, left }) => [key, left])).toEqual([
      ...Array.from({ length: 8 }, (_, cause) => [`Cause ${cause}`, 12 - cause]),
      [null, 10],
    ]);
    expect(causes.at(-1)).toMatchObject({ shareBefore: null, change: null });
  });

  test("agrees with every deal followed one by one, and every figure opens its deals", async () => {
    await fc.assert(
      fc.asyncProperty(
        sketches,
        fc.constantFrom("Europe/Berlin", "Pacific/Apia"),
        fc.constantFrom("loss-kind" as const, "crm-reason" as const, "reason" as const),
        fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }),
        async (drawn, timeZone, leftBy, named) => {
          const { team, pipelines, deals } = await makeHistory(db, drawn);
          const reasons = (await makeReasons(team, ["Price", "Late"])).map(({ id }) => id);
          const reasonOf = new Map<string, string>();
          for (const [place, deal] of deals.entries()) {
            const draw = named[place] ?? 0;
            if (deal.status !== "lost" || deal.closedAt === null || draw === 0) continue;
            const theirs = draw === 3 ? [] : draw === 2 ? reasons.toReversed() : reasons;
            await debrief(team, deal, team.rep.memberId, theirs);
            if (theirs[0]) reasonOf.set(deal.id, theirs[0]);
          }
          const causeOf = (deal: PlainDeal) => {
            if (leftBy === "reason") return reasonOf.get(deal.id) ?? "";
            return (leftBy === "loss-kind" ? deal.lossKind : deal.crmReason?.trim()) ?? "";
          };
          const by = acting(db, { ...team.admin, timeZone }, now);
          const days = { from: "2026-02-01", until: "2026-05-31" };
          const told = await showExits(by, { ...days, leftBy });
          for (const pipeline of pipelines) {
            const order: string[] = [pipeline.stage.qualify, pipeline.stage.demo, pipeline.stage.proposal];
            const furthestOf = (deal: PlainDeal) => {
              const seen = deal.entries.filter(({ enteredAt }) => enteredAt <= (deal.closedAt ?? 0));
              return Math.max(...[deal.stageId, ...seen.map(({ stageId }) => stageId)].map((id) => order.indexOf(id)));
            };
            const left = deals.filter((deal) => {
              if (deal.pipelineId !== pipeline.id || deal.status !== "lost" || deal.closedAt === null) return false;
              const day = plainDay(deal.closedAt, timeZone);
              const isIn = days.from <= day && day <= days.until && deal.closedAt <= Date.parse(now);
              return isIn && furthestOf(deal) >= 0;
            });
            const ours = told.pipelines.find(({ pipelineId }) => pipelineId === pipeline.id);
            expect(ours?.lost ?? 0).toBe(left.length);
            for (const { stageId, cause, left: counted } of ours?.links ?? []) {
              const behind = left.filter((deal) => causeOf(deal) === cause && order[furthestOf(deal)] === stageId);
              expect(counted).toBe(behind.length);
              const asked = { ...days, figure: "left-at", stageId, leftBy, cause: cause ?? "", limit: 200 } as const;
              const { rows } = await listFigureDeals(by, asked);
              expect(rows.map(({ id }) => id).sort()).toEqual(behind.map(({ id }) => id).sort());
            }
            expect(ours?.links.reduce((sum, link) => sum + link.left, 0) ?? 0).toBe(left.length);
            for (const { key, left: counted } of ours?.causes ?? []) {
              const behind = left.filter((deal) => causeOf(deal) === key);
              expect(counted).toBe(behind.length);
              const asked = { ...days, pipelineId: pipeline.id, figure: "left-for", leftBy, cause: key ?? "" } as const;
              const { rows } = await listFigureDeals(by, { ...asked, limit: 200 });
              expect(rows.map(({ id }) => id).sort()).toEqual(behind.map(({ id }) => id).sort());
            }
          }
        },
      ),
      { numRuns: 20 },
    );
  }, 60_000);
});
