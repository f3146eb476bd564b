import { type ChildProcess, fork } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { z } from "zod";
import { insertWorkspace } from "../src/features/team/store.ts";
import { apiKeyPrefix, hashSecret } from "../src/platform/sign-in/gate.ts";
import { type Installation, openInstallation } from "../src/programs/open-installation.ts";
import { newDataFolder } from "./bench-folder.ts";
import { buildMeasured, runMeasured } from "./child-process.ts";
import { type Figure, inMs, whole } from "./figures.ts";
import { processorSeconds } from "./machine-load.ts";
import { startComeback } from "./running-comeback.ts";

/** Fewer where somebody only wants to see whether it works: `BENCH_PEOPLE=20 npm run bench -- meeting`. */
const people = Number(process.env.BENCH_PEOPLE ?? 200);
const saveEveryMs = 1_000;
const warmUpMs = 4_000;
const measuredMs = 30_000;
const patienceMs = 20_000;

const spread = z.object({ median: z.number(), p95: z.number() });
const crowd = z.object({
  saves: z.number(),
  seconds: z.number(),
  answered: spread,
  onOne: spread,
  onAll: spread,
  missing: z.number(),
  gaps: z.number(),
  failures: z.number(),
  typed: z.array(z.string()),
});
type Crowd = z.infer<typeof crowd>;

/**
 * Two hundred people in one meeting, half of them at each of two servers on one database, all typing, two in each idea: from
 * sending a keystroke's save until the last of them has it on the screen. Held against a bare notification that two bare servers
 * write to as many lines.
 */
export async function measureMeeting(say: (line: string) => void): Promise<Figure[]> {
  const dataFolder = newDataFolder();
  const installation = await openInstallation({ dataFolder });
  try {
    const before = await measureBare(installation, say);
    const meeting = await measureOurs(installation, dataFolder, say);
    const after = await measureBare(installation, say);
    return figuresOf(meeting, before, after);
  } finally {
    await installation.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

type Measured = Crowd & { lostLetters: number; processorMs: number | undefined };

function figuresOf(meeting: Measured, before: Crowd, after: Crowd): Figure[] {
  const { saves, seconds, answered, onOne, onAll, missing, gaps, failures, lostLetters, processorMs } = meeting;
  const bare = (before.onAll.p95 + after.onAll.p95) / 2;
  const rate = `${whole(saves / seconds)} saves a second`;
  return [
    {
      what: `${people} people type in one meeting, 2 servers: keystroke saved → on everybody's screen`,
      measured: `p95 ${inMs(onAll.p95)}`,
      aim: "p95 ≤ 500 ms",
      note: `median ${inMs(onAll.median)}; on one screen p95 ${inMs(onOne.p95)}; saved p95 ${inMs(answered.p95)}; ${rate}${
        processorMs === undefined ? "" : `; processor ${processorMs.toFixed(1)} ms a save (servers)`
      }`,
    },
    {
      what: "… against a bare NOTIFY → SSE of the same run",
      measured: `${(onAll.p95 / bare).toFixed(1)} ×`,
      note: `bare p95 ${inMs(before.onAll.p95)} before, ${inMs(after.onAll.p95)} after; medians ${inMs(onAll.median)} against ${inMs(
        (before.onAll.median + after.onAll.median) / 2,
      )}; news is gathered for up to 100 ms`,
    },
    {
      what: "… what was lost",
      measured: `${whole(missing)} of ${whole(saves * people)} deliveries, ${whole(lostLetters)} letters`,
      aim: "nothing",
      note: `${gaps} gaps between messages, ${failures} saves refused or broken off and repeated`,
    },
  ];
}

async function measureOurs(
  installation: Installation,
  dataFolder: string,
  say: (line: string) => void,
): Promise<Measured> {
  say(`${people} people, a meeting, two servers`);
  const { meetingId, keys, ideaIds } = await makeMeeting(installation);
  const servers = [await startComeback(dataFolder), await startComeback(dataFolder)];
  try {
    say("everybody types");
    const readings: number[] = [];
    const input = {
      servers: servers.map(({ url }) => url),
      followPath: `/api/meetings/${meetingId}/events`,
      people: keys.map((key, place) => ({
        authorization: `Bearer ${key}`,
        savePath: `/api/meetings/${meetingId}/ideas/${ideaIds[Math.floor(place / 2)]}`,
      })),
      ...{ saveEveryMs, warmUpMs, measuredMs, patienceMs },
    };
    const typed = crowd.parse(
      await runMeasured("meeting-crowd.ts", input, () => {
        const used = servers.flatMap(({ processId }) => processorSeconds(processId)?.own ?? []);
        if (used.length === servers.length) readings.push(used.reduce((sum, each) => sum + each, 0));
      }),
    );
    const [from, to] = readings;
    return {
      ...typed,
      lostLetters: await countLostLetters(installation, meetingId, ideaIds, typed.typed),
      processorMs: from === undefined || to === undefined ? undefined : ((to - from) * 1000) / typed.saves,
    };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** Of each of two who wrote in one idea: what is not there, or not in the order they typed it in. */
async function countLostLetters(
  { pool }: Installation,
  meetingId: string,
  ideaIds: readonly string[],
  typed: readonly string[],
): Promise<number> {
  const { rows } = await pool.query("select id, words from meeting_ideas where meeting_id = $1", [meetingId]);
  const words = new Map(
    z
      .array(z.object({ id: z.string(), words: z.string() }))
      .parse(rows)
      .map((row) => [row.id, row.words]),
  );
  return typed.reduce((lost, theirs, place) => {
    const said = words.get(ideaIds[Math.floor(place / 2)] ?? "") ?? "";
    const kept = said.replaceAll(place % 2 === 0 ? /[A-Z]/g : /[a-z]/g, "");
    return lost + (kept === theirs ? 0 : Math.max(1, theirs.length - kept.length));
  }, 0);
}

/** A meeting in its last round, where everybody writes in everything; people come with a key each, as programs do. */
async function makeMeeting({ db, pool }: Installation) {
  const place = { id: randomUUID(), name: "Bench", timeZone: "Europe/Berlin", currency: "EUR" };
  const workspace = await db.transaction().execute((tx) => insertWorkspace(tx, place));
  const keys = Array.from({ length: people }, () => `${apiKeyPrefix}${randomBytes(32).toString("base64url")}`);
  const memberIds = keys.map(() => randomUUID());
  const meetingId = randomUUID();
  await pool.query(
    `insert into members (workspace_id, id, name, role)
     select $1, id, 'Person ' || place, 'rep' from unnest($2::uuid[]) with ordinality p (id, place)`,
    [workspace, memberIds],
  );
  await pool.query(
    `insert into api_keys (workspace_id, id, member_id, name, secret_hash)
     select $1, gen_random_uuid(), id, 'Bench', hash from unnest($2::uuid[], $3::bytea[]) k (id, hash)`,
    [workspace, memberIds, keys.map(hashSecret)],
  );
  await pool.query(
    `insert into meetings (workspace_id, id, title, period_from, period_to, planned_for, lead_id, state, rounds, round,
       round_ends_at, made_at, started_at)
     values ($1, $2, 'Bench', '2026-11-01', '2026-11-22', now(), $3, 'running', '[{"kind":"all","seconds":3600}]', 0,
       now() + interval '1 hour', now(), now())`,
    [workspace, meetingId, memberIds[0]],
  );
  await pool.query(
    `insert into meeting_people (workspace_id, meeting_id, member_id, group_number, joined_at)
     select $1, $2, id, (place + 3) / 4, now() from unnest($3::uuid[]) with ordinality p (id, place)`,
    [workspace, meetingId, memberIds],
  );
  return { meetingId, keys, ideaIds: Array.from({ length: Math.ceil(people / 2) }, () => randomUUID()) };
}

async function measureBare({ pool }: Installation, say: (line: string) => void): Promise<Crowd> {
  say("a bare notification to as many lines");
  await pool.query("drop table if exists bare_said");
  await pool.query("create table bare_said (number bigint generated always as identity primary key, words text)");
  const { host, port, user, password, database } = pool.options;
  const connection = Object.fromEntries(
    Object.entries({ host, port, user, password, database }).filter(([, value]) => value !== undefined),
  );
  const file = await buildMeasured("bare-fan-out.ts");
  const servers = await Promise.all([0, 1].map(() => startBare(file, connection)));
  try {
    return crowd.parse(
      await runMeasured("meeting-crowd.ts", {
        servers: servers.map((server) => `http://127.0.0.1:${server.port}`),
        followPath: "/",
        people: Array.from({ length: people }, () => ({ authorization: "nobody", savePath: "/" })),
        ...{ saveEveryMs, warmUpMs, measuredMs: measuredMs / 2, patienceMs },
      }),
    );
  } finally {
    for (const { child } of servers) child.kill("SIGTERM");
    await pool.query("drop table bare_said");
  }
}

async function startBare(file: string, connection: object): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(file, [JSON.stringify({ connection })], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const said = await new Promise<unknown>((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`The bare server ended with ${code}.`)));
  });
  return { child, port: z.object({ port: z.number() }).parse(said).port };
}
