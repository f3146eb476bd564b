import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { noon, openDeal, startTeam, type TestTeam } from "../check-ups/check-ups.fixture.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { snoozeDeal } from "../deals/snooze-deal.ts";
import { endCommitment } from "./commitments/end-commitment.ts";
import { saveCommitment } from "./commitments/save-commitment.ts";
import { listCommitments } from "./commitments/store.ts";
import { listCheckedDeals } from "./list-checked-deals.ts";
import { makeCatalogue, readAllDeals, type TestCatalogue } from "./pipeline-check.fixture.ts";
import { showCheck } from "./show-check.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const past = "2026-11-01";
const soon = "2026-12-15";

async function startStory(): Promise<{ team: TestTeam; catalogue: TestCatalogue }> {
  const team = await startTeam(db);
  return { team, catalogue: await makeCatalogue(db, team.workspace) };
}

async function promise(acting: Acting, { flag, repair }: TestCatalogue, flagId = flag.slipped) {
  const wording = "If the date slips, I call the same day.";
  return saveCommitment(acting, { id: randomUUID(), dealId: null, flagId, repairId: repair.call, wording });
}

const list = async (acting: Acting, flagId: string, kind: "up" | "down" | "unknown", limit = 50, after?: string) =>
  listCheckedDeals(acting, { flagId, kind, limit, after });

describe("the check of open deals", () => {
  let team: TestTeam;
  let catalogue: TestCatalogue;
  beforeAll(async () => {
    ({ team, catalogue } = await startStory());
    const { rita, rolf } = team;
    await openDeal(rita, team, { name: "Big", expectedCloseOn: past, amountCents: 9_000_00 });
    await openDeal(rita, team, { name: "Small", expectedCloseOn: past, amountCents: 1_000_00 });
    await openDeal(rita, team, { name: "Dollars", expectedCloseOn: past, amountCents: 5_000_00, currency: "USD" });
    await openDeal(rita, team, { name: "No amount", expectedCloseOn: past, amountCents: null, currency: null });
    await openDeal(rita, team, { name: "Safe", expectedCloseOn: soon });
    await openDeal(rita, team, { name: "Undated", expectedCloseOn: null });
    const { id: resting } = await openDeal(rita, team, { name: "Resting", expectedCloseOn: past });
    await snoozeDeal(rita, { id: resting, snoozeId: randomUUID(), reason: "Merger", untilOn: "2027-02-01" });
    const { id: won } = await openDeal(rita, team, { name: "Won", expectedCloseOn: past });
    await closeDeal({ ...rita, now: noon + 1000 }, { id: won, outcome: "won" });
    await openDeal(rolf, team, { name: "Rolf's", expectedCloseOn: past, amountCents: 7_000_00 });
    await readAllDeals({ ...rita, now: noon + 2000 });
  });

  test("a costly flag is held against every open deal I see, its money per currency", async () => {
    const check = await showCheck(team.rita, {});
    expect(check).toMatchObject({ openDeals: 7, refreshing: 0, readAt: new Date(noon + 2000).toISOString() });
    expect(check.rules).toMatchObject([
      {
        flagId: catalogue.flag.slipped,
        commitment: null,
        costly: true,
        repairs: [{ id: catalogue.repair.call, openingLine: "Who else decides on this?" }],
        atRisk: 4,
        safe: 1,
        unknown: 1,
        resting: 1,
        moneyAtRisk: [
          { amountCents: 10_000_00, currency: "EUR" },
          { amountCents: 5_000_00, currency: "USD" },
        ],
      },
    ]);
  });

  test("a rep counts their own deals, the owner everybody's, a manager their team's", async () => {
    const atRisk = async (acting: Acting, ownerId?: string) => {
      const { openDeals, rules } = await showCheck(acting, { ownerId });
      return [openDeals, rules[0]?.atRisk];
    };
    expect(await atRisk(team.rolf)).toEqual([1, 1]);
    expect(await atRisk(team.olga)).toEqual([8, 5]);
    expect(await atRisk(team.marketing)).toEqual([8, 5]);
    expect(await atRisk(team.max)).toEqual([7, 4]);
    expect(await atRisk(team.olga, team.rolf.session.memberId)).toEqual([1, 1]);
    expect(await atRisk(team.rita, team.rolf.session.memberId)).toEqual([0, 0]);
  });

  test("worst money comes first, and every deal behind a number is listed once, page by page", async () => {
    const names = async (kind: "up" | "down" | "unknown") =>
      (await list(team.rita, catalogue.flag.slipped, kind)).rows.map(({ deal }) => deal.name);
    expect(await names("up")).toEqual(["Big", "Dollars", "Small", "No amount"]);
    expect(await names("down")).toEqual(["Safe"]);
    expect(await names("unknown")).toEqual(["Undated"]);

    const paged: string[] = [];
    let after: string | undefined;
    do {
      const page = await list(team.rita, catalogue.flag.slipped, "up", 1, after);
      paged.push(...page.rows.map(({ deal }) => deal.name));
      after = page.next ?? undefined;
    } while (after);
    expect(paged).toEqual(["Big", "Dollars", "Small", "No amount"]);
  });

  test("each deal says in words why", async () => {
    const { rows } = await list(team.rita, catalogue.flag.slipped, "up", 1);
    expect(rows[0]?.reading).toMatchObject({
      name: "Close date slipped",
      kind: "up",
      level: "bad",
      since: new Date(noon).toISOString(),
    });
    expect(rows[0]?.reading.evidence).toBe("The close date, 2026-11-01, has passed.");
  });

  test("another workspace sees none of it", async () => {
    const other = await startStory();
    expect(await showCheck(other.team.olga, {})).toMatchObject({ openDeals: 0, readAt: null });
    await expect(list(other.team.olga, catalogue.flag.slipped, "up")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

test("deals not read yet are unknown and being read; a changed deal is read again", async () => {
  const { team, catalogue } = await startStory();
  const { id } = await openDeal(team.rita, team, { expectedCloseOn: past });
  const check = await showCheck(team.rita, {});
  expect(check).toMatchObject({ openDeals: 1, refreshing: 1, readAt: null, rules: [{ atRisk: 0, unknown: 1 }] });
  const { rows } = await list(team.rita, catalogue.flag.slipped, "unknown");
  expect(rows).toMatchObject([{ deal: { id }, reading: { kind: "unknown", evidence: "This deal is being read." } }]);

  await readAllDeals(team.rita);
  expect(await showCheck(team.rita, {})).toMatchObject({ refreshing: 0, rules: [{ atRisk: 1, unknown: 0 }] });
  await db
    .updateTable("deals")
    .set({ changed_at: new Date(noon + 1) })
    .where("id", "=", id)
    .execute();
  expect(await showCheck(team.rita, {})).toMatchObject({ refreshing: 1, rules: [{ atRisk: 1 }] });
});

test("yesterday's readings are read again once a new day has begun", async () => {
  const { team } = await startStory();
  await openDeal(team.rita, team, { expectedCloseOn: soon });
  await readAllDeals(team.rita);
  const tomorrow = { ...team.rita, now: noon + 24 * 3_600_000 };
  expect(await showCheck(tomorrow, {})).toMatchObject({ refreshing: 1 });
});

describe("promises", () => {
  test("a promise is checked against my own deals from the moment it is made, before the team's flags", async () => {
    const { team, catalogue } = await startStory();
    await openDeal(team.rita, team, { expectedCloseOn: past });
    await readAllDeals(team.rita);
    const made = await promise(team.rita, catalogue, catalogue.flag.decider);
    const { rules } = await showCheck(team.rita, {});
    expect(rules.map((rule) => [rule.flagName, rule.commitment?.id ?? null])).toEqual([
      ["No decision maker", made.id],
      ["Close date slipped", null],
    ]);
    expect(rules[0]?.repairs.map(({ name }) => name)).toEqual([
      "Call for the missing information",
      "Ask to present again",
    ]);
  });

  test("of a costly flag it replaces the team's own line", async () => {
    const { team, catalogue } = await startStory();
    const made = await promise(team.rita, catalogue);
    expect((await showCheck(team.rita, {})).rules).toMatchObject([{ costly: true, commitment: { id: made.id } }]);
    expect((await showCheck(team.rolf, {})).rules).toMatchObject([{ costly: true, commitment: null }]);
  });

  test("a manager looks through a rep's promises at the rep's deals", async () => {
    const { team, catalogue } = await startStory();
    const made = await promise(team.rita, catalogue);
    const ownerId = team.rita.session.memberId;
    expect((await showCheck(team.max, { ownerId })).rules).toMatchObject([{ commitment: { id: made.id } }]);
    expect((await showCheck(team.rolf, { ownerId })).rules).toMatchObject([{ commitment: null }]);
  });

  test("it is reworded and ended only by whoever made it; an ended one is checked no more", async () => {
    const { team, catalogue } = await startStory();
    const made = await promise(team.rita, catalogue);
    const reworded = { ...made, wording: "If the date slips, I ask why." };
    const input = {
      id: made.id,
      dealId: null,
      flagId: made.flagId,
      repairId: made.repairId,
      wording: reworded.wording,
    };
    expect(await saveCommitment(team.rita, input)).toEqual(reworded);
    await expect(saveCommitment(team.max, input)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(saveCommitment(team.marketing, { ...input, id: randomUUID() })).rejects.toMatchObject({
      code: "NOT_ALLOWED",
    });
    await expect(endCommitment(team.max, { id: made.id })).rejects.toMatchObject({ code: "NOT_FOUND" });

    const ended = await endCommitment(team.rita, { id: made.id });
    expect(await endCommitment({ ...team.rita, now: noon + 5000 }, { id: made.id })).toEqual(ended);
    expect((await showCheck(team.rita, {})).rules).toMatchObject([{ commitment: null }]);
    const page = { after: null, limit: 50 };
    expect(await listCommitments(db, team.workspace, "all", { ended: true, ...page })).toEqual([ended]);
    expect(await listCommitments(db, team.workspace, "all", { ended: false, ...page })).toEqual([]);
  });

  test("it names a flag and a repair of this team", async () => {
    const { team, catalogue } = await startStory();
    const other = await startStory();
    await expect(promise(team.rita, other.catalogue)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(promise(team.rita, { ...catalogue, repair: other.catalogue.repair })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
