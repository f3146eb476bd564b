import { chmodSync, chownSync, mkdirSync, readdirSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EmbeddedPostgresError, startEmbeddedPostgres } from "./start-embedded-postgres.ts";
import { isRoot, nobody, query, stageInstallation, uidOf } from "./test-stage.ts";

let stage: ReturnType<typeof stageInstallation>;
beforeAll(() => {
  stage = stageInstallation();
});
afterAll(() => stage.remove());

test("a path with blanks, quotes, commas and letters of every kind is as good as any", async () => {
  const dataFolder = stage.newDataFolder(`Ann's "deals", größer 日本`);
  const { connection, stop } = await startEmbeddedPostgres({ dataFolder });
  expect(await query(connection, "select 1 as one")).toEqual([{ one: 1 }]);
  await stop();
});

test("a path too long for a socket gets a short private one, the same at every start", async () => {
  const dataFolder = join(stage.newDataFolder(), "a-long-name-".repeat(10));
  const first = await startEmbeddedPostgres({ dataFolder });
  expect(first.connection.host.length).toBeLessThan(80);
  expect(statSync(first.connection.host).mode & 0o777).toBe(0o700);
  expect(await query(first.connection, "select 1 as one")).toEqual([{ one: 1 }]);
  const program = stage.run(dataFolder);
  expect(await program.started()).toMatchObject({ adopted: true, connection: first.connection });
  await program.stop();
  await first.stop();

  const second = await startEmbeddedPostgres({ dataFolder });
  expect(second.connection).toEqual(first.connection);
  await second.stop();
  rmdirSync(second.connection.host);
});

test.runIf(isRoot)("a short socket folder that a stranger has made meanwhile is not used again", async () => {
  const dataFolder = await stage.usedDataFolder("a-long-name-".repeat(10));
  const first = await startEmbeddedPostgres({ dataFolder });
  await first.stop();
  chownSync(first.connection.host, 4321, 4321);
  const second = await startEmbeddedPostgres({ dataFolder });
  expect(second.connection.host).not.toBe(first.connection.host);
  await second.stop();
  for (const folder of [first.connection.host, second.connection.host]) rmdirSync(folder);
});

describe("refused in one sentence that says what to do", () => {
  test("a folder of another PostgreSQL", async () => {
    const dataFolder = stage.newDataFolder();
    mkdirSync(join(dataFolder, "pg17"), { recursive: true });
    const start = startEmbeddedPostgres({ dataFolder });
    await expect(start).rejects.toThrow(EmbeddedPostgresError);
    await expect(start).rejects.toThrow(
      `The data folder ${dataFolder} was written by PostgreSQL 17, which this Comeback with its PostgreSQL 18 cannot read: ` +
        `run the Comeback it came from, or start a PostgreSQL 17 on ${dataFolder}/pg17 and set DATABASE_URL to it, ` +
        "or set COMEBACK_DATA to another folder to begin anew.",
    );
  });

  test("a file where the folder should be", async () => {
    const dataFolder = stage.newDataFolder();
    writeFileSync(dataFolder, "");
    await expect(startEmbeddedPostgres({ dataFolder })).rejects.toThrow(
      /^The data folder .* cannot be used \((EEXIST|ENOTDIR)\), so there is nowhere to keep the database: .*COMEBACK_DATA/,
    );
  });

  test("a folder this user may not write to", async () => {
    const dataFolder = stage.newDataFolder();
    mkdirSync(dataFolder);
    chmodSync(dataFolder, 0o555);
    const program = stage.run(dataFolder, { user: nobody });
    expect((await program.started()).refused).toBe(
      `EmbeddedPostgresError: The data folder ${dataFolder} cannot be used (EACCES), so there is nowhere to keep the database: ` +
        "make it a folder this user can write to, or set COMEBACK_DATA to another one.",
    );
  });
});

describe.runIf(isRoot)("root", () => {
  test("drops to the user postgres, who owns what it makes", async () => {
    const dataFolder = await stage.usedDataFolder();
    const expected = uidOf("postgres") ?? uidOf("nobody");
    const owners = [dataFolder, join(dataFolder, "pg18"), join(dataFolder, "run"), join(dataFolder, "postgres.log")];
    expect(owners.map((path) => statSync(path).uid)).toEqual([expected, expected, expected, expected]);
  });

  test("drops to the owner of the data folder, who can go on without root", async () => {
    const dataFolder = stage.newDataFolder();
    mkdirSync(dataFolder);
    chownSync(dataFolder, 65534, 65534);
    const asRoot = await startEmbeddedPostgres({ dataFolder });
    expect(statSync(join(dataFolder, "pg18")).uid).toBe(65534);
    await query(asRoot.connection, "create table kept as select 1 as one");
    await asRoot.stop();

    const program = stage.run(dataFolder, { user: nobody });
    const { connection } = await program.started();
    expect(await query(connection, "select one from kept")).toEqual([{ one: 1 }]);
    const adopting = await startEmbeddedPostgres({ dataFolder });
    expect(adopting.adopted).toBe(true);
    await program.stop();
    expect(await query(adopting.connection, "select one from kept")).toEqual([{ one: 1 }]);
    await adopting.stop();
  });

  test("uses a folder of its own that is open to others, and leaves what else is in it", async () => {
    const dataFolder = stage.newDataFolder();
    mkdirSync(dataFolder);
    writeFileSync(join(dataFolder, "notes.txt"), "mine");
    await (await startEmbeddedPostgres({ dataFolder })).stop();
    expect(statSync(dataFolder).uid).toBe(0);
    expect(statSync(join(dataFolder, "notes.txt")).uid).toBe(0);
    await (await startEmbeddedPostgres({ dataFolder })).stop();
    expect(readdirSync(dataFolder).sort()).toEqual(["notes.txt", "pg18", "postgres.log", "run"]);
  });

  test("is told when the server's user cannot reach the folder", async () => {
    const dataFolder = stage.newDataFolder();
    chmodSync(dirname(dataFolder), 0o700);
    await expect(startEmbeddedPostgres({ dataFolder })).rejects.toThrow(
      /cannot be reached by user (postgres|nobody), as whom PostgreSQL runs because it refuses to run as root: set COMEBACK_DATA to a folder outside private homes/,
    );
  });

  test("is told when the owner of the data folder has no name on this system", async () => {
    const dataFolder = stage.newDataFolder();
    mkdirSync(dataFolder, { mode: 0o755 });
    chmodSync(dataFolder, 0o777);
    chownSync(dataFolder, 4321, 4321);
    await expect(startEmbeddedPostgres({ dataFolder })).rejects.toThrow(
      "PostgreSQL refuses to run under user id 4321, which has no name on this system: " +
        "add it to /etc/passwd, run as a user that has one, or set DATABASE_URL to a PostgreSQL server (15 or later).",
    );
    expect(readdirSync(dataFolder).filter((name) => name.startsWith("pg18"))).toEqual([]);
  });

  test("says to an ordinary user whose the database is", async () => {
    const dataFolder = await stage.usedDataFolder();
    chmodSync(dataFolder, 0o777);
    const program = stage.run(dataFolder, { user: nobody });
    expect((await program.started()).refused).toContain(`The database in ${dataFolder} belongs to user id`);
  });
});
