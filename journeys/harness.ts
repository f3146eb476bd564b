import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { findChromium } from "../tools/chromium.mjs";
import { askAxe } from "./ask-axe.ts";
import { installInto } from "./installation.ts";
import { type Tidying, tidyUpAfterUs } from "./tidy-up-after.ts";

const root = join(import.meta.dirname, "..");
const results = join(root, "test-results");

/** How quick it is, is measured elsewhere: here the machine may be busy. */
export const patienceMs = 60_000;

export type RunningComeback = {
  url: string;
  port: number;
  dataFolder: string;
  /** Everything the program has printed so far. */
  printed: () => string;
  /** Ends the program as an operator would, or at once as a power cut would. Its data stays. */
  end: (how?: "SIGTERM" | "SIGKILL") => Promise<void>;
  /** Ends the program and removes its data. */
  remove: () => Promise<void>;
};

export type Walk = { page: Page; url: string; comeback: RunningComeback };

/** By the folder that holds a program's data, and lives as long as they do: longer than one run of the program. */
const tidying = new Map<string, Tidying>();

type Start = { dataFolder?: string; port?: number; env?: Record<string, string> };

/**
 * Starts the built program as a person would, on a free port with a data folder of its own, in which it was started once
 * before nobody used it. Give a folder to start it there, be it empty or what another one left when it ended; and its
 * port where an open page is to find it again.
 */
export async function startComeback(options: Start = {}): Promise<RunningComeback> {
  if (!existsSync(join(root, "dist", "server.js"))) throw new Error("dist/server.js is not there: npm run build");
  if (options.dataFolder) return startOn({ ...options, dataFolder: options.dataFolder });
  const dataFolder = await newDataFolder();
  await installInto(dataFolder, async () => (await startOn({ dataFolder })).end());
  return startOn({ ...options, dataFolder });
}

async function startOn({ dataFolder, ...options }: Start & { dataFolder: string }): Promise<RunningComeback> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const above = join(dataFolder, "..");
  const tidy = tidying.get(above) ?? tidyUpAfterUs(above);
  tidying.set(above, tidy);
  const program = spawn(process.execPath, ["--enable-source-maps", join(root, "dist", "server.js")], {
    cwd: root,
    env: { ...surroundings(), PORT: String(port), HOST: "127.0.0.1", COMEBACK_DATA: dataFolder, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  tidy.runs(program.pid);
  let printed = "";
  for (const stream of [program.stdout, program.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });

  const end = async (how: "SIGTERM" | "SIGKILL" = "SIGTERM") => {
    await endProgram(program, how);
    tidy.runs(undefined);
  };
  const remove = async () => {
    await end();
    await rm(above, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    tidy.done();
    tidying.delete(above);
  };
  try {
    await untilItAnswers(url, program);
  } catch (error) {
    await remove();
    throw new Error(`Comeback did not start: ${error instanceof Error ? error.message : error}\n${printed}`);
  }
  return { url, port, dataFolder, printed: () => printed, end, remove };
}

/**
 * For a file of journeys: one program and one browser, started before the first and gone after the last.
 *
 *     const walk = journeys();
 *     test("a lost deal is debriefed", walk(async ({ page }) => { … }));
 *
 * Every walk has a browser profile of its own. One that fails leaves a picture in test-results. One that succeeds has
 * also thrown no error in the page, and asked nobody but our own server for anything.
 */
export function journeys(options: { env?: Record<string, string> } = {}) {
  let comeback: RunningComeback;
  let browser: Browser;
  beforeAll(async () => {
    [comeback, browser] = await Promise.all([startComeback(options), openBrowser()]);
  });
  afterAll(async () => {
    await Promise.allSettled([browser?.close(), comeback?.remove()]);
  });

  return (walk: (on: Walk) => Promise<void>, context: BrowserContextOptions = {}) =>
    async ({ task }: { task: { name: string } }) => {
      const profile = await browser.newContext({
        baseURL: comeback.url,
        locale: "en-GB",
        timezoneId: "Europe/Berlin",
        ...context,
      });
      profile.setDefaultTimeout(patienceMs);
      const page = await profile.newPage();
      const faults = faultsOf(page, comeback.url);
      try {
        await walk({ page, url: comeback.url, comeback });
        expect(faults, "errors in the page, or requests to strangers").toEqual([]);
      } catch (error) {
        await takePicture(page, task.name);
        throw error;
      } finally {
        await profile.close();
      }
    };
}

/** All that pages before this one have kept in its profile: who they were, drafts, files; scripts as they were sent may stay. */
export async function forgetAll(page: Page, url: string): Promise<void> {
  const profile = page.context();
  await profile.clearCookies();
  const browser = await profile.newCDPSession(page);
  await browser.send("Storage.clearDataForOrigin", { origin: url, storageTypes: "all" });
  await browser.detach();
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  if (!executablePath) throw new Error("There is no Chromium: npm test installs one, or name one in CHROMIUM_PATH.");
  return chromium.launch({
    executablePath,
    // Root has no sandbox to drop into; without the others the browser looks for its maker's hosts.
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * The page as it is now, open menus and dialogs included, has nothing that keeps anybody out. "colours" reads only these
 * again, for a page in its other scheme: nothing else is different there.
 */
export async function checkA11y(page: Page, where = page.url(), what: "all" | "colours" = "all"): Promise<void> {
  await untilStill(page);
  const told = await askAxe(page, {
    runOnly: what === "all" ? { type: "tag", values: tags } : { type: "rule", values: ["color-contrast"] },
  });
  expect(told, `what axe finds on ${where}`).toEqual([]);
}

/**
 * A dialog that is still fading in has the contrast of neither end, and it begins to fade a frame or two after it came. What
 * goes on as long as it is there is looked at as it moves: a bar of work whose end nobody knows, a clock that moves on with
 * every second.
 */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moved = new Map<Element | null, string[]>();
    /** A fade, until it ends; and not again what moves on each time that it ended. */
    const passes = (animation: Animation) => {
      const { effect, playState } = animation;
      if (playState !== "running" || effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY) return false;
      const of = effect instanceof KeyframeEffect ? effect.target : null;
      const what = animation instanceof CSSTransition ? animation.transitionProperty : animation.id;
      const before = moved.get(of) ?? [];
      moved.set(of, [...before, what]);
      return before.filter((each) => each === what).length < 2;
    };
    for (let still = 0; still < 3; still++) {
      await new Promise(requestAnimationFrame);
      const moving = document.getAnimations().filter(passes);
      if (moving.length > 0) still = 0;
      await Promise.all(moving.map((animation) => animation.finished.catch(() => {})));
    }
  });
}

/** A screenshot into test-results, named after what it shows. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(results, { recursive: true });
  const file = `${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 80)}.png`;
  // The page may be the very thing that broke; the failure itself matters more than its picture.
  await page.screenshot({ path: join(results, file), fullPage: true, timeout: 10_000 }).catch(() => {});
}

function faultsOf(page: Page, url: string): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy|Refused to/.test(message.text()))
      faults.push(message.text());
  });
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (/^https?:$/.test(asked.protocol) && asked.origin !== new URL(url).origin) faults.push(`asked ${asked.origin}`);
  });
  return faults;
}

/** What the person's own shell may set must not reach the program under test. */
function surroundings(): NodeJS.ProcessEnv {
  const { PORT, HOST, COMEBACK_DATA, DATABASE_URL, NODE_ENV, VITEST, NODE_OPTIONS, ...rest } = process.env;
  return rest;
}

/** The folder above is open to the user that PostgreSQL runs as where we are root; the program makes its own in it. */
async function newDataFolder(): Promise<string> {
  const above = await mkdtemp(join(tmpdir(), "comeback-journey-"));
  await chmod(above, 0o755);
  return join(above, "data");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}

async function untilItAnswers(url: string, program: ChildProcess): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (program.exitCode !== null || program.signalCode !== null)
      throw new Error(`it ended with ${program.exitCode ?? program.signalCode}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await wait(50);
  }
  throw new Error("it did not answer within a minute");
}

async function endProgram(program: ChildProcess, how: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => program.once("exit", () => resolve()));
  program.kill(how);
  const patience = setTimeout(() => program.kill("SIGKILL"), 15_000);
  await gone;
  clearTimeout(patience);
}
