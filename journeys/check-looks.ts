import type { Page } from "playwright-core";
import { expect } from "vitest";
import { checkA11y } from "./harness.ts";

/** Both widths and both schemes, each once: what is wrong in one scheme's colours is so at either width. */
const looks = [
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 390, height: 844, colorScheme: "dark" },
] as const;

/** What is on the screen now keeps nobody out and reaches nowhere sideways. */
export async function checkEverywhere(page: Page, what: string): Promise<void> {
  for (const { colorScheme, ...size } of looks) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await checkA11y(page, `${what}, ${size.width} wide, ${colorScheme}`);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways, `${what} reaches out of a ${size.width} wide window`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** Nothing moved by itself while it came; and besides, all of the above. */
export async function checkStill(page: Page, what: string): Promise<void> {
  expect(await shiftsOf(page), `what moved by itself on ${what}`).toBeLessThanOrEqual(0.01);
  await checkEverywhere(page, what);
  // Another width moves everything, and nobody minds.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await shiftsOf(page);
}

/** Counts what moves on every page without anybody having touched it. */
export async function watchShifts(page: Page): Promise<void> {
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
export async function shiftsOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { shiftsByJourney: seen } = window as unknown as { shiftsByJourney: { moved: number } };
    const { moved } = seen;
    seen.moved = 0;
    return moved;
  });
}

/**
 * To another place as a link goes there: the page stays, only what is shown is another. What was shown before is gone when
 * this returns; parts of Settings are shown below the same heading.
 */
export async function goTo(page: Page, path: string): Promise<void> {
  const isPart = [path, new URL(page.url()).pathname].every((each) => each.startsWith("/settings/"));
  await page.evaluate((to) => {
    for (const heading of document.querySelectorAll("main :is(h1, h2)")) heading.setAttribute("data-seen", "");
    history.pushState(null, "", to);
  }, path);
  await page
    .locator(`main ${isPart ? "h2" : "h1"}[data-seen]`)
    .first()
    .waitFor({ state: "detached" });
}
