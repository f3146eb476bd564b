import { closeSync, constants, openSync, readdirSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { DataFolder } from "./data-folder.ts";
import { codeOf } from "./embedded-postgres-error.ts";
import type { Binaries } from "./find-binaries.ts";
import { type Claim, type StartingPoint, spawnWatchdog, type Watchdog, type WatchdogKind } from "./watchdog.ts";

/**
 * Starts the server and stops it when nobody uses it any more. Every program that uses the server holds a pipe open for
 * writing (`users.<pid of the server>`); the system closes it when a program ends, however it ends, and the reader then
 * learns that it was the last. Until the starting program holds that pipe too, its end is seen on standard input.
 *
 * $1: where the pipe lives. $2: a folder to delete afterwards, or nothing. The rest: the server's command.
 */
const script = `
exec 5<&0 </dev/null
run=$1 doomed=$2
shift 2
"$@" >&2 5<&- &
server=$!
trap '' HUP INT TERM
users=$run/users.$server
rm -f "$users"
mkfifo -m 600 "$users" || { kill -INT $server; exit 1; }
exec 3<>"$users" 4<"$users" 3>&-
(
  while read -r _; do :; done <&5
  while :; do
    while read -r _; do :; done <&4
    mv "$users" "$users.closing"
    # Nobody can come in now; who came in just before has written a line, and keeps the server.
    read -r _ <&4 || break
    mv "$users.closing" "$users"
  done
  exec 4<&- 5<&-
  kill -INT $server
  for signal in QUIT KILL; do
    for second in 1 2 3 4 5 6 7 8; do sleep 1; done
    kill -$signal $server
  done
) >/dev/null &
guard=$!
echo $server
exec >&2 4<&- 5<&-
wait $server
kill -KILL $guard
rm -f "$users" "$users.closing"
[ -z "$doomed" ] || rm -rf "$doomed"
`;

function startWatchdog(folder: DataFolder, binaries: Binaries, start: StartingPoint): Watchdog {
  const doomed = start.throwAway ? folder.path : "";
  const words = [folder.run, doomed, ...serverCommand(folder, binaries, start)];
  return spawnWatchdog(folder, start, "/bin/sh", ["-c", script, "comeback-watchdog", ...words]);
}

function serverCommand(
  { cluster, socketFolder }: DataFolder,
  { postgres }: Binaries,
  { throwAway }: StartingPoint,
): string[] {
  const settings = [
    "listen_addresses=",
    "port=5432",
    `unix_socket_directories="${socketFolder.replaceAll('"', '""')}"`,
    "unix_socket_permissions=0700",
    // Containers often give /dev/shm too little room.
    "dynamic_shared_memory_type=mmap",
  ];
  if (throwAway) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  return [postgres, "-D", cluster, ...settings.flatMap((setting) => ["-c", setting])];
}

async function claimServer({ run }: DataFolder, pid: number): Promise<Claim | undefined> {
  const path = join(run, `users.${pid}`);
  const pipe = openForWriting(path);
  if (pipe === undefined) return undefined;
  let released = false;
  return {
    isGood: () => !released && hasReader(path),
    othersRemain: () => hasWriters(path),
    async release() {
      // A number that was closed may by now be somebody else's file.
      if (!released) closeSync(pipe);
      released = true;
    },
  };
}

function removeDeadClaims({ run }: DataFolder) {
  for (const name of readdirSync(run)) {
    const path = join(run, name);
    if (name.startsWith("users.") && !hasReader(path)) rmSync(path, { force: true });
  }
}

/** Comes in with the line by which the watchdog knows of us even if it was just about to leave. */
function openForWriting(path: string): number | undefined {
  let pipe: number | undefined;
  try {
    pipe = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    writeSync(pipe, "\n");
    return pipe;
  } catch (error) {
    // Full of lines not read yet: ours is not needed.
    if (codeOf(error) === "EAGAIN") return pipe;
    if (pipe !== undefined) closeSync(pipe);
    if (["ENOENT", "ENXIO", "EPIPE"].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** A pipe nobody writes to reads as ended; one that somebody holds open says "try again". */
function hasWriters(path: string): boolean {
  let pipe: number | undefined;
  let sawLine = false;
  try {
    pipe = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    while (readSync(pipe, Buffer.alloc(64)) > 0) sawLine = true;
    return false;
  } catch (error) {
    if (codeOf(error) !== "EAGAIN") return false;
    // The line was meant for the watchdog.
    if (sawLine) hasReader(path);
    return true;
  } finally {
    if (pipe !== undefined) closeSync(pipe);
  }
}

function hasReader(path: string): boolean {
  const pipe = openForWriting(path);
  if (pipe !== undefined) closeSync(pipe);
  return pipe !== undefined;
}

export const shellWatchdog: WatchdogKind = { startWatchdog, claimServer, removeDeadClaims };
