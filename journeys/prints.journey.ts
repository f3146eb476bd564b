import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { checkA11y, journeys } from "./harness.ts";
import { makeOwner, signIn } from "./own-workspace.ts";

/** Reports on paper: by the browser's own printer, and as PDF by the server's Chromium. */
const walk = journeys();

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
