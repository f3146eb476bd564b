import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import type { Session } from "../../../platform/session.ts";
import { lostDeal, noon } from "../../check-ups/check-ups.fixture.ts";
import type { LossKind } from "../../deals/contract.ts";
import { logActivity } from "../../deals/log-activity.ts";
import { seedCatalogue } from "../../reasons/seed-catalogue.ts";
import { listReasonsOf } from "../../reasons/store.ts";
import { listPipelinesOf } from "../../sales-process/store.ts";
import { insertWorkspace, upsertMember } from "../../team/store.ts";
import { openDebrief } from "../open-debrief.ts";
import { recordDebrief } from "../record-debrief.ts";
import { noAnswers } from "../rules.ts";
import { showReasonQuality } from "./show-reason-quality.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

let pipeline: Awaited<ReturnType<typeof listPipelinesOf>>[number];
let priceId: string;
let manager: Acting;
let reps: Acting[];
let stranger: Acting;

beforeAll(async () => {
  const place = { timeZone: "Europe/Berlin", currency: "EUR" };
  const workspace = await db.transaction().execute(async (tx) => {
    const made = await insertWorkspace(tx, { id: randomUUID(), name: "Northwind", ...place });
    await seedCatalogue(tx, made);
    return made;
  });
  const join = async (name: string, role: Session["role"], managerId: string | null = null): Promise<Acting> => {
    const memberId = randomUUID();
    await upsertMember(db, workspace, { id: memberId, name, email: null, role, managerId, isOwner: false });
    return { db, now: noon, session: { workspace, memberId, memberName: name, role, isOwner: false, ...place } };
  };
  manager = await join("Mona", "manager");
  reps = await Promise.all(
    ["Ada", "Ben", "Cem", "Dina", "Eva"].map((name) => join(name, "rep", manager.session.memberId)),
  );
  stranger = await join("Otto", "manager");
  await join("Olga", "rep", stranger.session.memberId);
  const [first] = await listPipelinesOf(db, workspace);
  const price = (await listReasonsOf(db, workspace)).find(({ key }) => key === "price");
  if (!first || !price) throw new Error("A new workspace has a pipeline and a catalogue.");
  [pipeline, priceId] = [first, price.id];
});

type Told = { subject: string; lossKind: LossKind; competitor?: string; seconds?: number };

async function lose(acting: Acting, { subject, lossKind, competitor, seconds = 90 }: Told): Promise<string> {
  const { id } = await lostDeal(acting, { pipeline }, { competitor: competitor ?? null });
  await logActivity(acting, {
    ...{ dealId: id, id: randomUUID(), kind: "call", direction: "outgoing", answered: true, contactId: null, body: "" },
    ...{ subject, happenedAt: new Date(acting.now - 5 * 86_400_000).toISOString() },
  });
  const answers = { ...noAnswers, lossKind, reasons: [{ reasonId: priceId, productScope: null, note: "" }] };
  await recordDebrief(acting, { dealId: id, debriefId: randomUUID(), version: 0, answers, secondsSpent: seconds });
  return id;
}

test("whoever names price is asked about it where it never came up, and nowhere else", async () => {
  const [rep] = reps;
  if (!rep) throw new Error("There are reps.");
  const sheetOf = async (subject: string | null) => {
    const { id } = await lostDeal({ ...rep, now: noon - 60_000 }, { pipeline });
    if (subject !== null)
      await logActivity(rep, {
        ...{ dealId: id, id: randomUUID(), kind: "call", direction: "outgoing", answered: true, contactId: null },
        ...{ subject, body: "", happenedAt: new Date(noon - 86_400_000).toISOString() },
      });
    return openDebrief(rep, { dealId: id });
  };
  expect((await sheetOf("Demo")).unheardReasonIds).toEqual([priceId]);
  expect((await sheetOf("About the discount")).unheardReasonIds).toEqual([]);
  expect((await sheetOf(null)).unheardReasonIds).toEqual([]);
});

test("the summary is for managers, as sums over five people", async () => {
  const [rep] = reps;
  if (!rep) throw new Error("There are reps.");
  await expect(showReasonQuality(rep)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  expect(await showReasonQuality(manager)).toEqual({ kind: "few-people", people: 0, needed: 5 });
  for (const each of reps) {
    await lose(each, { subject: "Demo", lossKind: "no-decision", competitor: "Quorvane", seconds: 5 });
    await lose(each, { subject: "Their discount", lossKind: "no-decision" });
  }
  const summary = await showReasonQuality(manager);
  expect(summary).toMatchObject({
    ...{ kind: "summary", debriefs: 10, priceCannotSay: 0 },
    priceNeverCameUp: { kind: "known", count: 5, of: 10 },
    competitorNamed: { kind: "known", count: 5, of: 10 },
    clickedThrough: { kind: "known", count: 5, of: 10 },
  });
  const text = JSON.stringify(summary);
  for (const { session } of reps) expect(text).not.toContain(session.memberId);
  expect(await showReasonQuality(stranger)).toEqual({ kind: "few-people", people: 0, needed: 5 });
});
