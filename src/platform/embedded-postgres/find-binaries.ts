import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import type { DataFolder } from "./data-folder.ts";
import { codeOf, EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { canReach, giveTo } from "./server-user.ts";

export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

/** The binaries in node_modules; a copy in the data folder where those lack their links and cannot get them, or where the server's user cannot reach them. */
export function findBinaries(folder: DataFolder, packageFolder = findPackage()): Binaries {
  const native = join(packageFolder, "native");
  const usable = linkLibraries(native) && canReach(folder.user, [binariesIn(native).postgres, join(native, "lib")]);
  return binariesIn(usable ? native : copyIntoDataFolder(folder, packageFolder));
}

/** Why a binary did not run, where the reason is the system it should run on; undefined where it runs. */
export function whyBinaryFails(binary: string): EmbeddedPostgresError | undefined {
  const { error, status, stderr } = spawnSync(binary, ["--version"], { encoding: "utf8" });
  const elsewhere = "set DATABASE_URL to a PostgreSQL server (15 or later).";
  if (status === 0) return undefined;
  // The file is there, so what is missing is the loader it names: this system has another C library.
  if (codeOf(error) === "ENOENT" && existsSync(binary)) {
    return new EmbeddedPostgresError(
      `The PostgreSQL that comes with Comeback needs glibc, which this system (Alpine or another with musl) has not: ${elsewhere}`,
    );
  }
  if (/GLIBC_[\d.]+' not found/.test(stderr)) {
    return new EmbeddedPostgresError(
      `The PostgreSQL that comes with Comeback needs glibc 2.27 or later, and this system's is older: ${elsewhere}`,
    );
  }
  return new EmbeddedPostgresError(
    `The PostgreSQL that comes with Comeback does not run on this system (${stderr.trim() || error?.message || `exit ${status}`}): ${elsewhere}`,
  );
}

function findPackage(): string {
  const name = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)));
  } catch (error) {
    throw new EmbeddedPostgresError(
      `No PostgreSQL for ${name} is installed, so Comeback has no database of its own here: ` +
        "run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL server (15 or later).",
      { cause: error },
    );
  }
}

function binariesIn(native: string): Binaries {
  const path = (name: string) => join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return { initdb: path("initdb"), postgres: path("postgres"), pgCtl: path("pg_ctl") };
}

/** A package cannot carry links; its own install script makes them, unless scripts were turned off. False where we may not. */
function linkLibraries(native: string): boolean {
  const list = join(native, "pg-symlinks.json");
  const links: { source: string; target: string }[] = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    try {
      if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") return false;
    }
  }
  return true;
}

function copyIntoDataFolder(folder: DataFolder, packageFolder: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const copy = join(folder.path, `binaries-${version}`);
  const native = join(copy, "native");
  if (existsSync(copy)) return native;
  const unfinished = mkdtempSync(`${copy}.new-`);
  cpSync(join(packageFolder, "native"), join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
  // A copy takes over the mode of what it copies, read-only as that may be.
  chmodSync(join(unfinished, "native", "lib"), 0o755);
  linkLibraries(join(unfinished, "native"));
  giveTo(folder.user, unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    // Another start was quicker; its copy is as good as ours.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return native;
}
