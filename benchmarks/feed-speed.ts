import { rmSync } from "node:fs";
import { seedCatalogue } from "../src/features/reasons/seed-catalogue.ts";
import { createOwner } from "../src/features/team/create-owner.ts";
import { openInstallation } from "../src/programs/open-installation.ts";
import { newDataFolder } from "./bench-folder.ts";
import { type Figure, inMb, inMs, median, percentile, whole } from "./figures.ts";
import { owner } from "./people.ts";
import { startComeback } from "./running-comeback.ts";

const entries = 5_000;
const times = 20;

/** A person's calendar of 5,000 calls, as a calendar service fetches it, held against reading the same rows bare. */
export async function measureFeed(say: (line: string) => void): Promise<Figure[]> {
  const dataFolder = newDataFolder();
  try {
    say(`${whole(entries)} lost deals with their debriefs and calls`);
    const bare = await prepare(dataFolder);
    const comeback = await startComeback(dataFolder);
    try {
      const { client } = await comeback.signIn(owner.email, owner.password);
      const { path } = await client.calendar.makeFeed();
      const get = async (headers: Record<string, string> = {}) => {
        const began = performance.now();
        const answer = await fetch(`${comeback.url}${path}`, {
          headers: { "Accept-Encoding": "identity", ...headers },
        });
        const text = await answer.text();
        return { ms: performance.now() - began, status: answer.status, tag: answer.headers.get("etag") ?? "", text };
      };
      say("the calendar, the first time and again");
      const first = await get();
      const found = first.text.split("BEGIN:VEVENT").length - 1;
      if (first.status !== 200 || found !== entries) throw new Error(`The calendar holds ${found} entries.`);
      const again = await repeat(() => get());
      const unchanged = await repeat(() => get({ "If-None-Match": first.tag }));
      if (unchanged.some(({ status }) => status !== 304)) throw new Error("An unchanged calendar was sent again.");
      const compressed = await repeat(() => get({ "Accept-Encoding": "gzip" }));
      const [fed, limit] = [median(again.map(({ ms }) => ms)), median(bare)];
      return [
        {
          what: `calendar feed of ${whole(entries)} entries`,
          measured: `p50 ${inMs(fed)}, p95 ${inMs(
            percentile(
              again.map(({ ms }) => ms),
              0.95,
            ),
          )}`,
          note: `${(fed / limit).toFixed(1)} × reading the same rows bare (${inMs(limit)}); ${inMb(Buffer.byteLength(first.text))}`,
        },
        { what: "  fetched the first time, when every entry is new", measured: inMs(first.ms) },
        { what: "  compressed", measured: `p50 ${inMs(median(compressed.map(({ ms }) => ms)))}` },
        { what: "  unchanged since (304)", measured: `p50 ${inMs(median(unchanged.map(({ ms }) => ms)))}` },
      ];
    } finally {
      await comeback.stop();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function repeat<Answer>(ask: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await ask());
  return answers;
}

/** Fills the database, and says how long reading what the calendar says takes by itself. */
async function prepare(dataFolder: string): Promise<number[]> {
  const installation = await openInstallation({ port: 0, host: "127.0.0.1", dataFolder, databaseUrl: undefined });
  const { db, pool } = installation;
  try {
    const { workspace, memberId } = await createOwner(db, seedCatalogue, owner);
    await pool.query(
      `with stage as (
        select s.pipeline_id, s.id from stages s where s.workspace_id = $1 and s.type = 'lost' limit 1
      ), account as (
        insert into accounts (workspace_id, name)
        select $1, 'Müller, Söhne & Co ' || n from generate_series(1, ${entries}) n returning id, name
      ), deal as (
        insert into deals (workspace_id, name, account_id, owner_id, pipeline_id, stage_id, status, loss_kind, competitor, closed_at)
        select $1, 'Website for ' || account.name, account.id, $2, stage.pipeline_id, stage.id, 'lost', 'competitor',
          'Bellstride', date_trunc('milliseconds', now()) - interval '30 days'
        from account, stage returning id, closed_at
      ), debrief as (
        insert into debriefs (workspace_id, id, deal_id, closed_at, outcome, state, started_at, recorded_at)
        select $1, gen_random_uuid(), id, closed_at, 'lost', 'recorded', closed_at, closed_at from deal returning id
      ), said as (
        insert into debrief_reasons (workspace_id, debrief_id, reason_id, position)
        select $1, debrief.id, reason.id, reason.position from debrief,
          (select id, row_number() over (order by name) as position from reasons where workspace_id = $1 limit 2) reason
      )
      insert into check_ups (workspace_id, id, deal_id, due_on, basis, note, created_at)
      select $1, gen_random_uuid(), id, current_date + (row_number() over () % 1000)::int, 'usual-term',
        repeat('They asked for a monthly plan; call Mrs. Schröder first. ', 3), now() from deal`,
      [workspace, memberId],
    );
    await pool.query("analyze");
    const read = async () => {
      const began = performance.now();
      const { rowCount } = await pool.query(
        `select c.id, c.due_on, c.note, d.id, d.name, a.name, d.competitor, d.loss_kind, d.closed_at
        from check_ups c
        join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
        join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
        where c.workspace_id = $1 and d.owner_id = $2 order by c.due_on, c.id`,
        [workspace, memberId],
      );
      if (rowCount !== entries) throw new Error("The rows are not there.");
      return performance.now() - began;
    };
    return await repeat(read);
  } finally {
    await installation.close();
  }
}
