import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import type { Acting, ActingSealed } from "../../../platform/http/acting.ts";
import { readInstallationKeys } from "../../../platform/sealing/installation-keys.ts";
import { beginNewKeys, rewrapKeys } from "../../../platform/sealing/renew-keys.ts";
import { lostDeal, startTeam, type TestTeam } from "../../check-ups/check-ups.fixture.ts";
import { reopenDeal } from "../../deals/reopen-deal.ts";
import { recordDebrief } from "../record-debrief.ts";
import { noAnswers } from "../rules.ts";
import { deleteFeelings } from "./delete-feelings.ts";
import { listMyFeelings } from "./list-my-feelings.ts";
import { saveFeelings } from "./save-feelings.ts";
import { showFeelings } from "./show-feelings.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const newKey = () => createSecretKey(randomBytes(32));
const keysOf = (...keys: KeyObject[]) => readInstallationKeys(keys, null);
const key = newKey();

/** At a browser of their own, in an installation with these keys. */
const inPerson = (acting: Acting, ...keys: KeyObject[]): ActingSealed => ({
  ...acting,
  session: { ...acting.session, inPerson: true },
  secrets: keysOf(...(keys.length > 0 ? keys : [key])),
});
const noKey = (acting: Acting): ActingSealed => ({ ...inPerson(acting), secrets: keysOf() });

let team: TestTeam;
let dealId: string;
beforeEach(async () => {
  await sql`delete from workspace_keys`.execute(db);
  await sql`delete from feelings`.execute(db);
  team = await startTeam(db);
  dealId = (await lostDeal(team.rita, team)).id;
});

const hurt = { step: 2, words: "I had already told my daughter we would celebrate." };
const save = (acting: ActingSealed, said = hurt, version = 0) => saveFeelings(acting, { dealId, version, ...said });
const show = async (acting: ActingSealed) => (await showFeelings(acting, { dealId })).own;

describe("how a loss felt", () => {
  test("is kept for the writer, changed and deleted as they wish", async () => {
    const rita = inPerson(team.rita);
    expect(await showFeelings(rita, { dealId })).toEqual({ own: { kind: "none" }, whyNotKept: null });
    expect(await save(rita)).toEqual({ kind: "open", version: 1, ...hurt });
    expect(await save(rita, { step: 3, words: "" }, 1)).toEqual({ kind: "open", version: 2, step: 3, words: "" });
    expect(await show(rita)).toEqual({ kind: "open", version: 2, step: 3, words: "" });
    await deleteFeelings(rita, { dealId });
    expect(await show(rita)).toEqual({ kind: "none" });
    await expect(deleteFeelings(rita, { dealId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await sql`select from feelings`.execute(db)).rows).toEqual([]);
  });

  test("is nobody else's: whoever sees the deal sees nothing of it, and writes their own beside it", async () => {
    await save(inPerson(team.rita));
    for (const other of [team.max, team.olga, team.marketing]) {
      expect(await show(inPerson(other))).toEqual({ kind: "none" });
      expect((await listMyFeelings(inPerson(other), { limit: 50 })).rows).toEqual([]);
      await expect(deleteFeelings(inPerson(other), { dealId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    const mine = { step: 4, words: "Fine, we learnt a lot." };
    await save(inPerson(team.max), mine);
    expect(await show(inPerson(team.max))).toMatchObject(mine);
    expect(await show(inPerson(team.rita))).toMatchObject(hurt);
    await expect(save(inPerson(team.rolf))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(save(inPerson(team.marketing))).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    const foreign = await startTeam(db);
    await expect(show(inPerson(foreign.olga))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("opens for a person at a browser alone: an API key of the writer's own is refused", async () => {
    await save(inPerson(team.rita));
    const byKey = { ...team.rita, secrets: keysOf(key) };
    const tries = [
      showFeelings(byKey, { dealId }),
      saveFeelings(byKey, { dealId, version: 1, ...hurt }),
      deleteFeelings(byKey, { dealId }),
      listMyFeelings(byKey, { limit: 50 }),
    ];
    for (const tried of await Promise.allSettled(tries))
      expect(tried).toMatchObject({ status: "rejected", reason: { code: "NOT_ALLOWED" } });
    expect(await show(inPerson(team.rita))).toMatchObject(hurt);
  });

  test("stands in the writer's own history, also when the deal has gone to somebody else", async () => {
    const rita = inPerson(team.rita);
    await save(rita);
    const [row] = (await listMyFeelings(rita, { limit: 50 })).rows;
    expect(row).toMatchObject({ dealId, dealName: "Acme", outcome: "lost", own: { kind: "open", ...hurt } });
    await sql`update deals set owner_id = ${team.rolf.session.memberId} where id = ${dealId}`.execute(db);
    expect((await listMyFeelings(rita, { limit: 50 })).rows).toMatchObject([{ dealName: null, own: hurt }]);
    await expect(show(rita)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await deleteFeelings(rita, { dealId, closedAt: row?.closedAt });
    expect((await listMyFeelings(rita, { limit: 50 })).rows).toEqual([]);
  });

  test("stays with the close it was about when the deal is opened again", async () => {
    const rita = inPerson(team.rita);
    const debrief = { dealId, debriefId: crypto.randomUUID(), version: 0, secondsSpent: 60 };
    const { closedAt } = await recordDebrief(rita, { ...debrief, answers: { ...noAnswers, cleanLoss: true } });
    await save(rita);
    await reopenDeal(rita, { id: dealId });
    await expect(show(rita)).rejects.toMatchObject({ code: "DEAL_OPEN" });
    expect((await showFeelings(rita, { dealId, closedAt })).own).toMatchObject(hurt);
    const never = new Date(Date.parse(closedAt) - 1).toISOString();
    await expect(showFeelings(rita, { dealId, closedAt: never })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("two windows of one person", () => {
  test("do not overwrite each other, whichever was quicker", async () => {
    const rita = inPerson(team.rita);
    const both = await Promise.allSettled([save(rita), save(rita, { step: 5, words: "In the other window." })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const kept = await show(rita);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "OTHER_TAB", data: kept },
    });
    await expect(save(rita, { step: 1, words: "Of old" }, 0)).rejects.toMatchObject({ code: "OTHER_TAB", data: kept });
  });

  test("a save whose answer was lost is repeated without harm; nothing said takes it away", async () => {
    const rita = inPerson(team.rita);
    const first = await save(rita);
    expect(await save(rita)).toEqual(first);
    const nothing = { step: null, words: "" };
    expect(await saveFeelings(rita, { dealId, version: 1, ...nothing })).toEqual({ kind: "none" });
    expect(await saveFeelings(rita, { dealId, version: 1, ...nothing })).toEqual({ kind: "none" });
    expect(await show(rita)).toEqual({ kind: "none" });
  });
});

describe("without the right key", () => {
  test("nothing is kept unsealed, and it is said why", async () => {
    const shown = await showFeelings(noKey(team.rita), { dealId });
    expect(shown).toEqual({ own: { kind: "none" }, whyNotKept: expect.stringContaining("SECRET_KEY") });
    await expect(save(noKey(team.rita))).rejects.toMatchObject({ code: "NO_KEY" });
    expect((await sql`select from feelings`.execute(db)).rows).toEqual([]);
  });

  test("what is there stays closed and unharmed, until the key is back", async () => {
    await save(inPerson(team.rita));
    for (const acting of [noKey(team.rita), inPerson(team.rita, newKey())]) {
      expect(await show(acting)).toMatchObject({ kind: "closed", version: 1, why: expect.stringMatching(/key/i) });
      expect((await listMyFeelings(acting, { limit: 50 })).rows).toMatchObject([{ own: { kind: "closed" } }]);
      await expect(save(acting, hurt, 1)).rejects.toMatchObject({ code: "NO_KEY" });
    }
    expect(await show(inPerson(team.rita))).toMatchObject(hurt);
    await deleteFeelings(noKey(team.rita), { dealId });
  });

  test("a new key before the old one opens everything; after one start the old one can go", async () => {
    await save(inPerson(team.rita));
    const next = newKey();
    expect(await show(inPerson(team.rita, next, key))).toMatchObject(hurt);
    expect(await rewrapKeys(db, keysOf(next))).toEqual({ closed: 1 });
    expect(await rewrapKeys(db, keysOf(next, key))).toEqual({ closed: 0 });
    expect(await show(inPerson(team.rita, next))).toMatchObject(hurt);
    expect(await show(inPerson(team.rita, key))).toMatchObject({ kind: "closed" });
  });

  test("where the key is lost for good, one can begin anew; the old words open should it be found", async () => {
    const rita = inPerson(team.rita);
    await save(rita);
    const fresh = newKey();
    expect(await beginNewKeys(db, keysOf(fresh))).toBe(1);
    expect(await beginNewKeys(db, keysOf(fresh))).toBe(0);
    const other = await lostDeal(team.rita, team);
    const anew = inPerson(team.rita, fresh);
    await saveFeelings(anew, { dealId: other.id, version: 0, ...hurt });
    expect(await show(anew)).toMatchObject({ kind: "closed" });
    expect(await show(inPerson(team.rita, fresh, key))).toMatchObject(hurt);
    expect((await showFeelings(inPerson(team.rita, fresh, key), { dealId: other.id })).own).toMatchObject(hurt);
  });
});

describe("whoever writes into the database itself", () => {
  test("cannot make one person's words open for another, nor as another's about another deal", async () => {
    await save(inPerson(team.rita));
    const other = await lostDeal(team.rita, team);
    await sql`update feelings set member_id = ${team.max.session.memberId}`.execute(db);
    expect(await show(inPerson(team.max))).toMatchObject({ kind: "closed", why: expect.stringContaining("changed") });
    await sql`update feelings set member_id = ${team.rita.session.memberId}, deal_id = ${other.id}`.execute(db);
    expect((await showFeelings(inPerson(team.rita), { dealId: other.id })).own).toMatchObject({ kind: "closed" });
  });

  test("reads neither a word nor how much was written", async () => {
    await save(inPerson(team.rita));
    await save(inPerson(team.max), { step: 2, words: "" });
    const { rows } = await sql<{ length: number; held: string }>`
      select length(sealed) as length, encode(sealed, 'escape') as held from feelings`.execute(db);
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
    for (const { held } of rows) expect(held).not.toContain("daughter");
  });
});
