import { Kysely, PostgresDialect, sql } from "kysely";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Tables } from "../../../../../database/tables.ts";
import type { Tx } from "../../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";

/** The one transaction of an import, and how rows are poured into its staging table. */
export type Staging = {
  tx: Tx;
  workspace: WorkspaceId;
  /** For asking the server to stop what this transaction is doing. */
  serverProcess: number;
  pour: (columns: string) => Pouring;
};

export type Pouring = {
  write: (rows: Buffer) => Promise<void>;
  end: () => Promise<number>;
  /** Ends it because of a failure on our side: a server that waits for more rows would wait for ever. */
  giveUp: (because: Error) => Promise<void>;
};

/** Everything of an import happens in here, or nothing does: a lost connection, a cancel and a crash undo it all. */
export async function inImportTransaction<Result>(
  pool: pg.Pool,
  workspace: WorkspaceId,
  work: (staging: Staging) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  // COPY speaks to the connection itself, so the transaction is given one that we hold as well.
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect: async () => client, end: async () => {} } }),
  });
  return db.transaction().execute(async (tx) => {
    // The limits that guard a page are not meant for a million rows; a cancel still stops it.
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
    await sql`set local work_mem = '64MB'`.execute(tx);
    // Compiling a statement that runs once costs more than it saves.
    await sql`set local jit = off`.execute(tx);
    // Good plans need the outline of what was loaded; the server looks closer by itself a minute later.
    await sql`set local default_statistics_target = 30`.execute(tx);
    // Two imports into one workspace come one after the other: each sees the other's rows whole.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`import into ${workspace}`}, 0))`.execute(tx);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    return work({
      tx,
      workspace,
      serverProcess: rows[0]?.pid ?? 0,
      pour: (columns) => pourInto(client, `copy staged (line, refusal, ${columns}) from stdin (format binary)`),
    });
  });
}

/** Asks the server to stop what an import's transaction is doing right now. */
export async function stopStatement(pool: pg.Pool, serverProcess: number): Promise<void> {
  await pool.query("select pg_cancel_backend($1)", [serverProcess]);
}

/** So many pieces are under way at most: the server always has the next one, and what we hold stays small. */
const piecesUnderWay = 3;

/**
 * A stream that was ended while the line was full goes on writing when it drains (pg-copy-streams 7.0.0), to a connection it
 * has let go of: outside of everything that could catch it.
 */
function writeOnlyWhileConnected(stream: object): void {
  const flushChunk: unknown = Reflect.get(stream, "flushChunk");
  if (typeof flushChunk !== "function") throw new Error("pg-copy-streams writes in another way than it did.");
  const value = (chunk: Buffer) =>
    Reflect.get(stream, "connection") ? Reflect.apply(flushChunk, stream, [chunk]) : true;
  Object.defineProperty(stream, "flushChunk", { value });
}

function pourInto(client: pg.PoolClient, statement: string): Pouring {
  const pouring = copyFrom(statement, { highWaterMark: 1024 * 1024 });
  writeOnlyWhileConnected(pouring);
  const stream = client.query(pouring);
  let failure: Error | undefined;
  stream.on("error", (error) => {
    failure = error;
  });
  const finished = new Promise<void>((resolve, reject) => {
    stream.on("finish", resolve);
    stream.on("error", reject);
  });
  // Whoever waits for the end hears of it; nobody else has to.
  finished.catch(() => {});
  const underWay: Promise<void>[] = [];
  return {
    write: async (rows) => {
      if (failure) throw failure;
      underWay.push(new Promise((taken) => stream.write(rows, () => taken())));
      if (underWay.length > piecesUnderWay) await Promise.race([underWay.shift(), finished]);
    },
    end: async () => {
      stream.end();
      await finished;
      return stream.rowCount;
    },
    giveUp: async (because) => {
      if (failure || stream.writableFinished) return;
      const closed = new Promise((resolve) => stream.once("close", resolve));
      stream.destroy(because);
      await closed;
    },
  };
}

/** The staging table of this transaction: which line a row stands on, why it is refused if it is, and what it says. */
export async function createStaged({ tx }: Staging, columns: string): Promise<void> {
  await sql`create temporary table staged (line integer not null, refusal text, ${sql.raw(columns)}) on commit drop`.execute(
    tx,
  );
  // Nobody looks for a row by these, and they are most of it.
  if (columns.includes("attributes jsonb"))
    await sql`alter table staged alter column attributes set statistics 0`.execute(tx);
}

export async function analyseStaged({ tx }: Staging): Promise<void> {
  await sql`analyze staged`.execute(tx);
}

/** Of rows with one id, the first counts; the others are refused, each naming the line of the first. */
export async function refuseRepeats({ tx }: Staging, heading: string, known: string): Promise<void> {
  const together = sql.raw(known);
  await sql`
    update staged s set refusal = json_build_object('column', ${heading}::text, 
      'value', case when s.source_key like 'id:%' then substr(s.source_key, 4) end,
      'reason', 'Line ' || r.first || ' is about the same one; only that row was taken.')::text
    from (
      select line, first from (
        select line, min(line) over (partition by ${together}) as first from staged where refusal is null
      ) counted where line <> first
    ) r
    where s.line = r.line`.execute(tx);
}

/** Rows that say exactly the same are told apart by their place among each other. */
export async function numberEquals({ tx }: Staging): Promise<void> {
  await sql`
    update staged s set source_key = s.source_key || '#' || r.place
    from (
      select line, row_number() over (partition by source_key order by line) as place
      from staged where refusal is null and source_key is not null
    ) r
    where s.line = r.line and r.place > 1`.execute(tx);
}

/** The refused rows, in the order of the file. */
export async function listStagedRefusals({ tx }: Staging, limit: number) {
  const { rows } = await sql<{ line: number; refusal: string }>`
    select line, refusal from staged where refusal is not null order by line limit ${limit}`.execute(tx);
  return rows;
}

export async function countStaged({ tx }: Staging): Promise<{ read: number; refused: number }> {
  const { rows } = await sql<{ read: number; refused: number }>`
    select count(*) as read, count(refusal) as refused from staged`.execute(tx);
  return rows[0] ?? { read: 0, refused: 0 };
}

/** What the deals of the file are, as far as they could be read. */
export async function countStagedDeals({ tx }: Staging): Promise<{ won: number; lost: number; open: number }> {
  const { rows } = await sql<{ won: number; lost: number; open: number }>`
    select count(*) filter (where status = 'won') as won, count(*) filter (where status = 'lost') as lost,
      count(*) filter (where status = 'open') as open
    from staged where refusal is null`.execute(tx);
  return rows[0] ?? { won: 0, lost: 0, open: 0 };
}

/** Which member each number of a file's people is. */
export async function stageMembers({ tx }: Staging, memberIds: readonly string[]): Promise<void> {
  await sql`
    create temporary table staged_members on commit drop as
    select (number - 1)::integer as number, id from unnest(${memberIds}::uuid[]) with ordinality named (id, number)`.execute(
    tx,
  );
}

export type StagePlace = {
  /** -1: where a deal goes that names no stage. */
  number: number;
  stageId: string | null;
  pipelineId: string;
  type: string;
  openId: string;
  wonId: string;
  lostId: string;
};

/** Which stage each number of a file's stages is, and where its pipeline's open, won and lost deals go. */
export async function stageStages({ tx }: Staging, places: readonly StagePlace[]): Promise<void> {
  await sql`
    create temporary table staged_stages on commit drop as
    select * from json_to_recordset(${JSON.stringify(places)}::json) as place (
      number integer, "stageId" uuid, "pipelineId" uuid, type text, "openId" uuid, "wonId" uuid, "lostId" uuid)`.execute(
    tx,
  );
}

/**
 * Finds the deal each row speaks of, by the CRM's id, else by a name only one deal has. Rows whose deal is not here are
 * refused: the deals come first. A row that names no deal has both texts empty.
 */
export async function findDealsOfRows({ tx, workspace }: Staging, heading: string): Promise<void> {
  await sql`
    create temporary table staged_deals on commit drop as
    select named.deal_ref, named.deal_name, d.id as deal_id, 0 as alike
    from (select distinct deal_ref, deal_name from staged where refusal is null and deal_ref || deal_name <> '') named
    left join deals d on d.workspace_id = ${workspace} and named.deal_ref <> '' and d.source_key = 'id:' || named.deal_ref`.execute(
    tx,
  );
  // What has no id of its CRM, our own export names by ours.
  await sql`
    update staged_deals s set deal_id = d.id from deals d
    where s.deal_id is null and d.workspace_id = ${workspace}
      and d.id = case when s.deal_ref ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then s.deal_ref::uuid end`.execute(
    tx,
  );
  await sql`
    update staged_deals s set deal_id = case when found.alike = 1 then found.id end, alike = found.alike
    from (
      select lower(d.name) as name, min(d.id::text)::uuid as id, count(*)::integer as alike
      from deals d
      where d.workspace_id = ${workspace} and lower(d.name) in (
        select lower(coalesce(nullif(deal_name, ''), deal_ref)) from staged_deals where deal_id is null)
      group by 1
    ) found
    where s.deal_id is null and found.name = lower(coalesce(nullif(s.deal_name, ''), s.deal_ref))`.execute(tx);
  await sql`
    update staged s set refusal = json_build_object('column', ${heading}::text,
      'value', coalesce(nullif(s.deal_ref, ''), s.deal_name),
      'reason', case when f.alike > 1 then f.alike || ' deals have this name; give the deal''s id.'
        else 'This deal is not here. Import the deals first.' end)::text
    from staged_deals f
    where s.refusal is null and f.deal_id is null and f.deal_ref = s.deal_ref and f.deal_name = s.deal_name`.execute(
    tx,
  );
}

const ours = (key: string) =>
  sql.raw(`length(s.${key}) = 39 and s.${key} ~ '^id:[0-9a-f-]{36}$' and s.refusal is null`);

/**
 * An export of ours names what has no id of its CRM by our own id: such a row is the one that is here, by whatever it was known
 * before. One that was made here is known by its id from now on.
 */
export async function matchOurIds(
  { tx, workspace }: Staging,
  table: "accounts" | "deals" | "contacts" | "activities" | "step_answers",
  key: "source_key" | "account_key" = "source_key",
): Promise<void> {
  const told = sql.ref(`s.${key}`);
  await sql`
    update ${sql.table(table)} d set source_key = ${told} from staged s
    where ${ours(key)} and d.workspace_id = ${workspace} and 'id:' || d.id = ${told} and d.source_key is null`.execute(
    tx,
  );
  await sql`
    update staged s set ${sql.id(key)} = d.source_key from ${sql.table(table)} d
    where ${ours(key)} and d.workspace_id = ${workspace} and 'id:' || d.id = ${told} and d.source_key <> ${told}`.execute(
    tx,
  );
}

/** Each member with a mark that changes whenever anything about them does. */
export async function listTeamMarks(tx: Tx, workspace: WorkspaceId): Promise<{ id: string; mark: string }[]> {
  const { rows } = await sql<{ id: string; mark: string }>`
    select id, md5(row(name, email, source_key, manager_id, role)::text) as mark from members
    where workspace_id = ${workspace}`.execute(tx);
  return rows;
}
