import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Duplex, type Readable, type Writable } from "node:stream";
import { z } from "zod";

/** A browser that is spoken to over a pipe that only we hold: no port that somebody else could find. */
export type OpenChromium = {
  /** Asks the browser, or one of its pages, to do something. */
  ask: (method: string, params?: object, page?: string) => Promise<Answer>;
  /** Told whatever happens in a page. */
  onEvent: (listen: (event: { method: string; params: unknown }) => void) => void;
  close: () => Promise<void>;
};

type Answer = z.infer<typeof answer>;
const answer = z.record(z.string(), z.unknown());
const message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: answer.optional(),
  error: z.object({ message: z.string() }).optional(),
});

const flags = [
  "--headless",
  "--remote-debugging-pipe",
  // It is never to ask anybody for anything: all that it asks for is handed to it, and no name leads anywhere.
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--force-color-profile=srgb",
  "--hide-scrollbars",
  "--metrics-recording-only",
  "--mute-audio",
  "--no-default-browser-check",
  "--no-first-run",
  "--password-store=basic",
  "--use-mock-keychain",
];

/** What of our surroundings the browser needs; our settings hold passwords, and they are none of its business. */
const surroundings = ["PATH", "LANG", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "WINDIR", "PROGRAMFILES", "PROGRAMDATA"];

const profileName = "comeback-print-";
/** No page takes nearly as long to print. */
const leftBehindMs = 60 * 60_000;

/** A server that was killed took its browser along, but not the profile. */
async function removeLeftBehind(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(profileName));
  for (const name of names) {
    const path = join(tmpdir(), name);
    try {
      if (Date.now() - (await stat(path)).mtimeMs > leftBehindMs) await rm(path, { recursive: true, force: true });
    } catch {
      // It is somebody else's, or has gone by now.
    }
  }
}

/** Starts a browser with a profile of its own, which goes with it. */
export async function openChromium(program: string): Promise<OpenChromium> {
  await removeLeftBehind().catch(() => {});
  const profile = await mkdtemp(join(tmpdir(), profileName));
  const hasGroups = process.platform !== "win32";
  const child = spawn(
    program,
    // A root has no rights to give away, and the browser would not start.
    [...flags, `--user-data-dir=${profile}`, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
      // A group of its own, so that all of its programs can be ended by its number.
      detached: hasGroups,
      env: { ...Object.fromEntries(surroundings.map((name) => [name, process.env[name]])), HOME: profile },
    },
  );
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const end = async () => {
    endAll(child, hasGroups);
    await ended;
    // What it wrote last may still be on its way to the disk.
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  const [, , , write, read] = child.stdio;
  if (!isWritable(write) || !isReadable(read)) {
    await end();
    throw new Error("The browser has no line to speak over.");
  }
  return { ...speak(write, read, ended), close: end };
}

const isWritable = (stream: unknown): stream is Writable => stream instanceof Duplex;
const isReadable = (stream: unknown): stream is Readable => stream instanceof Duplex;

function endAll(child: ChildProcess, hasGroups: boolean): void {
  if (child.pid === undefined) return;
  try {
    if (hasGroups) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

type Waiting = { resolve: (told: Answer) => void; reject: (error: Error) => void };

/** Messages are JSON with a zero byte after each. */
function speak(write: Writable, read: Readable, ended: Promise<void>): Pick<OpenChromium, "ask" | "onEvent"> {
  const waiting = new Map<number, Waiting>();
  const listeners: ((event: { method: string; params: unknown }) => void)[] = [];
  let pieces: Buffer[] = [];
  let last = 0;
  let isOver = false;

  const over = () => {
    isOver = true;
    for (const { reject } of waiting.values()) reject(new Error("The browser has ended."));
    waiting.clear();
  };

  const hear = (text: string) => {
    const { id, method, params, result, error } = message.parse(JSON.parse(text));
    if (id === undefined) {
      if (method !== undefined) for (const listen of listeners) listen({ method, params });
      return;
    }
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(new Error(`The browser refused: ${error.message}`));
    else asked?.resolve(result ?? {});
  };

  read.on("data", (piece: Buffer) => {
    let rest = piece;
    for (let zero = rest.indexOf(0); zero !== -1; zero = rest.indexOf(0)) {
      try {
        hear(Buffer.concat([...pieces, rest.subarray(0, zero)]).toString("utf8"));
      } catch {
        // It speaks another language than we know: nothing that it says later can be relied on.
        over();
      }
      pieces = [];
      rest = rest.subarray(zero + 1);
    }
    if (rest.length > 0) pieces.push(rest);
  });
  read.on("error", over);
  write.on("error", over);
  void ended.then(over);

  return {
    ask: (method, params = {}, page) =>
      new Promise((resolve, reject) => {
        if (isOver) return reject(new Error("The browser has ended."));
        last += 1;
        waiting.set(last, { resolve, reject });
        write.write(`${JSON.stringify({ id: last, method, params, ...(page ? { sessionId: page } : {}) })}\0`);
      }),
    onEvent: (listen) => void listeners.push(listen),
  };
}
