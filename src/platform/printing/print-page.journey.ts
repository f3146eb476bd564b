import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { findChromium } from "./find-chromium.ts";
import { NotPrinted, type PageAsk, type Printing, printPage } from "./print-page.ts";

/** Whoever is asked here was found by a browser that must not find anybody. */
const heard: string[] = [];
const stranger = createServer((request, response) => {
  heard.push(request.url ?? "");
  response.end("here I am");
});
let strange: string;
let chromium: string;

/** Where nobody else prints meanwhile. */
const ours = mkdtempSync(join(tmpdir(), "comeback-prints-of-test-"));

beforeAll(async () => {
  vi.stubEnv("TMPDIR", ours);
  await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
  strange = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  const found = await findChromium();
  if (!found) throw new Error("There is no Chromium: install one, or name it in CHROMIUM_PATH.");
  chromium = found;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await new Promise((resolve) => stranger.close(resolve));
  rmSync(ours, { recursive: true, force: true });
});

const html = (text: string) => new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } });
const profiles = () => readdirSync(tmpdir()).filter((name) => name.startsWith("comeback-print-"));
const asPrinted = (pdf: Buffer) => pdf.toString("latin1");

async function print(answer: (ask: PageAsk) => Promise<Response | null>, other: Partial<Printing> = {}) {
  return printPage({
    chromium,
    path: "/report?x=1",
    paper: "a4",
    languages: "en-GB,de",
    answer,
    longestMs: 60_000,
    ...other,
  });
}

test("prints a page on its paper, once all that it asks for is there, and leaves nothing behind", async () => {
  const before = profiles();
  const asks: PageAsk[] = [];
  const answer = async (ask: PageAsk) => {
    asks.push(ask);
    if (ask.path === "/report?x=1")
      return html(`<title>A report</title><h1>Waiting</h1><script>
        fetch("/api/deals", { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"of":"Łódź"}' })
          .then((told) => told.text())
          .then((name) => fetch("/api/more").then(() => { document.querySelector("h1").textContent = name + " " + navigator.languages; }));
      </script>`);
    await new Promise((resolve) => setTimeout(resolve, 700));
    return new Response("Said late", { headers: { "Set-Cookie": "secret=1" } });
  };
  const a4 = asPrinted(await print(answer));
  expect(a4.startsWith("%PDF-")).toBe(true);
  expect(a4).toMatch(/\/MediaBox \[0 0 59[45]\.\d* 84[12](?:\.\d*)?\]/);
  // Headings are the document's outline, in words.
  expect(a4).toContain("(Said late en-GB,de)");
  expect(asks.map(({ method, path }) => `${method} ${path}`)).toEqual(
    expect.arrayContaining(["GET /report?x=1", "POST /api/deals", "GET /api/more"]),
  );
  const sent = asks.find(({ path }) => path === "/api/deals");
  expect([sent?.contentType, sent?.body?.toString("utf8")]).toEqual(["application/json", '{"of":"Łódź"}']);

  const letter = asPrinted(await print(async () => html("<h1>Letter</h1>"), { paper: "letter" }));
  expect(letter).toMatch(/\/MediaBox \[0 0 612 792\]/);
  expect(profiles()).toEqual(before);
});

test("leads the page to nobody else, whatever is written on it", async () => {
  const page = `<img src="${strange}/img"><iframe src="${strange}/frame"></iframe><link rel="stylesheet" href="${strange}/css">
    <iframe src="file:///etc/passwd"></iframe><iframe src="data:text/html,<img src='${strange}/inner'>"></iframe>
    <script src="${strange}/script"></script>
    <script>
      fetch("${strange}/fetch").catch(() => {});
      navigator.sendBeacon("${strange}/beacon", "x");
      try { new WebSocket("${strange.replace("http", "ws")}/socket"); } catch {}
      try { new EventSource("${strange}/events"); } catch {}
      open("${strange}/window");
    </script><h1>Alone</h1>`;
  await fetch(`${strange}/by-us`);
  const pdf = asPrinted(await print(async ({ path }) => (path.startsWith("/report") ? html(page) : null)));
  expect(pdf).toContain("(Alone)");
  expect(pdf).not.toContain("root:");
  expect(heard).toEqual(["/by-us"]);

  // A page that leads on elsewhere prints nothing of there.
  const leads = async () => new Response(null, { status: 302, headers: { Location: `${strange}/moved` } });
  await expect(print(leads)).rejects.toThrow(NotPrinted);
  expect(heard).toEqual(["/by-us"]);
});

test("gives up a page that is never finished, and ends the browser with all it started", async () => {
  const before = profiles();
  const never = async ({ path }: PageAsk) =>
    path.startsWith("/report")
      ? html("<h1>Half</h1><script>fetch('/api/never')</script>")
      : new Promise<null>(() => {});
  await expect(print(never, { longestMs: 4_000 })).rejects.toThrow(NotPrinted);
  expect(profiles()).toEqual(before);
  // All are killed at once; the system clears each away in its own time.
  const running = () => execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).includes(`${ours}/`);
  if (process.platform === "linux") await expect.poll(running, { timeout: 10_000 }).toBe(false);
});

test("clears away what a server left behind that was killed while it printed, and nothing that is in use", async () => {
  const [left, inUse] = [
    mkdtempSync(join(tmpdir(), "comeback-print-")),
    mkdtempSync(join(tmpdir(), "comeback-print-")),
  ];
  for (const profile of [left, inUse]) {
    mkdirSync(join(profile, "Default"));
    writeFileSync(join(profile, "Default", "History"), "");
  }
  const twoHoursAgo = Date.now() / 1000 - 7_200;
  utimesSync(left, twoHoursAgo, twoHoursAgo);
  try {
    await print(async () => html("<h1>Here</h1>"));
    expect([existsSync(left), existsSync(inUse)]).toEqual([false, true]);
  } finally {
    for (const profile of [left, inUse]) rmSync(profile, { recursive: true, force: true });
  }
});
