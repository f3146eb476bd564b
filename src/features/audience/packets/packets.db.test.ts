import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import { dayMs } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { noon, openDeal, startTeam, type TestTeam } from "../../check-ups/check-ups.fixture.ts";
import { closeDeal } from "../../deals/close-deal.ts";
import type { FindingsResult } from "../../insights/findings/contract.ts";
import { replaceResult } from "../../insights/run/store.ts";
import { updateWorkspace, upsertMember } from "../../team/store.ts";
import { askMarketing, previewEvidence } from "./ask-marketing.ts";
import type { EvidenceAsked, PacketShape } from "./contract.ts";
import { listPackets, listPacketsFor } from "./list-packets.ts";
import { showPacket } from "./show-packet.ts";
import { answerPacket, askAgain, checkPacket, notePacket, sayOnPacket, withdrawPacket } from "./step-packet.ts";

const { db, pool, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
/** Leads Rolf, who is nobody's of Max. */
let moritz: Acting;

const inDays = (acting: Acting, days: number): Acting => ({ ...acting, now: noon + days * dayMs });
const ofNovember = { from: "2026-11-01", until: "2026-11-30", compare: "none", source: "Fair" } as const;
const figure: EvidenceAsked = { kind: "figure", filter: ofNovember };
const lostDeals: EvidenceAsked = { kind: "figure-deals", filter: ofNovember, figure: "lost" };

async function closed(seller: Acting, outcome: "won" | "lost", name: string): Promise<string> {
  const { id } = await openDeal(inDays(seller, -10), team, { name, leadSource: "Fair", amountCents: 100_000 });
  await closeDeal(inDays(seller, -1), { id, outcome });
  return id;
}
const ask = (acting: Acting, evidence: EvidenceAsked[] = [figure], id = randomUUID()) =>
  askMarketing(acting, { id, question: "Are fairs still worth it?", evidence });
const stepOn = ({ id, version }: PacketShape, words = "") => ({ id, version, words, entryId: randomUUID() });
const todayOf = async (acting: Acting, waitingToo = true) => {
  const { rows } = await listPacketsFor(db, acting, { limit: 10, waitingToo });
  return rows.map(({ id, turn }) => [id, turn]);
};

beforeAll(async () => {
  team = await startTeam(db);
  const memberId = randomUUID();
  const lead = { id: memberId, name: "Moritz", email: null, role: "manager" as const, managerId: null };
  const rolf = { id: team.rolf.session.memberId, name: "Rolf", email: null, role: "rep" as const, managerId: memberId };
  await upsertMember(db, team.workspace, lead);
  await upsertMember(db, team.workspace, rolf);
  moritz = { ...team.max, session: { ...team.max.session, memberId, memberName: "Moritz" } };
  // Maja, who does marketing, signs in.
  await pool.query(
    `with made as (insert into sign_in_users (id, name, email) values (gen_random_uuid(), 'Maja', 'maja@x.example')
      returning id) update members set user_id = made.id from made where members.id = $1`,
    [team.marketing.session.memberId],
  );
  await closed(team.rita, "won", "Ahorn");
  for (const name of ["Birke", "Buche", "Eiche", "Esche", "Erle"]) await closed(team.rita, "lost", name);
  await closed(team.rolf, "lost", "Rolf's Ulme");
});

test("what is sent says what the report said, of the deals that whoever sends it sees, and says so for good", async () => {
  const preview = await previewEvidence(team.max, { evidence: [figure, lostDeals] });
  const sent = await ask(team.max, [figure, lostDeals]);
  expect(sent.evidence).toEqual(preview.evidence);
  expect(sent.evidence[0]).toMatchObject({
    kind: "figure",
    title: "1 of 6 deals won, from Fair, in the team that asks",
    // Wilson's interval of 1 in 6: R's binom::binom.wilson(1, 6) gives 0.0301 to 0.5635.
    words: expect.stringContaining("Closed from 2026-11-01 to 2026-11-30: 17%, likely 3% to 56%."),
    href: "/insights/figures?from=2026-11-01&until=2026-11-30&compare=none&source=Fair",
  });
  expect(sent.evidence[1]?.deals.map(({ name, status }) => [name, status])).toHaveLength(5);
  const birke = sent.evidence[1]?.deals.find(({ name }) => name === "Birke")?.id ?? "";
  await db.updateTable("deals").set({ name: "Renamed", amount_cents: 1 }).where("id", "=", birke).execute();
  const later = await showPacket(inDays(team.marketing, 30), { id: sent.id });
  expect(later.evidence).toEqual(sent.evidence);
  await db.updateTable("deals").set({ name: "Birke", amount_cents: 100_000 }).where("id", "=", birke).execute();
});

test("another manager reads the words, and is told of how many deals they do not see", async () => {
  const { id } = await ask(team.max, [lostDeals]);
  const [seen] = (await showPacket(moritz, { id })).evidence;
  expect([seen?.deals, seen?.hiddenDeals]).toEqual([[], 5]);
  const [all] = (await showPacket(team.marketing, { id })).evidence;
  expect([all?.deals.length, all?.hiddenDeals]).toEqual([5, 0]);
  const [owners] = (await ask(team.olga, [lostDeals])).evidence;
  expect(owners?.deals).toHaveLength(6);
});

test("what stands nowhere cannot be sent, nor one seller's figures", async () => {
  await expect(ask(team.max, [{ kind: "finding", key: "made up" }])).rejects.toThrowError(
    expect.objectContaining({ code: "EVIDENCE_GONE" }),
  );
  await expect(ask(team.max, [{ kind: "reason", reasonId: randomUUID() }])).rejects.toThrowError(
    expect.objectContaining({ code: "EVIDENCE_GONE" }),
  );
  const { evidenceAsked } = await import("./contract.ts");
  const ofOne = { kind: "figure", filter: { ...ofNovember, person: team.rita.session.memberId } };
  expect(evidenceAsked.safeParse(ofOne).success).toBe(false);
});

describe("sums of debriefs", () => {
  const reasonId = randomUUID();
  const evidence: EvidenceAsked[] = [{ kind: "reason", reasonId }];
  beforeAll(async () => {
    const shown = { won: 20, deals: 70, value: 0.29, low: 0.2, high: 0.4 };
    const attribute = { key: "a", kind: "attribute", name: "Source", value: "Fair", when: null, side: null } as const;
    const links = { flagId: null, stepId: null };
    const judged = {
      ...{ ...attribute, ...links, shown, notShown: { ...shown, won: 40 }, difference: -0.21, low: -0.3, high: -0.1 },
      ...{ deals: 140, p: 0.001, adjustedP: 0.01, money: { amountCents: 4_000_000, currency: "EUR" }, note: null },
    };
    const result: FindingsResult = {
      ...{ won: 60, lost: 80, bulkEdited: 0, fewestASide: 10, falseDiscoveryRate: 0.05, looked: 31 },
      ...{ findings: [judged], noDifference: [], tooFew: [], leftOut: [], preparation: [] },
      reasons: [
        {
          ...{ reasonId, name: "Price", side: "shared", named: 30, of: 100, low: 0.22, high: 0.4 },
          ...{ money: null, flagId: null, stepId: null },
        },
      ],
    };
    const made = { methodVersion: 1, dataUntil: noon, madeAt: noon };
    await replaceResult(db, team.workspace, "findings", result, made);
  });
  const share = (debriefsShare: "everything" | "nothing") => updateWorkspace(db, team.workspace, { debriefsShare });

  test("go along in their numbers, as a finding does with its range and what it was found among", async () => {
    const sent = await ask(team.max, [...evidence, { kind: "finding", key: "a" }]);
    expect(sent.evidence.map(({ title, words, href }) => [title, words, href])).toEqual([
      ["“Price”", "Named in 30 of 100 debriefs of losses, likely 22% to 40%.", `/settings/reasons?open=${reasonId}`],
      [
        "Source “Fair”",
        "Won 21 points less often, likely 10 to 30 points. Of 70 closed deals that show it 20 were won, of 70 others 40. €40,000 were lost with it. We looked at 31 things, and corrected for it.",
        "/insights/deals?key=a",
      ],
    ]);
  });

  test("do not reach marketing where debriefs are not shared and few wrote them, nor stay readable once that is so", async () => {
    const { id } = await ask(team.max, evidence);
    await share("nothing");
    await expect(ask(team.max, evidence)).rejects.toThrow(expect.objectContaining({ code: "EVIDENCE_PRIVATE" }));
    const [hidden] = (await showPacket(team.marketing, { id })).evidence;
    expect(hidden?.words).toContain("Your team shares no debriefs any more");
    expect((await showPacket(team.olga, { id })).evidence[0]?.words).toContain("30 of 100");
    await share("everything");
    expect((await showPacket(team.marketing, { id })).evidence[0]?.words).toContain("30 of 100");
  });
});

test("a row of early losses goes along with what it is held against, and with its deals", async () => {
  const filter = { from: "2026-11-01", until: "2026-11-30" };
  const row = { filter, by: "source" as const, key: "Fair" };
  const sent = await ask(team.olga, [
    { kind: "early-losses", ...row },
    { kind: "early-loss-deals", ...row },
  ]);
  expect(sent.evidence.map(({ kind, title, deals }) => [kind, title, deals.length])).toEqual([
    ["audience", "Source Fair: 6 of 7 lost early", 0],
    ["deals", "Source Fair: deals lost early", 6],
  ]);
  expect(sent.evidence[0]?.words).toContain("Too few, or all alike");
  await expect(ask(team.olga, [{ kind: "over-time", filter, personaId: randomUUID() }])).rejects.toThrow(
    expect.objectContaining({ code: "EVIDENCE_GONE" }),
  );
});

describe("a packet's way", () => {
  test("asked, answered, due, put off, done: each on the right day of the right people, and all of it kept", async () => {
    await db.deleteFrom("packets").execute();
    const asked = await ask(team.max);
    expect(await todayOf(team.marketing)).toEqual([[asked.id, "answer"]]);
    expect(await todayOf(team.max)).toEqual([[asked.id, "wait"]]);
    expect(await todayOf(team.max, false), "waiting is nothing to act on").toEqual([]);
    expect(await todayOf(moritz)).toEqual([]);
    expect(await todayOf(team.rita)).toEqual([]);

    const answer = {
      ...stepOn(asked, "One fair fewer from January."),
      answer: "accepted",
      dueOn: "2026-12-01",
    } as const;
    const promised = await answerPacket(inDays(team.marketing, 1), answer);
    expect(await answerPacket(inDays(team.marketing, 2), answer), "said again").toEqual(promised);
    expect([promised.state, promised.version, promised.dueOn]).toEqual(["promised", 2, "2026-12-01"]);
    expect(await todayOf(inDays(team.marketing, 2))).toEqual([]);
    expect(await todayOf(inDays(team.max, 2))).toEqual([[asked.id, "note"]]);
    await notePacket(inDays(team.max, 2), { id: asked.id });
    expect(await todayOf(inDays(team.max, 2))).toEqual([]);

    for (const person of [team.max, team.marketing])
      expect(await todayOf(inDays(person, 9))).toEqual([[asked.id, "check"]]);
    const put = { ...stepOn(promised), done: false, dueOn: "2026-12-20" };
    const off = await checkPacket(inDays(team.marketing, 9), put);
    expect(await todayOf(inDays(team.max, 9))).toEqual([[asked.id, "note"]]);
    const done = await checkPacket(inDays(team.max, 30), { ...stepOn(off, "Seen it."), done: true, dueOn: null });
    expect([done.state, done.turn]).toEqual(["done", null]);
    for (const person of [team.max, team.marketing]) expect(await todayOf(inDays(person, 60))).toEqual([]);
    expect(done.thread.map(({ kind, words, dueOn, by }) => [kind, words, dueOn, by?.name])).toEqual([
      ["asked", "Are fairs still worth it?", null, "Max"],
      ["accepted", "One fair fewer from January.", "2026-12-01", "Maja"],
      ["not-yet", "", "2026-12-20", "Maja"],
      ["done", "Seen it.", null, "Max"],
    ]);
  });

  test("declined, it is over once noted; asked again, it waits anew", async () => {
    await db.deleteFrom("packets").execute();
    const asked = await ask(team.max);
    const declined = await answerPacket(team.marketing, {
      ...{ ...stepOn(asked, "They are cheap."), answer: "declined", dueOn: null },
    });
    expect(await todayOf(team.max)).toEqual([[asked.id, "note"]]);
    const again = await askAgain(inDays(team.max, 3), stepOn(declined, "Cheap, and 1 of 6?"));
    expect([again.state, again.askedAt]).toEqual(["waiting", new Date(noon + 3 * dayMs).toISOString()]);
    expect(await todayOf(inDays(team.marketing, 3))).toEqual([[asked.id, "answer"]]);
    await withdrawPacket(team.max, stepOn(again));
    for (const person of [team.max, team.marketing]) expect(await todayOf(person)).toEqual([]);
  });

  test("a question back is news to whoever asked", async () => {
    await db.deleteFrom("packets").execute();
    const { id } = await ask(team.max);
    const said = { id, entryId: randomUUID(), words: "Which fairs?" };
    await sayOnPacket(team.marketing, said);
    expect((await sayOnPacket(team.marketing, said)).thread).toHaveLength(2);
    expect(await todayOf(team.max)).toEqual([[id, "note"]]);
    await notePacket(team.max, { id });
    await sayOnPacket(team.max, { id, entryId: randomUUID(), words: "All of them." });
    expect(await todayOf(team.max)).toEqual([[id, "wait"]]);
  });

  test("two who answer at once: the second is told", async () => {
    const asked = await ask(team.max);
    const answer = { answer: "accepted", dueOn: "2026-12-01" } as const;
    await answerPacket(team.marketing, { ...stepOn(asked, "Yes."), ...answer });
    await expect(answerPacket(team.olga, { ...stepOn(asked, "No."), answer: "declined", dueOn: null })).rejects.toThrow(
      expect.objectContaining({ code: "CHANGED_MEANWHILE" }),
    );
    await expect(
      answerPacket(team.marketing, { ...stepOn({ ...asked, version: 2 }, "Yes."), answer: "changed", dueOn: null }),
    ).rejects.toThrow(expect.objectContaining({ code: "DAY_MISSING" }));
  });

  test("whoever asked leaves: an admin is told instead", async () => {
    await db.deleteFrom("packets").execute();
    const asked = await ask(moritz);
    const gone = (at: Date | null) =>
      db.updateTable("members").set({ deactivated_at: at }).where("id", "=", moritz.session.memberId).execute();
    await gone(new Date(noon));
    await answerPacket(team.marketing, { ...stepOn(asked, "No."), answer: "declined", dueOn: null });
    expect(await todayOf(team.olga)).toEqual([[asked.id, "note"]]);
    await notePacket(team.olga, { id: asked.id });
    expect(await todayOf(team.olga)).toEqual([]);
    await gone(null);
  });
});

test("asked twice under one id is once, also with other words; another's id is nobody else's", async () => {
  const id = randomUUID();
  const first = await ask(team.max, [figure], id);
  expect(await ask(inDays(team.max, 1), [lostDeals], id)).toEqual(first);
  await expect(ask(moritz, [figure], id)).rejects.toThrow(expect.objectContaining({ code: "CHANGED_MEANWHILE" }));
});

test("the list goes page by page, by what is waited for, and is no rep's", async () => {
  await db.deleteFrom("packets").execute();
  const ids: string[] = [];
  for (const day of [0, 1, 2]) ids.unshift((await ask(inDays(team.max, day))).id);
  const first = await listPackets(team.marketing, { limit: 2 });
  const rest = await listPackets(team.marketing, { limit: 2, after: first.next ?? "" });
  expect([...first.rows, ...rest.rows].map(({ id }) => id)).toEqual(ids);
  expect(rest.next).toBeNull();
  expect((await listPackets(team.marketing, { limit: 5, show: "over" })).rows).toEqual([]);
  await expect(listPackets(team.rita, { limit: 5 })).rejects.toThrow(expect.objectContaining({ code: "NOT_ALLOWED" }));
});
