import { randomUUID } from "node:crypto";
import { createRouterClient } from "@orpc/server";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { checkUpsApi } from "../check-ups/api.ts";
import { lostDeal, noon, openDeal, startTeam } from "../check-ups/check-ups.fixture.ts";
import { debriefsApi } from "../debriefs/api.ts";
import { pipelineCheckApi } from "../pipeline-check/api.ts";
import { readAllDeals } from "../pipeline-check/pipeline-check.fixture.ts";
import { seedCatalogue } from "../reasons/seed-catalogue.ts";
import { todayApi } from "./api.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const router = { checkUps: checkUpsApi, debriefs: debriefsApi, pipelineCheck: pipelineCheckApi, today: todayApi };
const secrets = { kind: "none", why: "Nothing is sealed here." } as const;
const clientOf = (acting: Acting) => createRouterClient(router, { context: { ...acting, secrets } });

test("the loop on the catalogue every team starts with: a loss, its debrief, the open deals, a repair, today", async () => {
  const team = await startTeam(db);
  await db.transaction().execute((tx) => seedCatalogue(tx, team.workspace));
  const monthAgo = { ...team.rita, now: noon - 30 * 86_400_000 };
  await openDeal(monthAgo, team, { name: "Repeats it", expectedCloseOn: "2026-11-05" });
  const lost = await lostDeal(team.rita, team, { name: "Acme", expectedCloseOn: "2026-11-01" });
  await readAllDeals(team.rita);
  const rita = clientOf({ ...team.rita, now: noon + 60_000 });

  const sheet = await rita.debriefs.openDebrief({ dealId: lost.id });
  expect(sheet.reasons.length).toBeGreaterThan(10);
  // The date had passed before the loss: the promise is about that.
  const [promise] = sheet.proposed.commitments;
  if (!promise) throw new Error("A flag that was up before the close proposes a promise.");
  const reason = sheet.reasons.find(({ aboutProduct, control }) => !aboutProduct && control === "ours");
  if (!reason) throw new Error("The catalogue has a reason of ours.");
  const answers = { ...sheet.proposed, reasons: [{ reasonId: reason.id, productScope: null, note: "" }] };
  const written = { dealId: lost.id, debriefId: randomUUID(), answers };
  const draft = await rita.debriefs.saveDraft({ ...written, version: 0 });
  await rita.debriefs.recordDebrief({ ...written, version: draft.version, secondsSpent: 100 });
  expect((await rita.debriefs.listDebriefs({ dealId: lost.id })).rows).toMatchObject([{ state: "recorded" }]);
  expect((await rita.debriefs.listWaiting({})).rows).toEqual([]);
  expect((await rita.debriefs.listProductLimits({})).rows).toEqual([]);

  const { rules } = await rita.pipelineCheck.showCheck({});
  const [mine] = rules;
  expect(mine).toMatchObject({ flagId: promise.flagId, commitment: { wording: promise.wording, dealName: "Acme" } });
  expect(mine?.atRisk).toBe(1);
  const behind = await rita.pipelineCheck.listCheckedDeals({ flagId: promise.flagId, kind: "up" });
  expect(behind.rows.map(({ deal }) => deal.name)).toEqual(["Repeats it"]);
  const [deal] = behind.rows;
  if (!deal) throw new Error("One deal repeats it.");

  const task = await rita.pipelineCheck.createTask({
    id: randomUUID(),
    dealId: deal.deal.id,
    flagId: promise.flagId,
    repairId: promise.repairId,
    commitmentId: promise.id,
  });
  expect((await rita.today.showToday({})).tasks).toEqual({ count: 1, rows: [task] });
  const { before, after } = await rita.pipelineCheck.finishTask({
    id: task.id,
    activity: null,
    contact: null,
    stepAnswer: null,
    expectedCloseOn: "2026-12-20",
  });
  expect([before.kind, after.kind]).toEqual(["up", "down"]);
  expect((await rita.pipelineCheck.listTasks({})).rows).toEqual([]);
  expect((await rita.pipelineCheck.listCommitments({})).rows).toMatchObject([{ id: promise.id }]);
  expect((await rita.checkUps.listCheckUps({})).rows).toMatchObject([{ dealId: lost.id, basis: "usual-term" }]);
  expect((await rita.pipelineCheck.showCheck({})).rules[0]).toMatchObject({ atRisk: 0, safe: 1 });
});

test("a refusal names its code, and shows the first debrief to the second colleague", async () => {
  const team = await startTeam(db);
  await db.transaction().execute((tx) => seedCatalogue(tx, team.workspace));
  const { id: dealId } = await lostDeal(team.rita, team);
  const { proposed } = await clientOf(team.rita).debriefs.openDebrief({ dealId });
  const written = { dealId, version: 0, answers: { ...proposed, cleanLoss: true }, secondsSpent: 60 };
  const first = await clientOf(team.rita).debriefs.recordDebrief({ ...written, debriefId: randomUUID() });
  await expect(
    clientOf(team.max).debriefs.recordDebrief({ ...written, debriefId: randomUUID() }),
  ).rejects.toMatchObject({ code: "ALREADY_RECORDED", status: 409, data: first });
  await expect(clientOf(team.rolf).debriefs.openDebrief({ dealId })).rejects.toMatchObject({ status: 404 });
  await expect(clientOf(team.rita).debriefs.listWaiting({ after: "nonsense" })).rejects.toMatchObject({ status: 404 });
});
