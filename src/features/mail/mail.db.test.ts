import { randomUUID } from "node:crypto";
import { createRouterClient } from "@orpc/server";
import { pino } from "pino";
import { afterAll, afterEach, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { createMailSender, type MailSender } from "../../platform/mail/send-mail.ts";
import { noon, startTeam } from "../check-ups/check-ups.fixture.ts";
import { upsertMember } from "../team/store.ts";
import { createMailApi } from "./api.ts";
import { deliverMails } from "./delivery/deliver-mails.ts";
import { claimMails, turnMails } from "./delivery/store.ts";
import { createMailJobs } from "./jobs.ts";
import { type MailServer, startMailServer } from "./mail-server.fixture.ts";
import { findUnsubscribeKey, readUnsubscribe } from "./sign-unsubscribe.ts";
import { insertMails, type NewMail } from "./store.ts";

const { db, pool, drop } = await createTestDatabase();
const secrets = { kind: "none", why: "Nothing is sealed here." } as const;
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  await pool.query("delete from mails");
  for (const end of ends.splice(0).toReversed()) await end();
});
afterAll(drop);

const publicUrl = "https://comeback.team.example";
const minute = 60_000;

async function openMail({ port }: { port?: number } = {}): Promise<{ server: MailServer; sender: MailSender }> {
  const server = await startMailServer(port === undefined ? {} : { port });
  const sender = createMailSender(server.settings);
  ends.push(server.stop, sender.close);
  return { server, sender };
}

/** The one who acts, with an e-mail. */
async function withAddress(acting: Acting, email: string): Promise<Acting> {
  const { workspace, memberId, memberName, role, isOwner } = acting.session;
  await upsertMember(db, workspace, { id: memberId, name: memberName, email, role, managerId: null, isOwner });
  return acting;
}

const mailTo = ({ session }: Acting, about: string, part: Partial<NewMail> = {}): NewMail => ({
  ...{ workspace: session.workspace, memberId: session.memberId, id: randomUUID(), kind: "reminder" },
  ...{ dedupeKey: about, subject: about, isPrivate: false },
  content: {
    title: about,
    lead: "What waits for you.",
    sections: [
      { heading: "Due", items: [{ text: "<b>Acme</b> & Co", detail: "Due today", href: "/deals/1" }], more: null },
    ],
    action: { label: "Open Today", href: "/" },
    because: "You get this because it is yours.",
  },
  ...part,
});

const apiFor = (acting: Acting, from: string | null = "comeback@team.example") =>
  createRouterClient(createMailApi({ from, publicUrl }), { context: { ...acting, db, secrets } });

const deliver = (sender: MailSender | null, now = noon) =>
  deliverMails({ db, now, signal: new AbortController().signal }, { sender, publicUrl });

const stateOf = async (id: string) => {
  const { rows } = await pool.query("select state, attempts, doubts, try_at, last_error from mails where id = $1", [
    id,
  ]);
  return rows[0];
};

test("a mail arrives once, as text and HTML, with what its words hold taken as words", async () => {
  const { server, sender } = await openMail();
  const team = await startTeam(db);
  const rita = await withAddress(team.rita, "rita@team.example");
  const hostile = "Call\r\nBcc: eve@evil.example\u2028 Zoë";
  const mail = mailTo(rita, "due", { subject: hostile, kind: "digest" });
  expect(await insertMails(db, [mail, { ...mail, id: randomUUID() }], noon)).toBe(1);
  expect(await insertMails(db, [{ ...mail, id: randomUUID() }], noon)).toBe(0);
  await deliver(sender);
  await deliver(sender);

  expect(server.received.map(({ from, to }) => [from, to])).toEqual([["comeback@team.example", ["rita@team.example"]]]);
  const [told] = await server.read();
  expect(told?.subject).toBe("Call Bcc: eve@evil.example Zoë");
  expect([told?.headers.has("bcc"), told?.cc]).toEqual([false, undefined]);
  expect(told?.messageId).toBe(`<${mail.id}@team.example>`);
  expect(told?.headers.get("auto-submitted")).toBe("auto-generated");
  expect(told?.text).toContain("- <b>Acme</b> & Co\n  Due today\n  https://comeback.team.example/deals/1");
  const html = String(told?.html);
  expect(html).toContain("&lt;b&gt;Acme&lt;/b&gt; &amp; Co");
  expect(html).not.toMatch(/<b>|src=|url\(|@import|<script|<link/i);
  const hrefs = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
  expect(hrefs.every((href) => href?.startsWith(`${publicUrl}/`))).toBe(true);

  // One click, from anywhere: RFC 8058.
  const { raw = "" } = server.received[0] ?? {};
  const unfolded = raw.replaceAll(/\r\n[ \t]+/g, " ");
  expect(unfolded).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  const [, secret = ""] =
    /^List-Unsubscribe: <https:\/\/comeback\.team\.example\/unsubscribe\/([\w-]+)>\r$/m.exec(unfolded) ?? [];
  const key = await findUnsubscribeKey(db);
  const { workspace, memberId } = rita.session;
  expect(readUnsubscribe(key, secret)).toEqual({ workspace, memberId, kind: "digest" });
  // Whatever is changed in it, it is no link of ours any more.
  for (const place of [0, 20, 43, 60, 86]) {
    const other = secret[place] === "A" ? "B" : "A";
    expect(readUnsubscribe(key, secret.slice(0, place) + other + secret.slice(place + 1))).toBeNull();
  }
});

test("a mail server that is away for an hour: retried ever more seldom, shown, then delivered once", async () => {
  const away = await startMailServer();
  const { port } = away;
  await away.stop();
  const sender = createMailSender(away.settings);
  ends.push(sender.close);
  const team = await startTeam(db);
  const rita = await withAddress(team.rita, "rita@team.example");
  const mail = mailTo(rita, "due");
  await insertMails(db, [mail], noon);
  const tries: number[] = [];
  let next = noon;
  while (next <= noon + 60 * minute) {
    // Before its turn nothing happens.
    await deliver(sender, next - 1);
    await deliver(sender, next);
    tries.push(next);
    const { attempts, try_at } = await stateOf(mail.id);
    expect(attempts).toBe(tries.length);
    next = try_at.getTime();
  }
  expect(tries.length).toBeGreaterThanOrEqual(6);
  expect(tries.length).toBeLessThanOrEqual(9);
  const pauses = tries.slice(1).map((each, place) => each - (tries[place] ?? 0));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(18 * minute);
  const why = `The mail server 127.0.0.1:${port} cannot be reached: nothing answers there.`;
  expect(await apiFor(rita).listMails({})).toMatchObject({
    rows: [{ state: "waiting", attempts: tries.length, lastError: why, nextTryAt: expect.any(String) }],
  });
  expect(await apiFor(rita).showDelivery()).toMatchObject({ sends: true, mine: { waiting: 1 }, trouble: why });

  const back = await startMailServer({ port });
  ends.push(back.stop);
  for (const after of [0, 1, 30]) await deliver(sender, next + after * minute);
  expect(back.received).toHaveLength(1);
  expect(await stateOf(mail.id)).toMatchObject({ state: "sent", doubts: 0, last_error: null });
});

test("a refusal for good says so and stops; a person sends it again; one for now is tried again by itself", async () => {
  const { server, sender } = await openMail();
  const team = await startTeam(db);
  const rita = await withAddress(team.rita, "rita@team.example");
  const mail = mailTo(rita, "due");
  await insertMails(db, [mail], noon);
  server.be({ kind: "refuses", code: 550, words: "No such user here" });
  await deliver(sender);
  await deliver(sender, noon + 60 * minute);
  const why = "The mail server refused it for good. It said: 550 No such user here";
  expect(await stateOf(mail.id)).toMatchObject({ state: "failed", attempts: 1, last_error: why });

  expect(await apiFor(rita).sendAgain({ id: mail.id })).toMatchObject({
    state: "waiting",
    attempts: 0,
    lastError: null,
  });
  server.be({ kind: "refuses", code: 450, words: "Come back later" });
  await deliver(sender);
  expect(await stateOf(mail.id)).toMatchObject({ state: "waiting", attempts: 1 });
  server.be({ kind: "takes" });
  await deliver(sender, noon + 2 * minute);
  expect(server.received).toHaveLength(1);
  await expect(apiFor(rita).sendAgain({ id: mail.id })).rejects.toMatchObject({ code: "ALREADY_SENT" });
});

test("without the server's answer it goes out once more under the same Message-ID, and never a third time by itself", async () => {
  const { server, sender } = await openMail();
  const team = await startTeam(db);
  const rita = await withAddress(team.rita, "rita@team.example");
  const mail = mailTo(rita, "due");
  await insertMails(db, [mail], noon);
  server.be({ kind: "hangs-up", afterKeeping: true });
  for (const after of [0, 3, 9, 30, 90]) await deliver(sender, noon + after * minute);
  expect(await stateOf(mail.id)).toMatchObject({ state: "failed", doubts: 2, attempts: 2 });
  const told = await server.read();
  expect(told.map(({ messageId }) => messageId)).toEqual([`<${mail.id}@team.example>`, `<${mail.id}@team.example>`]);
});

test("a program that died with a mail in hand: the next one sends it once more; what it had only taken is not lost", async () => {
  const { server, sender } = await openMail();
  const team = await startTeam(db);
  const rita = await withAddress(team.rita, "rita@team.example");
  const mails = [mailTo(rita, "in hand"), mailTo(rita, "taken")];
  await insertMails(db, mails, noon);
  const heldUntil = noon + 10 * minute;
  const [inHand] = await claimMails(db, noon, heldUntil, 2);
  if (!inHand) throw new Error("Two mails wait.");
  const { workspace, id } = inHand;
  const messageId = `<${id}@before.example>`;
  await turnMails(db, null, { workspace, id, heldUntil, at: noon, messageId, address: "rita@team.example" });
  // Whoever looks meanwhile leaves both alone.
  await deliver(sender, noon + minute);
  expect(server.received).toHaveLength(0);
  await deliver(sender, noon + 3 * minute);
  expect(await server.read()).toMatchObject([{ messageId }]);
  await deliver(sender, noon + 11 * minute);
  expect(server.received).toHaveLength(2);
  expect(await stateOf(id)).toMatchObject({ state: "sent", doubts: 1, attempts: 2 });
});

test("three who deliver at once send each of a hundred and twenty mails once", async () => {
  const { server, sender } = await openMail();
  const team = await startTeam(db);
  const rita = await withAddress(team.rita, "rita@team.example");
  const mails = Array.from({ length: 120 }, (_, place) => mailTo(rita, `due ${place}`));
  await insertMails(db, mails, noon);
  await Promise.all([deliver(sender), deliver(sender), deliver(sender)]);
  const told = await server.read();
  expect(new Set(told.map(({ messageId }) => messageId)).size).toBe(120);
  expect(told).toHaveLength(120);
}, 60_000);

test("without a mail server mails are kept and shown; once there is one, an admin sends the recent ones", async () => {
  const team = await startTeam(db);
  const rita = await withAddress(team.rita, "rita@team.example");
  const olga = await withAddress(team.olga, "olga@team.example");
  const week = 7 * 24 * 60 * minute;
  const [old, recent] = [mailTo(rita, "old"), mailTo(rita, "recent", { isPrivate: true })];
  await insertMails(db, [old], noon - week - minute);
  await insertMails(db, [recent], noon - minute);
  await deliver(null);
  const kept = { sends: false, mine: { kept: 2, waiting: 0 }, team: null, set: null };
  expect(await apiFor(rita, null).showDelivery()).toMatchObject(kept);
  await expect(apiFor(rita, null).sendAgain({ id: recent.id })).rejects.toMatchObject({ code: "NO_MAIL_SERVER" });
  const shown = await apiFor(rita, null).showMail({ id: recent.id });
  expect(shown.mail).toMatchObject({ state: "kept", subject: "recent", isMine: true });
  expect(shown.text).toContain("What waits for you.");

  const { server, sender } = await openMail();
  await deliver(sender, noon + minute);
  expect(server.received).toHaveLength(0);
  await expect(apiFor(rita).sendKept()).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  expect(await apiFor(olga).sendKept()).toEqual({ mails: 1 });
  await deliver(sender, noon + 2 * minute);
  expect((await server.read()).map(({ subject }) => subject)).toEqual(["recent"]);
  expect(await stateOf(old.id)).toMatchObject({ state: "kept" });
});

test("admins see how everybody's mail gets on, and of a private one not even what it is about; nobody else sees any", async () => {
  const team = await startTeam(db);
  const rita = await withAddress(team.rita, "rita@team.example");
  const secret = mailTo(rita, "Time to come back", { isPrivate: true });
  await insertMails(db, [secret, mailTo(rita, "Call Acme")], noon);
  const seen = await apiFor(team.olga).listMails({ of: "team" });
  expect(new Set(seen.rows.map(({ subject, address, isMine }) => [subject, address, isMine].join()))).toEqual(
    new Set([",rita@team.example,false", "Call Acme,rita@team.example,false"]),
  );
  expect(JSON.stringify(seen)).not.toMatch(/come back|What waits/);
  await expect(apiFor(team.olga).showMail({ id: secret.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(apiFor(team.max).listMails({ of: "team" })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  expect(await apiFor(team.max).listMails({})).toEqual({ rows: [], next: null });
  await expect(apiFor(team.max).sendAgain({ id: secret.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const elsewhere = await startTeam(db);
  expect(await apiFor(elsewhere.olga).listMails({ of: "team" })).toEqual({ rows: [], next: null });
  await expect(apiFor(elsewhere.olga).sendAgain({ id: secret.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  // It is sent on its way again without being read.
  expect(await apiFor(team.olga).sendAgain({ id: secret.id })).toMatchObject({ subject: null, state: "waiting" });
  const { rows } = await pool.query("select detail::text from audit_entries");
  expect(JSON.stringify(rows)).not.toMatch(/come back/);
});

test("after 90 days a mail is forgotten, unless it is still to go", async () => {
  const team = await startTeam(db);
  const day = 24 * 60 * minute;
  const old = { sent: mailTo(team.rita, "sent"), waiting: mailTo(team.rita, "waiting") };
  await insertMails(db, Object.values(old), noon - 91 * day);
  await insertMails(db, [mailTo(team.rita, "lately")], noon - 89 * day);
  await pool.query("update mails set state = 'sent' where subject <> 'waiting'");
  const jobs = createMailJobs({ sender: null, publicUrl });
  const log = pino({ level: "silent" });
  await jobs["forget-old-mails"]({}, { db, pool, now: noon, log, signal: new AbortController().signal });
  const { rows } = await pool.query("select subject from mails order by subject");
  expect(rows).toEqual([{ subject: "lately" }, { subject: "waiting" }]);
});

test("who has left, or has no address, is written to no more", async () => {
  const { server, sender } = await openMail();
  const team = await startTeam(db);
  const rita = await withAddress(team.rita, "rita@team.example");
  await insertMails(db, [mailTo(rita, "gone"), mailTo(team.rolf, "nowhere")], noon);
  await pool.query("update members set deactivated_at = now() where id = $1", [rita.session.memberId]);
  await deliver(sender);
  expect(server.received).toHaveLength(0);
  const { rows } = await pool.query("select subject, state, last_error from mails order by subject");
  expect(rows).toEqual([
    { subject: "gone", state: "failed", last_error: "They have left the team." },
    { subject: "nowhere", state: "failed", last_error: "They have no e-mail address here." },
  ]);
});
