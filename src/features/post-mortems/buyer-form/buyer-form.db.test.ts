import { randomUUID } from "node:crypto";
import { createRouterClient } from "@orpc/server";
import { pino } from "pino";
import { afterAll, afterEach, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { createMailSender } from "../../../platform/mail/send-mail.ts";
import { lostDeal, noon, startTeam, type TestTeam } from "../../check-ups/check-ups.fixture.ts";
import { reopenDeal } from "../../deals/reopen-deal.ts";
import { deliverMails } from "../../mail/delivery/deliver-mails.ts";
import { startMailServer } from "../../mail/mail-server.fixture.ts";
import { seedCatalogue } from "../../reasons/seed-catalogue.ts";
import { upsertMember } from "../../team/store.ts";
import { askPostMortem } from "../conversations/ask-post-mortem.ts";
import type { CustomerAnswers } from "../customer-answers/contract.ts";
import { noCustomerAnswers } from "../customer-answers/rules.ts";
import { findAnswers } from "../customer-answers/store.ts";
import { createInvitationsApi } from "../invitations/api.ts";
import type { InvitationInput } from "../invitations/contract.ts";
import { invitationsJobs } from "../invitations/jobs.ts";
import { seedPriorities } from "../priorities/seed-priorities.ts";
import { createBuyerFormApi } from "./api.ts";

const { db, pool, drop } = await createTestDatabase();
const secrets = { kind: "none", why: "Nothing is sealed here." } as const;
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});
afterAll(drop);

const publicUrl = "https://comeback.team.example";
const dayMs = 86_400_000;
const said = (part: Partial<CustomerAnswers> = {}): CustomerAnswers => ({ ...noCustomerAnswers, ...part });

async function startAsking() {
  const team = await startTeam(db);
  await db.transaction().execute(async (tx) => {
    await seedCatalogue(tx, team.workspace);
    await seedPriorities(tx, team.workspace);
    const { memberId, memberName, role } = team.max.session;
    const max = { id: memberId, name: memberName, email: "max@team.example", role, managerId: null, isOwner: false };
    await upsertMember(tx, team.workspace, max);
  });
  const deal = await lostDeal(team.rita, team, {
    ...{ name: "Kepler 40k rescue, push hard", accountName: "Kepler", amountCents: 4_712_300 },
  });
  const { id: postMortemId } = await askPostMortem(team.max, { dealId: deal.id, id: randomUUID() });
  return { team, deal, postMortemId };
}

const inviting = (acting: Acting, now = noon) =>
  createRouterClient(createInvitationsApi({ sends: true, publicUrl }), { context: { ...acting, db, now, secrets } });

/** Somebody at an address of their own, who is nobody to us. */
function customer({ now = noon }: { now?: number } = {}) {
  const context = { db, session: null, now, address: `somebody ${randomUUID()}`, secrets };
  return createRouterClient(createBuyerFormApi(), { context });
}

const invitation = (postMortemId: string, part: Partial<InvitationInput> = {}): InvitationInput => ({
  ...{ postMortemId, id: randomUUID(), kind: "form", way: "mail", contactId: null },
  ...{ readerName: "Jana <b>Novák</b>", email: "jana@kepler.example", language: "de" },
  subject: "Was sollten wir lernen?",
  body: "Guten Tag,\n\neine Frage.\nZweite Zeile <script>alert(1)</script>\n\nMax",
  ...part,
});

async function openMail() {
  const server = await startMailServer();
  const sender = createMailSender(server.settings);
  ends.push(server.stop, sender.close);
  const deliver = (now: number) =>
    deliverMails({ db, now, signal: new AbortController().signal }, { sender, publicUrl });
  return { ...server, deliver };
}

const remind = (now: number) =>
  invitationsJobs["remind-customers"](
    {},
    { db, pool, now, signal: new AbortController().signal, log: pino({ level: "silent" }) },
  );

const secretIn = (text: string | undefined) => /\/answer#([\w-]{43})/.exec(text ?? "")?.[1] ?? "";

/** Invited by a link that the manager hands over. */
async function handOver(max: Acting, postMortemId: string, readerName = "Jana Novák"): Promise<string> {
  const wanted = invitation(postMortemId, { way: "link", email: null, readerName });
  await inviting(max).sendInvitation(wanted);
  const { url } = await inviting(max).makeFormLink({ postMortemId, id: wanted.id });
  return secretIn(url);
}

test("a letter in the manager's words brings a link that only it holds; the answer reaches the team and sets a call", async () => {
  const { team, deal, postMortemId } = await startAsking();
  const mail = await openMail();
  const wanted = invitation(postMortemId);
  const sent = await inviting(team.max).sendInvitation(wanted);
  expect(await inviting(team.max).sendInvitation({ ...wanted, subject: "twice" })).toEqual(sent);
  await mail.deliver(noon);
  const [letter] = await mail.read();
  expect(letter?.from?.value).toEqual([{ name: "Max, Fuller Sales", address: "comeback@team.example" }]);
  expect(letter?.replyTo?.value).toMatchObject([{ address: "max@team.example" }]);
  expect(letter?.subject).toBe(wanted.subject);
  const html = String(letter?.html);
  expect(html).toContain("Zweite Zeile &lt;script&gt;");
  expect(html).toContain('lang="de"');
  expect(html).not.toMatch(/<script|src=|url\(|@import/i);

  const secret = secretIn(letter?.text);
  const stored = await pool.query("select *, content::text as words from mails where invitation_id = $1", [wanted.id]);
  expect(JSON.stringify(stored.rows)).not.toContain(secret);
  const links = await pool.query("select * from form_links");
  expect(JSON.stringify(links.rows)).not.toContain(secret);
  expect((await inviting(team.max).listInvitations({ postMortemId })).rows).toMatchObject([
    { state: "sent", mail: { state: "sent" }, remindersSent: 0 },
  ]);

  const jana = customer();
  const form = await jana.openForm({ secret });
  expect(form).toMatchObject({
    ...{ companyName: "Fuller Sales", askerName: "Max", decidedIn: "2026-11", language: "de" },
    ...{ version: 0, answers: noCustomerAnswers, givenAt: null, optedOut: false },
  });
  // Who asks, and about which month: nothing of the deal.
  expect(JSON.stringify(form)).not.toMatch(/Kepler|rescue|47123|4712300|Rita|Jana|kepler\.example/);
  expect(form.priorities.map(({ key }) => key)).toContain("price");
  expect(form.reasons.map(({ key }) => key)).toEqual(expect.arrayContaining(["price", "slow-answers"]));
  expect(form.reasons.map(({ key }) => key)).not.toContain("not-ideal-target");

  const script = '<img src=x onerror="alert(1)"><script>fetch("//evil.example")</script>';
  const [price] = form.reasons;
  const answers = said({
    ...{
      winnerBetter: script,
      otherReason: "Der Zeitpunkt",
      winAgain: "maybe",
      quote: "Gute Leute.",
      quoteConsent: "named",
      quoteName: "J. Novák, Einkauf",
    },
    reasons: [
      { reasonId: price?.id ?? "", note: "" },
      { reasonId: randomUUID(), note: "" },
    ],
    priorities: [
      { priorityId: form.priorities[0]?.id ?? null, name: "renamed by me", importance: 5, us: 2, winner: 4 },
      { priorityId: null, name: "Nähe", importance: 4, us: null, winner: null },
      { priorityId: randomUUID(), name: "made up", importance: 1, us: null, winner: null },
    ],
    recommendations: [{ id: randomUUID(), words: "Früher anrufen" }],
  });
  const saved = await jana.saveAnswers({ secret, language: "de", version: 0, answers });
  expect(await findAnswers(db, team.workspace, postMortemId, "form")).toMatchObject({ givenAt: null, version: 1 });
  // The phone fell asleep; on the computer everything is there.
  expect((await customer().openForm({ secret })).answers).toMatchObject({ winnerBetter: script });
  const given = await jana.giveAnswers({ secret, language: "de", version: saved.version, answers });
  expect(given.version).toBe(2);

  const kept = await findAnswers(db, team.workspace, postMortemId, "form");
  expect(kept).toMatchObject({
    language: "de",
    answers: { winnerBetter: script, otherReason: "Der Zeitpunkt", quoteName: "J. Novák, Einkauf" },
  });
  expect(kept?.answers.reasons.map(({ reasonId }) => reasonId)).toEqual([price?.id]);
  expect(kept?.answers.priorities.map(({ name }) => name)).toEqual([form.priorities[0]?.name, "Nähe"]);
  expect(kept?.givenAt).toEqual(new Date(noon));
  const { rows } = await pool.query("select state, mode from post_mortems where id = $1", [postMortemId]);
  expect(rows).toEqual([{ state: "held", mode: "form" }]);
  const calls = await pool.query("select 1 from check_ups where deal_id = $1 and done_at is null", [deal.id]);
  expect(calls.rowCount).toBe(1);

  // Until it closes, they change what they said; then the link is like one that never was.
  const later = customer({ now: noon + dayMs });
  const changed = said({ ...answers, winAgain: "no" });
  await later.saveAnswers({ secret, language: "de", version: 2, answers: changed });
  await later.giveAnswers({ secret, language: "de", version: 3, answers: changed });
  expect(await findAnswers(db, team.workspace, postMortemId, "form")).toMatchObject({
    ...{ version: 4, givenAt: new Date(noon) },
    answers: { winAgain: "no" },
  });
  await remind(noon + 6 * dayMs);
  await mail.deliver(noon + 6 * dayMs);
  // Who asked is told once that there is an answer, and nothing of what it says.
  const [, notice, ...more] = await mail.read();
  expect(more).toEqual([]);
  expect(notice?.to).toMatchObject({ value: [{ address: "max@team.example" }] });
  expect(notice?.text).toContain(`/team/post-mortems/${postMortemId}`);
  expect(`${notice?.subject} ${notice?.text}`).not.toMatch(/Gute Leute|onerror|Zeitpunkt|4712300/);
  await expect(inviting(team.max).sendInvitation(invitation(postMortemId))).rejects.toMatchObject({
    code: "ALREADY_ANSWERED",
  });
  await inviting(team.max).settleInvitation({ postMortemId, id: wanted.id, as: "ended" });
  await expect(later.openForm({ secret })).rejects.toMatchObject({ code: "LINK_ENDED" });
});

test("a wrong, guessed, expired, ended or replaced link gets one and the same answer", async () => {
  const { team, postMortemId } = await startAsking();
  const first = await handOver(team.max, postMortemId);
  /** All that somebody learns by it. */
  const toldTo = (tried: Promise<unknown>) =>
    tried.then(
      () => "let in",
      ({ code, status, data, message }) => JSON.stringify({ code, status, data, message }),
    );
  const wrong = [
    `${first.slice(0, -1)}${first.endsWith("A") ? "B" : "A"}`,
    "A".repeat(43),
    "x",
    `${first} `,
    "' or 1=1",
  ];
  const told = [
    await toldTo(customer({ now: noon + 31 * dayMs }).openForm({ secret: first })),
    ...(await Promise.all(wrong.map((secret) => toldTo(customer().openForm({ secret }))))),
  ];
  const whole = customer();
  await whole.saveAnswers({ secret: first, language: "en", version: 0, answers: said({ whoDecided: "I did." }) });
  // Another person is asked now: the first link ends, and what was begun with it is nobody's to read.
  const second = await handOver(team.max, postMortemId, "Tom Berg");
  told.push(
    await toldTo(whole.openForm({ secret: first })),
    await toldTo(whole.saveAnswers({ secret: first, language: "en", version: 1, answers: said() })),
    await toldTo(whole.giveAnswers({ secret: first, language: "en", version: 1, answers: said() })),
    await toldTo(whole.optOut({ secret: first })),
  );
  expect(new Set(told).size).toBe(1);
  expect(told[0]).toContain("LINK_ENDED");
  expect((await customer().openForm({ secret: second })).answers).toEqual(noCustomerAnswers);
});

test("a link that ends while somebody saves by it keeps nothing: another person reads the form by then", async () => {
  const { team, postMortemId } = await startAsking();
  const secret = await handOver(team.max, postMortemId);
  const other = await pool.connect();
  try {
    await other.query("begin");
    await other.query("select from post_mortems where id = $1 for update", [postMortemId]);
    const saving = customer().saveAnswers({ secret, language: "en", version: 0, answers: said({ whoDecided: "I." }) });
    const refused = expect(saving).rejects.toMatchObject({ code: "LINK_ENDED" });
    const waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    await expect.poll(async () => (await pool.query(waiting)).rowCount, { timeout: 5_000 }).toBe(1);
    // What inviting somebody else does, which holds the post-mortem.
    await other.query("delete from form_links");
    await other.query("commit");
    await refused;
  } finally {
    other.release();
  }
  expect(await findAnswers(db, team.workspace, postMortemId, "form")).toBeUndefined();
});

test("who guesses is turned away, and does not keep out whoever answers from the same address", async () => {
  const { team, postMortemId } = await startAsking();
  const secret = await handOver(team.max, postMortemId);
  const address = "198.51.100.7";
  const context = { db, session: null, now: noon, address, secrets };
  const office = createRouterClient(createBuyerFormApi(), { context });
  await office.openForm({ secret });
  const codes: string[] = [];
  for (let guess = 0; guess < 25; guess += 1) {
    const code = await office.openForm({ secret: `guess-${guess}` }).then(
      () => "let in",
      (error) => error.code,
    );
    codes.push(code);
  }
  expect(codes.filter((code) => code === "LINK_ENDED")).toHaveLength(20);
  expect(codes.slice(20)).toEqual(Array.from({ length: 5 }, () => "TOO_MANY_TRIES"));
  expect((await office.openForm({ secret })).companyName).toBe("Fuller Sales");
  const later = createRouterClient(createBuyerFormApi(), { context: { ...context, now: noon + 11 * 60_000 } });
  await expect(later.openForm({ secret: "guess" })).rejects.toMatchObject({ code: "LINK_ENDED" });

  // A program with the right link does not write without end either.
  await pool.query("update sign_in_rate_limits set count = 600 where key like 'form-link:%'");
  await expect(office.openForm({ secret })).rejects.toMatchObject({ code: "TOO_MANY_TRIES" });
});

test("two windows never overwrite each other, and nothing at all is no answer", async () => {
  const { team, postMortemId } = await startAsking();
  const secret = await handOver(team.max, postMortemId);
  const [phone, desk] = [customer(), customer()];
  await expect(
    phone.giveAnswers({ secret, language: "fr", version: 0, answers: said({ quoteConsent: "named" }) }),
  ).rejects.toMatchObject({ code: "NOTHING_SAID" });
  const mine = said({ leastUnderstood: "Notre calendrier" });
  const both = await Promise.allSettled([
    phone.saveAnswers({ secret, language: "fr", version: 0, answers: mine }),
    desk.saveAnswers({ secret, language: "fr", version: 0, answers: said({ leastUnderstood: "Nos délais" }) }),
  ]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { answers } = await phone.openForm({ secret });
  await expect(desk.saveAnswers({ secret, language: "fr", version: 0, answers: said() })).rejects.toMatchObject({
    code: "OTHER_WINDOW",
    data: { version: 1, answers },
  });
});

test("two reminders at most, on working days, and none after an opt-out, an answer or a conversation", async () => {
  const mail = await openMail();
  const asked = await startAsking();
  const { team, postMortemId } = asked;
  const wanted = invitation(postMortemId);
  await inviting(team.max).sendInvitation(wanted);
  // Nobody is reminded of a letter that has not gone out yet.
  await remind(noon + 8 * dayMs);
  await mail.deliver(noon);
  const days: string[] = [];
  for (let day = 1; day <= 29; day += 1) {
    const before = mail.received.length;
    const now = noon + day * dayMs;
    await remind(now);
    await remind(now);
    await mail.deliver(now);
    if (mail.received.length > before) days.push(new Date(now).toUTCString().slice(0, 3));
  }
  const letters = await mail.read();
  expect(letters.map(({ subject }) => subject)).toEqual([
    wanted.subject,
    `Zur Erinnerung: ${wanted.subject}`,
    `Zur Erinnerung: ${wanted.subject}`,
  ]);
  expect(days.every((day) => day !== "Sat" && day !== "Sun")).toBe(true);
  // Each letter has a link of its own, and all lead to the same form.
  const links = letters.map(({ text }) => secretIn(text));
  expect(new Set(links).size).toBe(3);
  for (const secret of links) expect((await customer().openForm({ secret })).companyName).toBe("Fuller Sales");

  const stopped = await startAsking();
  await inviting(stopped.team.max).sendInvitation(invitation(stopped.postMortemId, { email: "Tom@kepler.example" }));
  await mail.deliver(noon);
  const text = (await mail.read()).at(-1)?.text ?? "";
  const [, stop = ""] = /\/answer\/stop\/([\w-]+)/.exec(text) ?? [];
  await customer().optOutByLetter({ secret: stop });
  await customer().optOutByLetter({ secret: stop });
  await expect(customer().optOutByLetter({ secret: `${stop.slice(0, -2)}AA` })).rejects.toMatchObject({
    code: "LINK_ENDED",
  });
  await remind(noon + 20 * dayMs);
  await mail.deliver(noon + 20 * dayMs);
  expect(mail.received).toHaveLength(4);
  // Nor is anything else written to this address, however it is spelled; other teams are none of its business.
  const again = invitation(stopped.postMortemId, { email: "tom@KEPLER.example" });
  await expect(inviting(stopped.team.max).sendInvitation(again)).rejects.toMatchObject({ code: "OPTED_OUT" });
  expect((await pool.query("select encode(email_hash, 'hex') as hash from customer_opt_outs")).rows[0].hash).toMatch(
    /^[0-9a-f]{64}$/,
  );
  // They may answer all the same, and take it back.
  const secret = secretIn(text);
  expect((await customer().openForm({ secret })).optedOut).toBe(true);
  await customer().optOut({ secret, optedOut: false });
  expect((await customer().openForm({ secret })).optedOut).toBe(false);

  const talked = await startAsking();
  await inviting(talked.team.max).sendInvitation(invitation(talked.postMortemId, { kind: "conversation" }));
  await mail.deliver(noon);
  expect((await mail.read()).at(-1)?.text).not.toContain("/answer#");
  await pool.query("update post_mortems set state = 'planned', planned_for = now() where id = $1", [
    talked.postMortemId,
  ]);
  await remind(noon + 20 * dayMs);
  await mail.deliver(noon + 20 * dayMs);
  expect(mail.received).toHaveLength(5);
});

test("a reminder that cannot be written waits for tomorrow, and keeps nobody else's from going", async () => {
  const mail = await openMail();
  const [broken, whole] = [await startAsking(), await startAsking()];
  for (const { team, postMortemId } of [broken, whole])
    await inviting(team.max).sendInvitation(invitation(postMortemId));
  await mail.deliver(noon);
  await pool.query("update customer_invitations set language = 'xx' where post_mortem_id = $1", [broken.postMortemId]);
  // The broken one is looked at first.
  await pool.query(
    "update customer_invitations set next_reminder_at = next_reminder_at - interval '1 hour' where language = 'xx'",
  );
  const letters = mail.received.length;
  const now = noon + 8 * dayMs;
  await remind(now);
  await mail.deliver(now);
  expect(mail.received).toHaveLength(letters + 1);
  const kept = await pool.query(
    "select reminders_sent, next_reminder_at from customer_invitations where language = 'xx'",
  );
  expect(kept.rows).toEqual([{ reminders_sent: 0, next_reminder_at: new Date(now + dayMs) }]);
  // Put right, it goes.
  await pool.query("update customer_invitations set language = 'de' where language = 'xx'");
  await remind(now + dayMs);
  await mail.deliver(now + dayMs);
  expect(mail.received).toHaveLength(letters + 2);
});

test("no reminder goes in the name of somebody who works here no more", async () => {
  const mail = await openMail();
  const { team, postMortemId } = await startAsking();
  await inviting(team.max).sendInvitation(invitation(postMortemId));
  await mail.deliver(noon);
  const letters = mail.received.length;
  await pool.query("update members set deactivated_at = now() where id = $1", [team.max.session.memberId]);
  await remind(noon + 8 * dayMs);
  await mail.deliver(noon + 8 * dayMs);
  expect(mail.received).toHaveLength(letters);
  expect((await inviting(team.olga).listInvitations({ postMortemId })).rows).toMatchObject([
    { state: "sent", nextReminderAt: null },
  ]);
});

test("whose deal is open again is not reminded of a decision against us", async () => {
  const mail = await openMail();
  const { team, deal, postMortemId } = await startAsking();
  await inviting(team.max).sendInvitation(invitation(postMortemId));
  await mail.deliver(noon);
  const letters = mail.received.length;
  await reopenDeal({ ...team.rita, now: noon + dayMs }, { id: deal.id });
  await remind(noon + 8 * dayMs);
  await mail.deliver(noon + 8 * dayMs);
  expect(mail.received).toHaveLength(letters);
  // Nor is anybody invited about it.
  await expect(inviting(team.max).sendInvitation(invitation(postMortemId))).rejects.toMatchObject({
    code: "OPEN_AGAIN",
  });
  expect((await inviting(team.max).listInvitations({ postMortemId })).whyNot).toBe("open-again");
});

test("who may not lead does not invite; a loss left out of invitations invites nobody", async () => {
  const { team, deal, postMortemId } = await startAsking();
  const wanted = invitation(postMortemId);
  const asking = (acting: Acting) =>
    inviting(acting)
      .sendInvitation(wanted)
      .catch((error) => error.code);
  expect(await asking(team.rita)).toBe("NOT_ALLOWED");
  expect(await asking(team.rolf)).toBe("NOT_FOUND");
  expect(await asking(team.marketing)).toBe("NOT_ALLOWED");
  expect((await inviting(team.rita).listInvitations({ postMortemId })).mayInvite).toBe(false);
  for (const leftOutOf of ["analysis", "invitations"]) {
    await pool.query("delete from loss_exclusions");
    await pool.query(
      "insert into loss_exclusions (workspace_id, deal_id, left_out_of, made_at) values ($1, $2, $3, now())",
      [team.workspace, deal.id, leftOutOf],
    );
    expect(await asking(team.max)).toBe("LEFT_OUT");
    expect((await inviting(team.max).listInvitations({ postMortemId })).whyNot).toBe("left-out");
  }
  await pool.query("delete from loss_exclusions");
  for (const email of ["no address", "a@b.example\nBcc: eve@evil.example", "a@b.example, c@d.example", ""])
    expect(
      await inviting(team.max)
        .sendInvitation({ ...wanted, email })
        .catch((error) => error.code),
    ).toBe("ADDRESS_NOT_POSSIBLE");
  expect(await asking(team.max)).toMatchObject({ state: "sent", email: "jana@kepler.example" });
  expect(await previewOf(team, postMortemId)).toMatchObject({ language: "fr", contactId: null, isReachable: true });
});

test("answers that are sent again, because the first answer was lost, are sent", async () => {
  const { team, postMortemId } = await startAsking();
  const secret = await handOver(team.max, postMortemId);
  const phone = customer();
  const answers = said({ winAgain: "maybe", recommendations: [{ id: randomUUID(), words: "Call sooner" }] });
  const save = () => phone.saveAnswers({ secret, language: "en", version: 0, answers });
  expect([await save(), await save()]).toEqual([{ version: 1 }, { version: 1 }]);
  const give = () => phone.giveAnswers({ secret, language: "en", version: 1, answers });
  const given = await give();
  expect(given.version).toBe(2);
  expect(await give()).toEqual(given);
});

test("the chance they see becomes one call: what they change after it was made sets no other", async () => {
  const { team, deal, postMortemId } = await startAsking();
  const secret = await handOver(team.max, postMortemId);
  const send = (version: number, winAgain: "yes" | "maybe" | "no", days: number) =>
    customer({ now: noon + days * dayMs }).giveAnswers({
      secret,
      language: "en",
      version,
      answers: said({ winAgain }),
    });
  const calls = async () =>
    (await pool.query("select id, done_at from check_ups where deal_id = $1 order by created_at", [deal.id])).rows;
  await send(0, "maybe", 0);
  const [call, ...more] = await calls();
  expect(more).toEqual([]);
  await pool.query("update check_ups set done_at = $1, outcome = 'never', reached = true where id = $2", [
    new Date(noon + dayMs),
    call.id,
  ]);
  await send(1, "yes", 2);
  expect(await calls()).toMatchObject([{ id: call.id }]);
});

test("a chance they see only later sets a call, although one was made before they answered", async () => {
  const { team, deal, postMortemId } = await startAsking();
  const secret = await handOver(team.max, postMortemId);
  const send = (version: number, winAgain: "maybe" | "no", days: number) =>
    customer({ now: noon + days * dayMs }).giveAnswers({
      secret,
      language: "en",
      version,
      answers: said({ winAgain }),
    });
  await pool.query(
    `insert into check_ups (workspace_id, id, deal_id, due_on, basis, note, created_at, done_at, outcome, reached)
     values ($1, gen_random_uuid(), $2, '2026-11-20', 'chosen', '', $3, $3, 'never', true)`,
    [team.workspace, deal.id, new Date(noon - dayMs)],
  );
  await send(0, "no", 0);
  await send(1, "maybe", 2);
  const calls = await pool.query("select 1 from check_ups where deal_id = $1 and done_at is null", [deal.id]);
  expect(calls.rowCount).toBe(1);
});

async function previewOf(team: TestTeam, postMortemId: string) {
  const preview = await inviting(team.max).previewInvitation({ postMortemId, kind: "form", language: "fr" });
  expect(`${preview.subject} ${preview.body}`).not.toMatch(/[{}]|Kepler|rescue|4712300/);
  expect(preview.body).toContain("novembre 2026");
  return preview;
}
