import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { checkA11y, journeys } from "./harness.ts";
import { makeOwner } from "./own-workspace.ts";

const walk = journeys();

type Finding = { key: string; shown: { won: number; deals: number } };
type Found = { run: { state: string }; result: { findings: Finding[] } | null };

async function ask<Answer>({ request }: Page, path: string): Promise<Answer> {
  const answer = await request.get(path);
  expect(answer.ok(), path).toBe(true);
  return answer.json();
}

/** Nothing moved by itself while it came; at both widths, in both schemes it keeps nobody out and reaches nowhere sideways. */
async function checkEverywhere(page: Page, what: string): Promise<void> {
  expect(await shiftsOf(page), `what moved by itself on ${what}`).toBeLessThanOrEqual(0.01);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await checkA11y(page, `${what}, ${width} wide, ${colorScheme}`, colorScheme === "light" ? "all" : "colours");
    }
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways, `${what} reaches out of a ${width} wide window`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  // Another width moves everything, and nobody minds.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await shiftsOf(page);
}

/** Counts what moves on every page without anybody having touched it. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { moved: 0 };
    Object.assign(window, { shiftsByJourney: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) seen.moved += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** How much moved since it was asked last. */
async function shiftsOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { shiftsByJourney: seen } = window as unknown as { shiftsByJourney: { moved: number } };
    const { moved } = seen;
    seen.moved = 0;
    return moved;
  });
}

test(
  "why we lose leads to its deals, a flag's threshold is tried and set, a deal tells its odds, and what to cut its sums",
  walk(async ({ page }) => {
    await makeOwner(page.request);
    await watchShifts(page);

    // Nothing was looked at yet: that is said, and one can look.
    await page.goto("/insights");
    await page.getByRole("button", { name: /^Look at the deals/ }).waitFor();
    await checkEverywhere(page, "Insights, before anybody looked");

    expect((await page.request.post("/api/demo-team", { data: {} })).ok()).toBe(true);
    await expect
      .poll(async () => (await ask<{ state: string }>(page, "/api/demo-team")).state, { timeout: 120_000 })
      .toBe("loaded");
    await expect
      .poll(
        async () => {
          const { run, result } = await ask<Found>(page, "/api/insights/why-we-lose");
          return run.state === "done" && result !== null && result.findings.length > 0;
        },
        { timeout: 240_000 },
      )
      .toBe(true);

    // The finding is the title; its counts are those of its deals.
    const { result } = await ask<Found>(page, "/api/insights/why-we-lose");
    await page.goto("/");
    await page.getByRole("navigation", { name: "Places" }).first().getByRole("link", { name: "Insights" }).click();
    await page.getByRole("heading", { level: 1, name: /won \d+ points less often$/ }).waitFor();
    await page.getByText(/^We looked at [\d,]+ things/).waitFor();
    for (const fold of await page.getByRole("main").locator("summary").all()) await fold.press("Enter");
    const unfold = page.getByRole("button", { name: /more.* of / }).first();
    await unfold.press("Enter");
    expect(await unfold.getAttribute("aria-expanded")).toBe("true");
    await checkEverywhere(page, "why we lose");

    const first = page.locator("table").first().getByRole("row").nth(1);
    const lost = await first.textContent();
    await first.getByRole("link").press("Enter");
    await page.waitForURL(/\/insights\/deals\?key=/);
    const key = new URL(page.url()).searchParams.get("key");
    const finding = result?.findings.find((each) => each.key === key);
    expect(finding, `the row “${lost}” opens deals of ${key}`).toBeDefined();
    await page.getByRole("link", { name: `won ${finding?.shown.won} of ${finding?.shown.deals}` }).waitFor();
    await page.getByRole("main").getByRole("row").nth(1).waitFor();
    await checkEverywhere(page, "the deals behind a finding");
    const listed = page.getByRole("main").getByRole("row");
    const before = await listed.count();
    await page.getByRole("button", { name: "Show more" }).click();
    await expect.poll(() => listed.count()).toBeGreaterThan(before);
    // More rows push down what stands below them, as asked.
    await shiftsOf(page);

    // A threshold is tried by keyboard alone, and its consequence is told; then it is set, and taken back.
    await page.getByRole("link", { name: "Track records" }).click();
    const slider = page.getByRole("slider", { name: /Gone quiet/ });
    const record = page.getByRole("region", { name: "Gone quiet" });
    await slider.focus();
    const was = await slider.getAttribute("aria-valuetext");
    const told = await record.getByRole("status").textContent();
    await page.keyboard.press("ArrowRight");
    expect(await slider.getAttribute("aria-valuetext")).not.toBe(was);
    expect(await record.getByRole("status").textContent()).not.toBe(told);
    await checkEverywhere(page, "track records");
    const chosen = await slider.getAttribute("aria-valuetext");
    await record.getByRole("button", { name: /^Use this threshold/ }).click();
    await record.getByRole("button", { name: "This threshold is set" }).waitFor();
    type Flags = { rows: { name: string; thresholds: { warnDays?: number } }[] };
    const warnDays = async () =>
      (await ask<Flags>(page, "/api/red-flags")).rows.find(({ name }) => name === "Gone quiet")?.thresholds.warnDays;
    expect(`quiet for ${await warnDays()} days`).toBe(chosen);
    await page.keyboard.press("z");
    await expect.poll(async () => `quiet for ${await warnDays()} days`).toBe(was);

    await page.goto("/insights/odds");
    await page
      .getByRole("heading", { level: 1, name: /^The odds pick the deal that is won \d+ times in 100$/ })
      .waitFor();
    await checkEverywhere(page, "how good the odds are");

    // An open deal tells its odds together with all the rest, so that nothing moves.
    const { rows } = await ask<{ rows: { id: string }[] }>(page, "/api/deals?status=open&limit=1");
    await page.goto(`/deals/${rows[0]?.id}`);
    await page.getByRole("heading", { name: "Odds" }).waitFor();
    await page.getByText(/^\d+ in 100, likely \d+ to \d+$/).waitFor();
    await checkEverywhere(page, "an open deal with its odds");

    await page.goto("/insights/same-mistake");
    await page.getByRole("heading", { level: 1, name: /came back .* after somebody promised/ }).waitFor();
    await checkEverywhere(page, "same mistake again");

    await page.goto("/insights/cut-losses");
    await page
      .getByText(/still needed\. Worth .* the same hours bring .* elsewhere\.$/)
      .first()
      .waitFor();
    await checkEverywhere(page, "cut your losses");
    await page
      .getByRole("link", { name: /^Decide on its page/ })
      .first()
      .press("Enter");
    await page.getByRole("button", { name: /^Mark lost/ }).waitFor();

    await page.goto("/settings/insights");
    await page.getByLabel("A finding takes at least").waitFor();
    await checkEverywhere(page, "the settings of Insights");
  }),
  600_000,
);
