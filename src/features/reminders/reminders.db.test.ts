import { randomUUID } from "node:crypto";
import { createRouterClient } from "@orpc/server";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { mailContent } from "../../platform/mail/mail-content.ts";
import { lostDeal, openDeal, startTeam, type TestTeam } from "../check-ups/check-ups.fixture.ts";
import { saveCheckUp } from "../check-ups/save-check-up.ts";
import { findUnsubscribeKey, signUnsubscribe } from "../mail/sign-unsubscribe.ts";
import { saveCommitment } from "../pipeline-check/commitments/save-commitment.ts";
import { makeCatalogue, readAllDeals } from "../pipeline-check/pipeline-check.fixture.ts";
import { createTask } from "../pipeline-check/repair-tasks/create-task.ts";
import { adoptPractice } from "../playbook/adopt-practice.ts";
import { draftPractice } from "../playbook/draft-practice.ts";
import { planUses } from "../playbook/plan-uses.ts";
import { remindersApi } from "./api.ts";
import { writeReminders } from "./write-reminders.ts";

const { db, pool, drop } = await createTestDatabase();
afterAll(drop);
const secrets = { kind: "none", why: "Nothing is sealed here." } as const;
const at = (iso: string) => Date.parse(iso);
const minute = 60_000;
const day = 24 * 60 * minute;
/** The Friday before, when everybody was there already. */
const before = at("2026-11-20T12:00:00Z");
/** Monday, eight in the morning in Berlin. */
const monday = at("2026-11-23T07:00:00Z");

let team: TestTeam;
beforeEach(async () => {
  await pool.query("delete from mails");
  await pool.query("delete from mail_preferences");
  await pool.query("update members set user_id = null");
  team = await startTeam(db, before);
  for (const [name, { session }] of Object.entries({
    olga: team.olga,
    max: team.max,
    rita: team.rita,
    rolf: team.rolf,
  })) {
    const userId = randomUUID();
    const email = `${name}@${session.workspace}.example`;
    await pool.query("insert into sign_in_users (id, name, email) values ($1, $2, $3)", [userId, name, email]);
    await pool.query("update members set user_id = $1, email = $2 where id = $3", [userId, email, session.memberId]);
  }
  await write(before);
});

const write = (now: number, share: { part: number; of: number } | null = null) =>
  writeReminders({ db, now, signal: new AbortController().signal }, share);
const apiFor = (acting: Acting, now = before) =>
  createRouterClient(remindersApi, { context: { ...acting, now, secrets } });

/** What stands in the outbox: whom for, and what it says, oldest first. */
async function outbox() {
  const { rows } = await pool.query(
    "select p.name, m.kind, m.subject, m.content, m.is_private from mails m join members p on p.id = m.member_id order by m.made_at, p.name",
  );
  return rows.map(({ name, kind, subject, content, is_private }) => ({
    ...{ name, kind, subject, isPrivate: is_private },
    sections: mailContent
      .parse(content)
      .sections.map(({ heading, items }) => [heading, ...items.map(({ text, detail }) => `${text}; ${detail}`)]),
  }));
}

const bookBlock = async ({ session }: Acting, startsAt: number, bookedAt = before) => {
  const id = randomUUID();
  await pool.query(
    `insert into filling_blocks (workspace_id, id, member_id, starts_at, ends_at, referrals_aim, calls_aim, networking_aim, booked_at)
     values ($1, $2, $3, $4, $5, 2, 8, 0, $6)`,
    [
      session.workspace,
      id,
      session.memberId,
      new Date(startsAt),
      new Date(startsAt + 150 * minute),
      new Date(bookedAt),
    ],
  );
  return id;
};
const takeBreather = ({ session }: Acting, backAt: number) =>
  pool.query("insert into breathers (workspace_id, id, member_id, began_at, back_at) values ($1, $2, $3, $4, $5)", [
    session.workspace,
    randomUUID(),
    session.memberId,
    new Date(before),
    new Date(backAt),
  ]);

test("a block is announced a quarter of an hour before, once, however many look; moved, it is announced again", async () => {
  const begins = at("2026-11-20T14:00:00Z");
  const id = await bookBlock(team.rita, begins);
  await bookBlock(team.rolf, begins, begins - 10 * minute);
  await apiFor(team.max).savePreferences({ digest: "off", weekday: 1, hour: 8, reminders: false, timeZone: null });
  await bookBlock(team.max, begins);
  await write(begins - 16 * minute);
  expect(await outbox()).toEqual([]);
  await Promise.all([write(begins - 15 * minute), write(begins - 15 * minute), write(begins - 14 * minute)]);
  await write(begins + 5 * minute);
  expect(await outbox()).toEqual([
    {
      ...{ name: "Rita", kind: "reminder", subject: "Your filling block begins at 15:00", isPrivate: true },
      sections: [["What you aim at", "2 referrals and 8 calls; null"]],
    },
  ]);
  const { rows } = await pool.query(
    "select count(*) from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'deliver-mails'",
  );
  expect(rows).toEqual([{ count: 1 }]);

  await pool.query("update filling_blocks set starts_at = $1, ends_at = $2 where id = $3", [
    new Date(begins + day),
    new Date(begins + day + 150 * minute),
    id,
  ]);
  await write(begins + day - minute);
  expect(await outbox()).toHaveLength(2);
});

test("the end of a breather is told to whoever took it, in words that are theirs alone", async () => {
  const back = at("2026-11-20T15:30:00Z");
  await takeBreather(team.rita, back);
  await write(back - 1);
  expect(await outbox()).toEqual([]);
  await write(back);
  await write(back + minute);
  expect(await outbox()).toMatchObject([{ name: "Rita", subject: "Time to come back", isPrivate: true }]);
});

test("the weekly digest goes to those with something to act on, and holds what is theirs", async () => {
  const catalogue = await makeCatalogue(db, team.workspace);
  const rule = { flagId: catalogue.flag.slipped, repairId: catalogue.repair.call };
  const { rita, rolf } = team;
  await lostDeal(rita, team, { name: "Lost by Rita", accountName: null });
  const { id: called } = await lostDeal(rita, team, { name: "Acme deal", accountName: "Acme" });
  await saveCheckUp(rita, { id: randomUUID(), dealId: called, dueOn: "2026-11-26", note: "" });
  const { id: dealId } = await openDeal(rita, team, { name: "At risk", expectedCloseOn: "2026-11-01" });
  await readAllDeals(rita);
  await createTask(rita, { id: randomUUID(), dealId, ...rule, commitmentId: null });
  await saveCommitment(rita, { id: randomUUID(), dealId: null, ...rule, wording: "If it slips, I call." });
  const practiceId = randomUUID();
  await draftPractice(team.max, { id: practiceId, source: "own", title: "Send one page" });
  await adoptPractice(team.max, { id: practiceId });
  await planUses(team.max, { uses: [{ id: randomUUID(), practiceId, dealId, dueOn: "2026-11-27" }] });
  // Nothing to act on this week: the call is due later.
  const { id: later } = await lostDeal({ ...rolf, now: before - 200 * day }, team, { name: "Rolf's" });
  await saveCheckUp(rolf, { id: randomUUID(), dealId: later, dueOn: "2026-12-24", note: "" });

  await write(monday - 1);
  expect(await outbox()).toEqual([]);
  await Promise.all([write(monday, { part: 0, of: 2 }), write(monday, { part: 1, of: 2 }), write(monday)]);
  const told = await outbox();
  expect(told).toMatchObject([
    { name: "Rita", kind: "digest", subject: "6 things to act on this week, Monday 23 November" },
  ]);
  const [digest] = told;
  expect(digest?.sections).toEqual([
    ["Lost customers to call", "Acme; Due on Thursday 26 November"],
    ["Repairs on open deals", expect.stringMatching(/: At risk; Due /)],
    ["What you do differently on open deals", "Send one page: At risk; Due on Friday 27 November"],
    ["What you promised yourself", "If it slips, I call.; 1 open deal is at risk"],
    [
      "Losses that wait for a debrief, two minutes each",
      expect.stringMatching(/^(?:Lost by Rita|Acme deal); Lost on 20 November 2026$/),
      expect.any(String),
    ],
  ]);
  // On its day the call is told once more, and on no other.
  for (const each of [1, 2, 3, 4]) await write(monday + each * day);
  expect((await outbox()).slice(1)).toMatchObject([
    { name: "Rita", kind: "reminder", subject: "Call Acme again today", isPrivate: false },
  ]);
});

test("after a week in which nothing ran: one digest, which tells what was missed, and no reminders of long ago", async () => {
  await apiFor(team.rita).savePreferences({ digest: "daily", weekday: 1, hour: 8, reminders: true, timeZone: null });
  await bookBlock(team.rita, monday + 3 * 60 * minute);
  await takeBreather(team.rita, monday + day);
  const { id } = await lostDeal({ ...team.rita, now: before - 300 * day }, team, { name: "Acme" });
  await saveCheckUp(team.rita, { id: randomUUID(), dealId: id, dueOn: "2026-11-25", note: "" });
  // At night, and on the weekend, nobody is written to.
  await write(monday + 4 * day + 12 * 60 * minute);
  await write(monday + 5 * day);
  expect(await outbox()).toEqual([]);
  for (const after of [0, 1, 60]) await write(monday + 7 * day + after * minute);
  const told = await outbox();
  expect(told.map(({ name, kind }) => [name, kind])).toEqual([["Rita", "digest"]]);
  expect(told[0]?.sections).toEqual([
    [
      "Passed without a word from us",
      "A filling block that was not begun; Monday 23 November, 11:00. Book another when it suits you.",
      "A breather that has ended; Tuesday 24 November, 08:00. Say that you are back.",
    ],
    ["Lost customers to call", expect.stringMatching(/; Due since Wednesday 25 November$/)],
  ]);
  await write(monday + 8 * day);
  // The call is still to be made; what was missed has been told.
  expect((await outbox())[1]?.sections).toEqual([
    ["Lost customers to call", expect.stringMatching(/; Due since Wednesday/)],
  ]);
});

test("a person's own time zone and hour decide, and a call due on the weekend is told when work begins", async () => {
  const wish = { digest: "off" as const, weekday: 1, hour: 6, reminders: true };
  await apiFor(team.rita).savePreferences({ ...wish, timeZone: "Asia/Kathmandu" });
  await lostDeal({ ...team.rita, now: before - 300 * day }, team, { accountName: "Acme" }).then(({ id }) =>
    saveCheckUp(team.rita, { id: randomUUID(), dealId: id, dueOn: "2026-11-22", note: "" }),
  );
  // Monday, six in Kathmandu, is a quarter past midnight UTC.
  await write(at("2026-11-23T00:14:59Z"));
  expect(await outbox()).toEqual([]);
  await write(at("2026-11-23T00:15:00Z"));
  expect(await outbox()).toMatchObject([
    { name: "Rita", subject: "Call Acme again today", sections: [["Due now", "Acme; Due since yesterday"]] },
  ]);
  await expect(apiFor(team.rita).savePreferences({ ...wish, timeZone: "Mars/Olympus" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  expect(await apiFor(team.rita).showPreferences()).toMatchObject({ timeZone: "Asia/Kathmandu", nextDigestAt: null });
});

test("whoever holds the link of a mail stops such mails, or all; it stops nobody else's, and tells of nobody", async () => {
  const key = await findUnsubscribeKey(db);
  const { workspace, memberId } = team.rita.session;
  const signedOut = createRouterClient(remindersApi, {
    context: { db, session: null, now: before, secrets, address: "192.0.2.1" },
  });
  const secret = signUnsubscribe(key, { workspace, memberId, kind: "reminder" });
  for (const _ of [1, 2]) expect(await signedOut.unsubscribe({ secret })).toEqual({ stopped: "reminders" });
  expect(await apiFor(team.rita).showPreferences()).toMatchObject({ reminders: false, digest: "weekly" });
  expect(await signedOut.unsubscribe({ secret, all: true })).toEqual({ stopped: "all" });
  expect(await apiFor(team.rita).showPreferences()).toMatchObject({
    reminders: false,
    digest: "off",
    nextDigestAt: null,
  });
  expect(await apiFor(team.max).showPreferences()).toMatchObject({ reminders: true, digest: "weekly" });
  await expect(
    apiFor({ ...team.rita, session: { ...team.rita.session } }).unsubscribe({ secret: "x" }),
  ).rejects.toMatchObject({ status: 410 });

  const unknown = signUnsubscribe(key, { workspace, memberId: randomUUID(), kind: "digest" });
  await expect(signedOut.unsubscribe({ secret: unknown })).rejects.toMatchObject({ code: "LINK_ENDED" });
  const tries = [];
  for (let tried = 0; tried < 25; tried += 1) {
    tries.push(await signedOut.unsubscribe({ secret: `guess ${tried}` }).catch(({ code }) => code));
  }
  expect(tries.slice(0, 18)).toEqual(Array(18).fill("LINK_ENDED"));
  expect(tries.slice(-3)).toEqual(Array(3).fill("TOO_MANY_TRIES"));
});
