import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliverMails } from "../features/mail/delivery/deliver-mails.ts";
import { type MailServer, startMailServer } from "../features/mail/mail-server.fixture.ts";
import { findUnsubscribeKey, signUnsubscribe } from "../features/mail/sign-unsubscribe.ts";
import { insertWorkspace } from "../features/team/store.ts";
import { enqueue } from "../platform/jobs.ts";
import { createMailSender } from "../platform/mail/send-mail.ts";
import { builtPrograms } from "./built-programs.fixture.ts";
import { projectRoot } from "./project-root.ts";
import { owner, startWebProgram } from "./web-program.fixture.ts";

let program: Awaited<ReturnType<typeof startWebProgram>>;
let server: MailServer;
let built: Awaited<ReturnType<typeof builtPrograms>>;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  program = await startWebProgram();
  await program.ask("POST", "/api/first-run", owner);
  server = await startMailServer();
  built = await builtPrograms();
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await server.stop();
  await program.stop();
  await built.remove();
});

/** A worker as it is started beside the servers. Resolves when it has said that it works. */
function startWorker(): Promise<ChildProcess> {
  const { NODE_OPTIONS, SECRET_KEY, ...surroundings } = process.env;
  const worker = spawn(process.execPath, [join(built.programs, "worker.js")], {
    cwd: projectRoot,
    env: {
      ...surroundings,
      ...{ DATABASE_URL: program.databaseUrl, SMTP_URL: `smtp://127.0.0.1:${server.port}` },
      ...{ MAIL_FROM: "Comeback <comeback@team.example>", PUBLIC_URL: "https://comeback.team.example" },
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  workers.push(worker);
  return new Promise((resolve, reject) => {
    worker.stdout?.once("data", () => resolve(worker));
    worker.once("exit", (code) => reject(new Error(`The worker ended with ${code}.`)));
  });
}

/** People of one team who each have a filling block in a quarter of an hour. */
async function bookBlocks(people: number): Promise<string> {
  const workspace = await program.db
    .transaction()
    .execute((tx) =>
      insertWorkspace(tx, { id: randomUUID(), name: "Fuller", timeZone: "Europe/Berlin", currency: "EUR" }),
    );
  await program.pool.query(
    `insert into sign_in_users (id, name, email)
     select 'user ' || n, 'Rep ' || n, 'rep' || n || '@team.example' from generate_series(1, $1::integer) n`,
    [people],
  );
  await program.pool.query(
    `insert into members (workspace_id, name, email, role, user_id)
     select $1, 'Rep ' || n, 'rep' || n || '@team.example', 'rep', 'user ' || n from generate_series(1, $2::integer) n`,
    [workspace, people],
  );
  await program.pool.query(
    `insert into filling_blocks (workspace_id, id, member_id, starts_at, ends_at, referrals_aim, calls_aim,
       networking_aim, booked_at)
     select workspace_id, gen_random_uuid(), id, now() + interval '14 minutes', now() + interval '3 hours', 2, 8, 1,
       now() - interval '1 day'
     from members where workspace_id = $1`,
    [workspace],
  );
  return workspace;
}

test("two workers, one of them killed in the middle: nobody's reminder is lost, none is two, and what was in doubt comes under its own Message-ID", async () => {
  const people = 400;
  const workspace = await bookBlocks(people);
  const [doomed, other] = await Promise.all([startWorker(), startWorker()]);
  await program.db.transaction().execute(async (tx) => {
    // Both are asked at once, as by two ticks of a clock.
    await enqueue(tx, "write-reminders", { workspace });
    await enqueue(tx, "write-reminders", { workspace });
  });
  await expect.poll(() => server.received.length, { timeout: 60_000, interval: 10 }).toBeGreaterThan(people / 8);
  doomed?.kill("SIGKILL");
  const sentBy = async () =>
    (await program.pool.query("select count(*) as sent from mails where state = 'sent'")).rows[0].sent;
  const inHand = async () =>
    (await program.pool.query("select count(*) as mails from mails where state in ('sending', 'waiting')")).rows[0]
      .mails;
  // What the one left behind held is for later; everything else goes on.
  await expect
    .poll(async () => (await sentBy()) + (await inHand()) === people && (await inHand()) <= 110, { timeout: 60_000 })
    .toBe(true);
  // Nobody may be at it when the clock is moved past the time after which nobody is.
  const stopped = new Promise((resolve) => other?.once("exit", resolve));
  other?.kill("SIGTERM");
  await stopped;
  const sender = createMailSender(server.settings);
  const later = Date.now() + 11 * 60_000;
  await expect
    .poll(
      async () => {
        await deliverMails(
          { db: program.db, now: later, signal: new AbortController().signal },
          { sender, publicUrl: "https://comeback.team.example" },
        );
        return inHand();
      },
      { timeout: 60_000, interval: 200 },
    )
    .toBe(0);
  sender.close();

  const { rows: mails } = await program.pool.query("select id, state, doubts from mails");
  expect(mails).toHaveLength(people);
  expect(new Set(mails.map(({ state }) => state))).toEqual(new Set(["sent"]));
  const told = await server.read();
  const times = new Map<string, number>();
  for (const { messageId = "" } of told) times.set(messageId, (times.get(messageId) ?? 0) + 1);
  // Raw, a handful more may have arrived than there are reminders: those in hand at the kill, once each.
  expect(new Set(times.keys())).toEqual(new Set(mails.map(({ id }) => `<${id}@team.example>`)));
  const twice = [...times].filter(([, count]) => count > 1);
  // Two deliveries at once, as many jobs as a program works on.
  expect(twice.length).toBeLessThanOrEqual(2 * sender.lanes);
  expect(twice.every(([, count]) => count === 2)).toBe(true);
  const doubtful = new Set(mails.filter(({ doubts }) => doubts > 0).map(({ id }) => `<${id}@team.example>`));
  expect(twice.every(([messageId]) => doubtful.has(messageId))).toBe(true);
  expect(new Set(server.received.flatMap(({ to }) => to)).size).toBe(people);
  expect(told[0]?.text).toMatch(/^Your filling block begins at \d\d:\d\d\n/);
}, 180_000);

test("one POST from a mail program, signed in or not, ends the mails it came with; a link that is not ours ends nothing", async () => {
  const cookie = await program.signIn(owner.email, owner.password);
  const me = await program.ask("GET", "/api/me", undefined, { cookie }).then((answer) => answer.json());
  const { rows } = await program.pool.query("select workspace_id from members where id = $1", [me.member.id]);
  const whose = { workspace: rows[0].workspace_id, memberId: me.member.id, kind: "digest" as const };
  const secret = signUnsubscribe(await findUnsubscribeKey(program.db), whose);
  const post = (path: string) =>
    fetch(`${program.url}/unsubscribe/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
  expect((await post(`${secret.slice(0, -2)}AA`)).status).toBe(410);
  const preferences = () =>
    program.ask("GET", "/api/mail-preferences", undefined, { cookie }).then((answer) => answer.json());
  expect(await preferences()).toMatchObject({ digest: "weekly", reminders: true });
  const answer = await post(secret);
  expect([answer.status, await answer.text()]).toEqual([200, "Done. You get no more of these mails.\n"]);
  expect(await preferences()).toMatchObject({ digest: "off", reminders: true });
});
