import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findChromium } from "../tools/chromium.mjs";
import { checkA11y, journeys } from "./harness.ts";
import { makeOwner, signIn } from "./own-workspace.ts";

/** Reports on paper: by the browser's own printer, and as PDF by the server's Chromium. */
const folder = await mkdtemp(join(tmpdir(), "comeback-prints-"));
/** The server's browser, under a name that can be taken away. */
const browser = join(folder, "chromium");
const walk = journeys({ env: { CHROMIUM_PATH: browser } });

beforeAll(async () => symlink((await findChromium()) ?? "there is none", browser));
afterAll(() => rm(folder, { recursive: true, force: true }));

test(
  "a report is saved as a PDF, with what it is of, for whoever may see it",
  walk(async ({ page }) => {
    await makeOwner(page.request);
    await page.goto("/insights/figures?period=last-year");
    await page.getByRole("button", { name: "Print" }).click();
    await page.getByRole("menuitem", { name: "PDF on Letter" }).waitFor();
    await checkA11y(page, "the ways to print");
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "PDF on Letter" }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^figures-\d{4}-\d\d-\d\d\.pdf$/);
    const pdf = (await readFile(await saved.path())).toString("latin1");
    expect(pdf.startsWith("%PDF-")).toBe(true);
    expect(pdf).toMatch(/\/MediaBox \[0 0 612 792\]/);
    // The heading that the screen shows is in the outline: the page was finished, and it was this person's.
    expect(pdf).toContain("(No deal closed in this period)");

    const asked = (path: string) => page.request.get(`/api/prints/pdf?${new URLSearchParams({ path })}`);
    expect((await asked("/settings/people")).status()).toBe(404);
    expect((await asked("https://example.com/insights")).status()).toBe(404);
  }),
);

test(
  "a key of the API prints what it may read, and a stranger prints nothing",
  walk(async ({ page, url }) => {
    await signIn(page.request);
    const made = await page.request.put(`/api/api-keys/${crypto.randomUUID()}`, {
      data: { name: "Prints on Mondays" },
    });
    expect(made.ok(), await made.text()).toBe(true);
    const { secret } = await made.json();
    const path = `${url}/api/prints/pdf?path=/insights/same-mistake&paper=a4`;
    const byKey = await fetch(path, { headers: { authorization: `Bearer ${secret}` } });
    expect([byKey.status, byKey.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    const pdf = Buffer.from(await byKey.arrayBuffer()).toString("latin1");
    expect(pdf).toContain("(Same mistake again)");
    expect((await fetch(path)).status).toBe(401);
  }),
);

test(
  "where the server has no browser to print with, the person's own is offered",
  walk(async ({ page }) => {
    await signIn(page.request);
    await rm(browser);
    await page.goto("/insights/figures");
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute("data-printed", "");
    });
    await page.getByRole("button", { name: "Print" }).click();
    await page.getByRole("menuitem", { name: "PDF on A4" }).click();
    await page.getByText(/^This server has no Chromium to make a PDF with/).waitFor();
    await page.getByRole("button", { name: "Print from here" }).click();
    await page.locator("body[data-printed]").waitFor();
  }),
);
