import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import type { Browser } from "playwright-core";
import { projectRoot } from "../src/programs/project-root.ts";
import { newDataFolder } from "./bench-folder.ts";
import { openBrowser } from "./browser.ts";
import { type Figure, inSeconds, median } from "./figures.ts";
import { freePort, untilAnswers } from "./running-comeback.ts";

const times = 3;
type Start = { answered: number; drawn: number };

/** From `npm start` on an installed and built tree to the first page: with no data yet, and with a database that is there. */
export async function measureStart(say: (line: string) => void): Promise<Figure[]> {
  const browser = await openBrowser();
  const cold: Start[] = [];
  const warm: Start[] = [];
  try {
    for (let time = 0; time < times; time += 1) {
      say(`npm start, ${time + 1} of ${times}`);
      const dataFolder = newDataFolder();
      cold.push(await startOnce(browser, dataFolder));
      warm.push(await startOnce(browser, dataFolder));
      rmSync(dataFolder, { recursive: true, force: true });
    }
  } finally {
    await browser.close();
  }
  return [figureOf("npm start → first page, new data folder", cold), figureOf("npm start → first page, again", warm)];
}

async function startOnce(browser: Browser, dataFolder: string): Promise<Start> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { DATABASE_URL: _, ...env } = process.env;
  const began = performance.now();
  // A group of its own, so that npm and what it starts end together.
  const program = spawn("npm", ["start"], {
    cwd: projectRoot,
    env: { ...env, PORT: String(port), HOST: "127.0.0.1", COMEBACK_DATA: dataFolder },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  let complaints = "";
  program.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const ended = new Promise<void>((resolve) => program.once("close", () => resolve()));
  try {
    await untilAnswers(url, () => program.exitCode !== null, 10);
    const answered = (performance.now() - began) / 1000;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    await page.locator("h1").first().waitFor();
    const drawn = (performance.now() - began) / 1000;
    await context.close();
    return { answered, drawn };
  } catch (error) {
    throw new Error(`npm start: ${complaints}`, { cause: error });
  } finally {
    if (program.pid) process.kill(-program.pid, "SIGTERM");
    await ended;
  }
}

function figureOf(what: string, starts: readonly Start[]): Figure {
  return {
    what,
    measured: inSeconds(median(starts.map(({ drawn }) => drawn))),
    aim: "< 5 s",
    note: `until the browser shows it; the address answers after ${inSeconds(median(starts.map(({ answered }) => answered)))}; median of ${times}`,
  };
}
