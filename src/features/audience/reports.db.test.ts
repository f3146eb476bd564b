import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import { acting, makeTeam } from "../deals/deals.fixture.ts";
import { insertDeals, makeHistory, type PlainDeal, plainDay, sketches } from "../insights/kpis/kpis.fixture.ts";
import { listFigureDeals } from "../insights/kpis/list-figure-deals.ts";
import { showWinRate } from "../insights/kpis/win-rate/show-win-rate.ts";
import type { ToldApartBy } from "./early-losses/contract.ts";
import { listEarlyLossDeals, showEarlyLosses } from "./early-losses/show-early-losses.ts";
import { showPersonasOverTime } from "./over-time/show-over-time.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

type Told = { persona: string | null; segment: string | null; campaign: string | null; message: string | null };
type Place = Awaited<ReturnType<typeof makeTeam>>["workspace"];

async function makeAims(workspace: Place, kind: "persona" | "campaign", names: readonly string[]): Promise<string[]> {
  const ids = names.map(() => randomUUID());
  for (const [place, name] of names.entries())
    await sql`insert into aims (workspace_id, id, kind, name, message, changed_at)
      values (${workspace}, ${ids[place]}, ${kind}, ${name}, ${kind === "campaign" ? `Words of ${name}` : ""}, now())`.execute(
      db,
    );
  return ids;
}

type Said = { dealId: string; kind: "persona" | "campaign"; aimId: string };

async function say(workspace: Place, said: readonly Said[]): Promise<void> {
  if (said.length === 0) return;
  const rows = said.map(({ dealId, kind, aimId }) => ({
    ...{ workspace_id: workspace, deal_id: dealId, kind, aim_id: aimId, told_by: "rule" },
  }));
  await db.insertInto("deal_aims").values(rows).execute();
}

describe("early losses", () => {
  const filter = { from: "2026-01-01", until: "2026-06-30" };

  test("are counted by each thing told, over any history, as a slow and plain look counts them", async () => {
    const told = fc.record({
      persona: fc.option(fc.nat(2)),
      campaign: fc.option(fc.nat(1)),
      segment: fc.constantFrom("North", " South ", "", null),
      message: fc.constantFrom("Own words", null, null),
    });
    await fc.assert(
      fc.asyncProperty(sketches, fc.array(told, { minLength: 40, maxLength: 40 }), async (drawn, tellings) => {
        const { team, pipelines, deals } = await makeHistory(db, drawn);
        const { workspace } = team;
        const personas = await makeAims(workspace, "persona", ["One", "Two", "Three"]);
        const campaigns = await makeAims(workspace, "campaign", ["Spring", "Autumn"]);
        const toldOf = new Map<string, Told>();
        const said: Said[] = [];
        const attributes: string[] = [];
        for (const [place, { id }] of deals.entries()) {
          const { persona, campaign, segment, message } = tellings[place] ?? {
            persona: null,
            campaign: null,
            segment: null,
            message: null,
          };
          const [personaId, campaignId] = [personas[persona ?? -1], campaigns[campaign ?? -1]];
          if (personaId) said.push({ dealId: id, kind: "persona", aimId: personaId });
          if (campaignId) said.push({ dealId: id, kind: "campaign", aimId: campaignId });
          attributes.push(JSON.stringify({ Segment: segment, "Campaign message": message }));
          toldOf.set(id, {
            ...{ persona: personaId ?? null, campaign: campaignId ?? null, segment: segment?.trim() || null },
            message:
              message ??
              (campaign === null || campaign === undefined ? null : `Words of ${["Spring", "Autumn"][campaign]}`),
          });
        }
        await say(workspace, said);
        await sql`update deals d set attributes = t.told::jsonb
          from unnest(${deals.map(({ id }) => id)}::uuid[], ${attributes}::text[]) as t (id, told)
          where d.workspace_id = ${workspace} and d.id = t.id`.execute(db);
        const now = "2026-06-30T20:00:00Z";
        const shown = await showEarlyLosses(acting(db, team.admin, now), filter);
        const plain = deals.flatMap((deal) => {
          const ended = endedOf(deal, pipelines, Date.parse(now));
          return ended === null ? [] : [{ deal, ended, told: { ...toldOf.get(deal.id), source: deal.source || null } }];
        });
        const count = (wanted: string) => plain.filter(({ ended }) => ended === wanted).length;
        expect(shown).toMatchObject({
          early: count("early"),
          won: count("won"),
          later: count("later"),
          noStage: count("no-stage"),
        });
        for (const { by, rows, rest } of shown.apart) {
          const ofThese = (key: string | null, wanted: string) =>
            plain.filter(({ ended, told: each }) => ended === wanted && (each[by] ?? null) === key);
          let listed = 0;
          for (const row of rows) {
            expect(row, by).toMatchObject({
              early: ofThese(row.key, "early").length,
              won: ofThese(row.key, "won").length,
            });
            listed += row.early + row.won;
          }
          expect(listed + rest.deals).toBe(count("early") + count("won"));
          expect(rest.deals).toBeGreaterThanOrEqual(ofThese(null, "early").length + ofThese(null, "won").length);
        }
        await checkLists(team, plain, now);
        await checkFigures(team, plain, personas, now);
      }),
      { numRuns: 8 },
    );
  });

  type Plain = { deal: PlainDeal; ended: string; told: Partial<Record<ToldApartBy, string | null>> };

  async function checkLists(team: Awaited<ReturnType<typeof makeTeam>>, plain: readonly Plain[], now: string) {
    const [one] = plain;
    for (const by of ["persona", "source", "segment", "message"] as const)
      for (const ended of ["early", "won"] as const) {
        const key = one?.told[by] ?? "";
        const asked = { ...filter, by, key, ended, limit: 100 };
        const { rows } = await listEarlyLossDeals(acting(db, team.marketing, now), asked);
        const wanted = plain.filter((each) => each.ended === ended && (each.told[by] ?? "") === key);
        expect(rows.map(({ id }) => id).sort()).toEqual(wanted.map(({ deal }) => deal.id).sort());
      }
  }

  /** Figures narrowed to a persona, or told by persona, are of its deals and no others. */
  async function checkFigures(
    team: Awaited<ReturnType<typeof makeTeam>>,
    plain: readonly Plain[],
    personas: readonly string[],
    now: string,
  ) {
    const asker = acting(db, team.admin, now);
    const whole = await showWinRate(asker, { ...filter, compare: "none", by: "persona" });
    for (const key of [...personas, "none"]) {
      const theirs = plain.filter(({ told }) => (told.persona ?? "none") === key);
      const won = theirs.filter(({ ended }) => ended === "won").map(({ deal }) => deal.id);
      const asked = { ...filter, compare: "none" as const, personaId: key };
      const counts = { won: won.length, lost: theirs.length - won.length };
      expect((await showWinRate(asker, asked)).figures).toMatchObject(counts);
      const row = whole.segments?.rows.find((each) => each.key === key);
      if (row) expect(row.figures).toMatchObject(counts);
      const { rows } = await listFigureDeals(asker, { ...asked, figure: "won", limit: 100 });
      expect(rows.map(({ id }) => id).sort()).toEqual(won.toSorted());
    }
  }

  /** Of three open stages the first is early. Null: of no interest here. */
  function endedOf(deal: PlainDeal, pipelines: readonly { id: string; stage: Record<string, string> }[], now: number) {
    const { status, closedAt } = deal;
    if (status === "open" || closedAt === null || closedAt > now) return null;
    const day = plainDay(closedAt, "Europe/Berlin");
    if (day < filter.from || day > filter.until) return null;
    if (status === "won") return "won";
    const stage = pipelines.find(({ id }) => id === deal.pipelineId)?.stage ?? {};
    const open = [stage.qualify, stage.demo, stage.proposal];
    const been = deal.entries.filter(({ enteredAt }) => enteredAt <= closedAt).map(({ stageId }) => stageId);
    const furthest = Math.max(...[...been, deal.stageId].map((id) => open.indexOf(id)));
    return furthest === -1 ? "no-stage" : furthest === 0 ? "early" : "later";
  }

  /** The worked case of docs/methods/early-losses.md. */
  test("those from fairs are found, with their interval, among what is chance", async () => {
    const team = await makeTeam(db);
    const { id, stage } = team.pipeline;
    const deals = Array.from({ length: 200 }, (_, place): PlainDeal => {
      const fromFair = place < 60;
      const won = fromFair ? place < 20 : place - 60 < 90;
      const closedAt = Date.UTC(2026, 1, 1 + (place % 28), 12);
      return {
        ...{ id: randomUUID(), ownerId: team.rep.memberId, pipelineId: id, createdAt: closedAt - 864e5 * 9, closedAt },
        ...{
          stageId: won ? stage.won : stage.qualify,
          status: won ? "won" : "lost",
          amountCents: null,
          currency: null,
        },
        ...{ source: fromFair ? "Fair" : place % 2 ? "Web" : "Partner", product: null, expectedCloseOn: null },
        ...{ entries: [], undone: [] },
      };
    });
    await insertDeals(db, team.workspace, deals);
    const shown = await showEarlyLosses(acting(db, team.marketing, "2026-03-05T09:00:00Z"), {});
    expect(shown).toMatchObject({ early: 90, won: 110, looked: 3, stages: [{ names: ["qualify"] }] });
    const [worst] = shown.apart.find(({ by }) => by === "source")?.rows ?? [];
    expect(worst).toMatchObject({ name: "Fair", early: 40, won: 20, difference: { kind: "known", stands: true } });
    if (worst?.difference.kind !== "known") throw new Error("It was told.");
    const { value, low, high, p } = worst.difference;
    expect(value).toBeCloseTo(40 / 60 - 50 / 140, 12);
    expect(low).toBeCloseTo(0.1588, 4);
    expect(high).toBeCloseTo(0.4457, 4);
    expect(p).toBeCloseTo(0.000126, 6);
    await expect(showEarlyLosses(acting(db, team.rep, "2026-03-05T09:00:00Z"), {})).rejects.toMatchObject({
      code: "NOT_ALLOWED",
    });
  });
});

describe("personas over time", () => {
  test("one that stopped fitting is named with its day; the others are not, and too few is said as such", async () => {
    const team = await makeTeam(db);
    const { id, stage } = team.pipeline;
    const [fell, steady, young] = await makeAims(team.workspace, "persona", ["Fell", "Steady", "Young"]);
    const deals: PlainDeal[] = [];
    const add = (personaId: string | undefined, place: number, won: boolean) => {
      const closedAt = Date.UTC(2025, 0, 6, 9, place % 50) + place * 3 * 864e5;
      const dealId = randomUUID();
      deals.push({
        ...{ id: dealId, ownerId: team.rep.memberId, pipelineId: id, createdAt: closedAt - 864e5 * 9, closedAt },
        ...{ stageId: won ? stage.won : stage.lost, status: won ? "won" : "lost", amountCents: null, currency: null },
        ...{ source: null, product: null, expectedCloseOn: null, entries: [], undone: [] },
      });
      if (personaId) said.push({ dealId, kind: "persona", aimId: personaId });
    };
    const said: Said[] = [];
    // Every other deal won until the eightieth, one in five since; and the other persona every other throughout.
    for (let place = 0; place < 140; place++) {
      add(fell, place, place < 80 ? place % 2 === 1 : place % 5 === 4);
      add(steady, place, place % 2 === 0);
      if (place < 20) add(young, place, place % 2 === 0);
    }
    await insertDeals(db, team.workspace, deals);
    await say(team.workspace, said);
    const shown = await showPersonasOverTime(acting(db, team.manager, "2026-03-05T09:00:00Z"), {});
    expect(shown).toMatchObject({ looked: 2, noPersona: 0, bulkEdited: 0, period: { from: "2024-03-05" } });
    const [first, second, third] = shown.personas;
    expect(first).toMatchObject({
      name: "Fell",
      deals: 140,
      change: { kind: "known", stands: true, before: { deals: 80 } },
    });
    expect(second).toMatchObject({ name: "Steady", change: { kind: "known", stands: false } });
    expect(third).toMatchObject({ name: "Young", change: { kind: "too-few", outOf: 20, needed: 60 } });
    if (first?.change.kind !== "known") throw new Error("It was told.");
    const { since, earliest, latest, difference, others } = first.change;
    expect(since).toBe(plainDay(Date.UTC(2025, 0, 6) + 80 * 3 * 864e5, "Europe/Berlin"));
    expect(earliest <= since && since <= latest).toBe(true);
    expect(difference.value).toBeCloseTo(12 / 60 - 0.5, 12);
    expect(difference.high).toBeLessThan(0);
    expect(others.before.deals + others.after.deals).toBe(160);
  });
});
