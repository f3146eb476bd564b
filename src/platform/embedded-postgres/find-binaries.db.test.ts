import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isRoot, libraryLinks, nobody, query, removeLibraryLinks, stageInstallation } from "./test-stage.ts";

let stage: ReturnType<typeof stageInstallation>;
beforeEach(() => {
  stage = stageInstallation("a copy");
});
afterEach(() => stage.remove());

async function worksIn(dataFolder: string, user = {}) {
  const program = stage.run(dataFolder, { user });
  const { connection, refused } = await program.started();
  expect(refused).toBeUndefined();
  expect(await query(connection, "select 1 as one")).toEqual([{ one: 1 }]);
  await program.stop();
}

test("an install without scripts gets its library links at the first start", async () => {
  removeLibraryLinks(stage.native);
  await worksIn(stage.newDataFolder());
  for (const { target } of libraryLinks(stage.native)) {
    const link = join(stage.packageFolder, target);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readlinkSync(link)).not.toContain("/");
    expect(existsSync(link)).toBe(true);
  }
});

test("a read-only install without its links is copied into the data folder, once", async () => {
  removeLibraryLinks(stage.native);
  chmodSync(join(stage.native, "lib"), 0o555);
  const dataFolder = stage.newDataFolder();
  await worksIn(dataFolder, nobody);
  const copy = join(dataFolder, "binaries-18.4.0-beta.17");
  const made = statSync(copy).ctimeMs;
  await worksIn(dataFolder, nobody);
  expect(statSync(copy).ctimeMs).toBe(made);
  expect(existsSync(join(stage.native, "lib", "libpq.so.5"))).toBe(false);
  chmodSync(join(stage.native, "lib"), 0o755);
});

test.runIf(isRoot)("an install in a private home is copied to where the server's user can reach it", async () => {
  chmodSync(join(stage.home, "node_modules"), 0o700);
  const dataFolder = stage.newDataFolder();
  await worksIn(dataFolder);
  expect(statSync(join(dataFolder, "binaries-18.4.0-beta.17", "native", "bin", "postgres")).uid).toBe(
    statSync(join(dataFolder, "pg18")).uid,
  );
});

test.runIf(isRoot)("a system without a user postgres runs the server as nobody", async ({ skip }) => {
  skip(spawnSync("unshare", ["-m", "true"]).status !== 0, "no list of users of our own can be had here");
  const users = join(stage.home, "passwd");
  writeFileSync(users, readFileSync("/etc/passwd", "utf8").replace(/^postgres:.*\n/m, ""));
  const dataFolder = stage.newDataFolder();
  const inItsOwnView = 'mount --bind "$1" /etc/passwd && exec "$2" "$3" "$4"';
  const words = [users, process.execPath, join(stage.home, "program.mjs"), dataFolder];
  const child = spawn("unshare", ["-m", "sh", "-c", inItsOwnView, "sh", ...words], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  for await (const chunk of child.stdout) if (String(chunk).includes('"ready"')) break;
  expect(statSync(join(dataFolder, "pg18")).uid).toBe(65534);
  child.kill("SIGKILL");
});

describe("where the binaries cannot run, one line says to set DATABASE_URL", () => {
  async function refusal(user = {}) {
    const { refused } = await stage.run(stage.newDataFolder(), { user }).started();
    return refused;
  }

  /** Rewrites a name inside the program file, as long as it was. */
  function rename(from: string, to: string) {
    expect(to.length).toBe(from.length);
    const path = join(stage.native, "bin", "initdb");
    const bytes = Buffer.from(readFileSync(path, "latin1").replaceAll(from, to), "latin1");
    rmSync(path);
    writeFileSync(path, bytes, { mode: 0o755 });
  }

  // A binary made for another C library is one whose loader is not on this system.
  test("with musl instead of glibc", async () => {
    rename("/ld-linux-", "/ld-other-");
    expect(await refusal()).toBe(
      "EmbeddedPostgresError: The PostgreSQL that comes with Comeback needs glibc, which this system (Alpine or another with musl) has not: " +
        "set DATABASE_URL to a PostgreSQL server (15 or later).",
    );
  });

  // A glibc too old is one that lacks a version the binary asks for.
  test("with an old glibc", async () => {
    rename("GLIBC_2.", "GLIBC_9.");
    expect(await refusal()).toBe(
      "EmbeddedPostgresError: The PostgreSQL that comes with Comeback needs glibc 2.27 or later, and this system's is older: " +
        "set DATABASE_URL to a PostgreSQL server (15 or later).",
    );
  });

  test("with a system library missing", async () => {
    rmSync(join(stage.native, "lib", "libicuuc.so.60.2"));
    expect(await refusal()).toMatch(/does not run on this system \(.*libicuuc.so.60.*\): set DATABASE_URL/);
  });

  test("with no binaries installed", async () => {
    renameSync(stage.packageFolder, `${stage.packageFolder}-away`);
    expect(await refusal()).toMatch(
      /No PostgreSQL for linux-\w+ is installed, .*: run npm install without --omit=optional, or set DATABASE_URL/,
    );
  });

  test.runIf(isRoot)("for a user without a name", async () => {
    expect(await refusal({ uid: 54321, gid: 54321 })).toBe(
      "EmbeddedPostgresError: PostgreSQL refuses to run under user id 54321, which has no name on this system: " +
        "add it to /etc/passwd, run as a user that has one, or set DATABASE_URL to a PostgreSQL server (15 or later).",
    );
  });
});
