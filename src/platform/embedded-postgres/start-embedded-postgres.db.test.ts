import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startEmbeddedPostgres, startThrowAwayPostgres } from "./start-embedded-postgres.ts";
import { isAlive, query, serverPid, stageInstallation, until } from "./test-stage.ts";

let stage: ReturnType<typeof stageInstallation>;
const bystanders: ChildProcess[] = [];

beforeAll(() => {
  stage = stageInstallation();
});
afterEach(() => {
  for (const bystander of bystanders.splice(0)) bystander.kill("SIGKILL");
});
afterAll(() => stage.remove());

/** A program of the server's own user, which PostgreSQL therefore could take for a server. */
function startBystander(dataFolder: string): ChildProcess {
  const { uid, gid } = statSync(join(dataFolder, "pg18"));
  const bystander = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
    uid,
    gid,
    cwd: "/",
    stdio: "ignore",
  });
  bystanders.push(bystander);
  return bystander;
}

/** What a power cut leaves, when after the restart another process got the server's number. */
function nameInLockFiles(dataFolder: string, pid: number) {
  for (const file of ["pg18/postmaster.pid", "run/.s.PGSQL.5432.lock"]) {
    const path = join(dataFolder, file);
    writeFileSync(path, readFileSync(path, "utf8").replace(/^\d+/, String(pid)));
  }
}

async function leaveCrashed(dataFolder: string) {
  const program = stage.run(dataFolder);
  const { connection } = await program.started();
  await query(connection, "create table kept (note text)");
  await query(connection, "insert into kept values ('acknowledged')");
  process.kill(serverPid(dataFolder), "SIGKILL");
  await program.kill();
}

describe("one program", () => {
  test("finds an empty database at the first start and its rows at the second", async () => {
    const dataFolder = stage.newDataFolder();
    const first = await startEmbeddedPostgres({ dataFolder });
    await query(first.connection, "create table kept as select 'a row' as note");
    await first.stop();
    const second = await startEmbeddedPostgres({ dataFolder });
    expect(await query(second.connection, "select note from kept")).toEqual([{ note: "a row" }]);
    expect([first.adopted, second.adopted]).toEqual([false, false]);
    await second.stop();
    expect(readdirSync(dataFolder).sort()).toEqual(["pg18", "postgres.log", "run"]);
  });

  test("gets a server that loses nothing, listens to nobody else and sorts the same on every system", async () => {
    const dataFolder = await stage.usedDataFolder();
    const { connection, stop } = await startEmbeddedPostgres({ dataFolder });
    const settings = await query(
      connection,
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes',
         'data_checksums', 'listen_addresses', 'dynamic_shared_memory_type', 'server_encoding', 'TimeZone')`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: "on",
      synchronous_commit: "on",
      full_page_writes: "on",
      data_checksums: "on",
      listen_addresses: "",
      dynamic_shared_memory_type: "mmap",
      server_encoding: "UTF8",
      TimeZone: "UTC",
    });
    expect(
      await query(
        connection,
        "select datlocprovider, to_jsonb(d) ->> 'datlocale' as datlocale from pg_database d where datname = current_database()",
      ),
    ).toEqual([{ datlocprovider: "b", datlocale: "C.UTF-8" }]);
    expect(await query(connection, "select rolsuper, rolcreatedb from pg_roles where rolname = current_user")).toEqual([
      { rolsuper: false, rolcreatedb: true },
    ]);
    expect(statSync(dirname(join(connection.host, "socket"))).mode & 0o777).toBe(0o700);
    await stop();
  });

  test("that is killed takes its server with it within a second", async () => {
    const dataFolder = await stage.usedDataFolder();
    const program = stage.run(dataFolder);
    await program.started();
    const pid = serverPid(dataFolder);
    await program.kill();
    await until(() => !isAlive(pid), 1_000);
    await until(() => readdirSync(join(dataFolder, "run")).length === 0, 1_000);
  });

  test("may stop twice, and stop while its server is gone", async () => {
    const dataFolder = await stage.usedDataFolder();
    const postgres = await startEmbeddedPostgres({ dataFolder });
    process.kill(serverPid(dataFolder), "SIGKILL");
    await Promise.all([postgres.stop(), postgres.stop()]);
    await postgres.stop();
  });

  test("whose server is killed has it back by itself, on the same connection", async () => {
    const dataFolder = await stage.usedDataFolder();
    const said: string[] = [];
    const { connection, stop } = await startEmbeddedPostgres({ dataFolder, log: (line) => said.push(line) });
    await query(connection, "create table kept as select 1 as one");
    process.kill(serverPid(dataFolder), "SIGKILL");
    await until(() => said.some((line) => line.includes("started again")), 10_000);
    expect(await query(connection, "select one from kept")).toEqual([{ one: 1 }]);
    const pid = serverPid(dataFolder);
    await stop();
    await until(() => !isAlive(pid), 1_000);
  });

  test("is told why when its server cannot start", async () => {
    const dataFolder = await stage.usedDataFolder();
    writeFileSync(join(dataFolder, "pg18", "postgresql.conf"), "shared_buffers = plenty\n");
    await expect(startEmbeddedPostgres({ dataFolder })).rejects.toThrow(
      /could not start on the data folder .*\(.*(shared_buffers|configuration).*\): correct that and start again; its log is .*postgres\.log\.$/,
    );
  });
});

describe("several programs on one folder", () => {
  test("share one server, which stops with the last of them, however each ends", async () => {
    const dataFolder = await stage.usedDataFolder();
    const [first, second, third] = [stage.run(dataFolder), stage.run(dataFolder), stage.run(dataFolder)];
    const started = await Promise.all([first.started(), second.started(), third.started()]);
    expect(started.map(({ adopted }) => adopted).sort()).toEqual([false, true, true]);
    const starter = [first, second, third].find((_, index) => !started[index]?.adopted) ?? first;
    const [other, last] = [first, second, third].filter((program) => program !== starter);
    const pid = serverPid(dataFolder);

    await starter.kill();
    expect(await query(started[0]?.connection, "select 1 as one")).toEqual([{ one: 1 }]);
    await other?.stop();
    expect(other?.messages).toContainEqual({ stopped: true });
    expect(await query(started[0]?.connection, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(serverPid(dataFolder)).toBe(pid);
    await last?.kill();
    await until(() => !isAlive(pid), 1_000);
  });

  test("two first starts at once make one database", async () => {
    const dataFolder = stage.newDataFolder();
    const programs = [stage.run(dataFolder), stage.run(dataFolder)];
    const started = await Promise.all(programs.map((program) => program.started()));
    expect(started.map(({ refused }) => refused)).toEqual([undefined, undefined]);
    await query(started[0]?.connection, "create table shared as select 7 as seven");
    expect(await query(started[1]?.connection, "select seven from shared")).toEqual([{ seven: 7 }]);
    expect(readdirSync(dataFolder).filter((name) => name.startsWith("pg18"))).toEqual(["pg18"]);
    await Promise.all(programs.map((program) => program.stop()));
  });

  test("a program that comes while the server is stopping gets one that runs", async () => {
    const dataFolder = await stage.usedDataFolder();
    for (let round = 0; round < 10; round += 1) {
      const leaving = await startEmbeddedPostgres({ dataFolder });
      const [, coming] = await Promise.all([leaving.stop(), startEmbeddedPostgres({ dataFolder })]);
      expect(await query(coming.connection, "select 1 as one")).toEqual([{ one: 1 }]);
      await coming.stop();
    }
  });

  test("one that finds a server nobody watches is told who holds the folder", async () => {
    const dataFolder = await stage.usedDataFolder();
    const program = stage.run(dataFolder);
    await program.started();
    const pid = serverPid(dataFolder);
    killWatchdogOf(pid);
    await program.kill();
    await expect(startEmbeddedPostgres({ dataFolder })).rejects.toThrow(
      `The data folder ${dataFolder} is held by process ${pid}, a PostgreSQL server that does not let this program in: ` +
        `stop the program that started it, or it with kill -INT ${pid}, and start again`,
    );
    expect(isAlive(pid)).toBe(true);
    process.kill(pid, "SIGINT");
    await until(() => !isAlive(pid));
    await (await startEmbeddedPostgres({ dataFolder })).stop();
  });
});

describe("after server and program were killed", () => {
  test("a start recovers every acknowledged row", async () => {
    const dataFolder = await stage.usedDataFolder();
    await leaveCrashed(dataFolder);
    const { connection, adopted, stop } = await startEmbeddedPostgres({ dataFolder });
    expect(adopted).toBe(false);
    expect(await query(connection, "select note from kept")).toEqual([{ note: "acknowledged" }]);
    expect(readdirSync(join(dataFolder, "run")).filter((name) => name.startsWith("users."))).toHaveLength(1);
    await stop();
  });

  test("a start succeeds though another program now has the server's number, and leaves that program alone", async () => {
    const dataFolder = await stage.usedDataFolder();
    await leaveCrashed(dataFolder);
    const bystander = startBystander(dataFolder);
    nameInLockFiles(dataFolder, bystander.pid ?? 0);
    const { connection, stop } = await startEmbeddedPostgres({ dataFolder });
    expect(await query(connection, "select note from kept")).toEqual([{ note: "acknowledged" }]);
    await stop();
    expect(bystander.exitCode ?? bystander.signalCode).toBe(null);
  });

  test("a start succeeds though a thread of another program now has the server's number", async () => {
    const dataFolder = await stage.usedDataFolder();
    await leaveCrashed(dataFolder);
    const pid = startBystander(dataFolder).pid;
    const thread = await until(() => readdirSync(`/proc/${pid}/task`).find((id) => Number(id) !== pid));
    nameInLockFiles(dataFolder, Number(thread));
    const { connection, stop } = await startEmbeddedPostgres({ dataFolder });
    expect(await query(connection, "select note from kept")).toEqual([{ note: "acknowledged" }]);
    await stop();
  });
});

describe("after the server was killed while one of its processes lives on", () => {
  test("no second server writes to the files, whatever postmaster.pid names; when it has gone, one may", async () => {
    const dataFolder = await stage.usedDataFolder();
    const program = stage.run(dataFolder);
    const client = new pg.Client((await program.started()).connection);
    client.on("error", () => {});
    await client.connect();
    const orphan = Number((await client.query("select pg_backend_pid() as pid")).rows[0].pid);
    process.kill(orphan, "SIGSTOP");
    process.kill(serverPid(dataFolder), "SIGKILL");
    await program.kill();
    nameInLockFiles(dataFolder, startBystander(dataFolder).pid ?? 0);
    try {
      await expect(startEmbeddedPostgres({ dataFolder })).rejects.toThrow(/pre-existing shared memory block/);
    } finally {
      process.kill(orphan, "SIGCONT");
    }
    await (await startEmbeddedPostgres({ dataFolder })).stop();
  });
});

describe("a throw-away server", () => {
  test("is gone with its folder when it is stopped", async () => {
    const { connection, stop } = await startThrowAwayPostgres();
    expect(await query(connection, "select current_database() as name")).toEqual([{ name: "comeback" }]);
    const folder = dirname(connection.host);
    expect(existsSync(join(folder, "pg18"))).toBe(true);
    await stop();
    expect(existsSync(folder)).toBe(false);
  });

  test("is gone with its folder when its program is killed", async () => {
    const program = stage.run("");
    const { connection } = await program.started();
    const folder = dirname(connection?.host ?? "");
    expect(existsSync(join(folder, "pg18"))).toBe(true);
    await program.kill();
    await until(() => !existsSync(folder), 1_000);
  });
});

/** The watchdog is the server's parent and that one's other child; a system short of memory may kill both. */
function killWatchdogOf(pid: number) {
  const parentOf = (id: string | number) =>
    Number(readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1]?.split(" ")[1]);
  const watchdog = parentOf(pid);
  const family = readdirSync("/proc").filter((id) => {
    try {
      return /^\d+$/.test(id) && (Number(id) === watchdog || parentOf(id) === watchdog) && Number(id) !== pid;
    } catch {
      return false; // ended while we looked
    }
  });
  for (const id of family) process.kill(Number(id), "SIGKILL");
}
