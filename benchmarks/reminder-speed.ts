import { type ChildProcess, fork, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { insertWorkspace } from "../src/features/team/store.ts";
import { enqueue } from "../src/platform/jobs.ts";
import { type Installation, openInstallation } from "../src/programs/open-installation.ts";
import { projectRoot } from "../src/programs/project-root.ts";
import { newDataFolder } from "./bench-folder.ts";
import { buildMeasured, runMeasured } from "./child-process.ts";
import { type Figure, inSeconds, whole } from "./figures.ts";

/** Fewer where somebody only wants to see whether it works: `BENCH_REMINDERS=2000 npm run bench -- reminders`. */
const reminders = Number(process.env.BENCH_REMINDERS ?? 100_000);
const teams = 20;
/** As many as a worker keeps open. */
const connections = 5;
const patienceMs = 40 * 60_000;

const report = z.object({ received: z.number(), distinct: z.number(), lastAt: z.number() });
type Report = z.infer<typeof report>;
const run = z.object({ began: z.number(), ended: z.number() });

/**
 * Reminders that are all due at once, from the moment their job is asked for until the mail server has the last: with two
 * workers, then with one of them killed in the middle. Held against what nodemailer alone brings to the same server.
 */
export async function measureReminders(say: (line: string) => void): Promise<Figure[]> {
  const sink = await startSink();
  const dataFolder = newDataFolder();
  const installation = await openInstallation({ dataFolder });
  try {
    const before = await feed(sink.port, say);
    await sink.forget();
    const whole1 = await sendAll(installation, sink, dataFolder, { say, count: reminders, kill: false });
    await sink.forget();
    const after = await feed(sink.port, say);
    await sink.forget();
    const killed = await sendAll(installation, sink, dataFolder, { say, count: Math.ceil(reminders / 5), kill: true });
    return figuresOf((before + after) / 2, whole1, killed);
  } finally {
    await installation.close();
    sink.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

type Sent = Report & { count: number; seconds: number; unsent: number; doubtful: number };

function figuresOf(limit: number, sent: Sent, killed: Sent): Figure[] {
  const rate = sent.count / sent.seconds;
  const found = ({ received, distinct, count, unsent }: Sent) =>
    `lost ${count - distinct + unsent}; twice ${received - count} raw, ${received - distinct} under one Message-ID`;
  return [
    {
      what: `${whole(sent.count)} reminders due → with the mail server, 2 workers`,
      measured: `${whole(rate)} a second`,
      note: `${inSeconds(sent.seconds)}; ${Math.round((100 * rate) / limit)} % of nodemailer alone (${whole(limit)} a second by 2 processes); ${found(sent)}`,
    },
    {
      what: `${whole(killed.count)} reminders, one of 2 workers killed in the middle`,
      measured: found(killed),
      aim: "none lost, none twice but by Message-ID",
      note: `${killed.doubtful} were in its hands and sent once more; all there after ${inSeconds(killed.seconds)}`,
    },
  ];
}

/** Mails a second that two processes of nodemailer hand over. */
async function feed(port: number, say: (line: string) => void): Promise<number> {
  say("nodemailer alone");
  const mails = Math.max(200, Math.ceil(reminders / 10));
  const runs = await Promise.all(
    [0, 1].map(async (place) =>
      run.parse(await runMeasured("feed-sink.ts", { port, mails, name: `feed-${place}-${Date.now()}`, connections })),
    ),
  );
  const seconds = (Math.max(...runs.map(({ ended }) => ended)) - Math.min(...runs.map(({ began }) => began))) / 1_000;
  return (runs.length * mails) / seconds;
}

type Sending = { say: (line: string) => void; count: number; kill: boolean };

async function sendAll(
  { db, jobsPool }: Installation,
  sink: Sink,
  dataFolder: string,
  { say, count, kill }: Sending,
): Promise<Sent> {
  say(`${whole(count)} filling blocks that begin in a quarter of an hour`);
  await jobsPool.query("truncate mails, filling_blocks, mail_preferences cascade");
  for (let team = 0; team < teams; team += 1) await bookBlocks({ db, jobsPool }, Math.ceil(count / teams), kill);
  const { rows } = await jobsPool.query("select count(*) as due from filling_blocks");
  const due: number = rows[0].due;
  await jobsPool.query("analyze");
  say(`two workers send them${kill ? ", one is killed" : ""}`);
  const workers = await Promise.all([startWorker(dataFolder, sink.port), startWorker(dataFolder, sink.port)]);
  const began = Date.now();
  await db.transaction().execute((tx) => enqueue(tx, "write-reminders", { workspace: randomUUID() }));
  let isKilled = false;
  const giveUpAt = began + patienceMs;
  const unsent = async () => {
    const left = await jobsPool.query(
      "select count(*) filter (where state <> 'sent') as unsent, count(*) as mails, count(*) filter (where doubts > 0) as doubtful from mails",
    );
    return z.object({ unsent: z.number(), mails: z.number(), doubtful: z.number() }).parse(left.rows[0]);
  };
  try {
    for (;;) {
      const told = await sink.report();
      if (kill && !isKilled && told.received > due / 3) {
        isKilled = true;
        workers[0].kill("SIGKILL");
      }
      if (told.distinct >= due) {
        const left = await unsent();
        if (left.unsent === 0)
          return {
            ...(await sink.report()),
            count: due,
            seconds: (told.lastAt - began) / 1_000,
            unsent: 0,
            doubtful: left.doubtful,
          };
      }
      if (Date.now() > giveUpAt) {
        const left = await unsent();
        return {
          ...told,
          count: due,
          seconds: (Date.now() - began) / 1_000,
          unsent: left.unsent,
          doubtful: left.doubtful,
        };
      }
      await wait(100);
    }
  } finally {
    await Promise.all(workers.map(end));
  }
}

/** A team whose people each begin a block soon. */
async function bookBlocks(
  { db, jobsPool }: Pick<Installation, "db" | "jobsPool">,
  people: number,
  isLater: boolean,
): Promise<void> {
  const id = randomUUID();
  const place = { id, name: "Bench", timeZone: "Europe/Berlin", currency: "EUR" };
  const workspace = await db.transaction().execute((tx) => insertWorkspace(tx, place));
  const users = "select $1::text || ' ' || n as id, n from generate_series(1, $2::integer) n";
  await jobsPool.query(
    `insert into sign_in_users (id, name, email) select id, 'Rep ' || n, id || '@team.example' from (${users}) u`,
    [id, people],
  );
  await jobsPool.query(
    `insert into members (workspace_id, name, email, role, user_id)
     select $1::text::uuid, 'Rep ' || n, 'rep' || n || '@team.example', 'rep', $1::text || ' ' || n from generate_series(1, $2::integer) n`,
    [workspace, people],
  );
  // Announced from now on for three quarters of an hour.
  await jobsPool.query(
    `insert into filling_blocks (workspace_id, id, member_id, starts_at, ends_at, referrals_aim, calls_aim,
       networking_aim, booked_at)
     select workspace_id, gen_random_uuid(), id, now() + interval '14 minutes' + $2 * interval '1 second',
       now() + interval '3 hours', 2, 8, 1, now() - interval '1 day'
     from members where workspace_id = $1`,
    [workspace, isLater ? 1 : 0],
  );
}

/** The built worker, as a company runs it beside its servers. */
function startWorker(dataFolder: string, port: number): Promise<ChildProcess> {
  const { DATABASE_URL: _, ...env } = process.env;
  const worker = spawn(process.execPath, ["--enable-source-maps", join(projectRoot, "dist", "worker.js")], {
    cwd: projectRoot,
    env: {
      ...env,
      ...{ COMEBACK_DATA: dataFolder, SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "comeback@team.example" },
      PUBLIC_URL: "https://comeback.team.example",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    worker.stdout.once("data", () => resolve(worker));
    worker.once("exit", (code) => reject(new Error(`The worker ended with ${code}.`)));
  });
}

function end(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    worker.once("exit", () => resolve());
    worker.kill("SIGTERM");
  });
}

type Sink = { port: number; report: () => Promise<Report>; forget: () => Promise<void>; stop: () => void };

async function startSink(): Promise<Sink> {
  const child = fork(await buildMeasured("mail-sink.ts"), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const next = () => new Promise<unknown>((resolve) => child.once("message", resolve));
  const { port } = z.object({ port: z.number() }).parse(await next());
  const tell = async () => {
    const answer = next();
    child.send("report");
    return report.parse(await answer);
  };
  return {
    port,
    report: tell,
    forget: async () => {
      child.send("forget");
      await tell();
    },
    stop: () => void child.kill("SIGTERM"),
  };
}
