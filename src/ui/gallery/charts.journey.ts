import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenGallery, openGallery, SLOW_MS } from "./gallery.fixture.ts";

/** What every chart can do, each of them: walked by keys, read as a table, saved as a picture, printed. */
let gallery: OpenGallery;
const open: OpenGallery["open"] = (...look) => gallery.open(...look);

beforeAll(async () => {
  gallery = await openGallery();
}, SLOW_MS);

afterAll(() => gallery?.close());

const focused = (page: Page) =>
  page.evaluate(() => ({
    name: document.activeElement?.getAttribute("aria-label"),
    href: document.activeElement?.getAttribute("href"),
  }));

it("is one Tab stop whose parts the arrow keys walk, each saying what it is; Enter opens its deals", async () => {
  const { page } = await open("light", "desk", "charts");
  const chart = page.getByRole("group", { name: /^More lost deals left at Demo/ });
  expect(await chart.locator("[tabindex='0']").count()).toBe(1);
  const readout = page.locator("figure", { has: chart }).getByRole("status");
  expect(await readout.textContent()).toBe("");

  await chart.locator("[tabindex='0']").focus();
  expect(await focused(page)).toEqual({ name: "Qualification", href: "/deals?left=1" });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  expect(await focused(page)).toEqual({ name: "Demo", href: "/deals?left=3" });
  expect(await readout.textContent()).toBe("Demo 161 deals came this far; 58 were lost here (36%, likely 29% to 44%).");
  await page.keyboard.press("End");
  expect(await focused(page)).toMatchObject({ name: "Won" });
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  expect(new URL(page.url()).hash).toBe("#/deals?left=4");
});

it("goes from one curve to the same day of the other", async () => {
  const { page } = await open("light", "desk", "charts");
  const chart = page.getByRole("group", { name: /^Half of this quarter's deals/ });
  await chart.locator("[tabindex='0']").focus();
  await page.keyboard.press("ArrowRight");
  const { name } = await focused(page);
  expect(name).toMatch(/^This quarter, after \d+ days$/);
  await page.keyboard.press("ArrowDown");
  expect((await focused(page)).name).toBe(name?.replace("This quarter", "The quarter before"));
});

it("shows the same as a table and comes back", async () => {
  const { page } = await open("light", "desk", "charts");
  const buttons = page.getByRole("button", { name: /^Show as table/ });
  const charts = await buttons.count();
  expect(charts).toBe(12);
  for (let left = charts; left > 0; left -= 1) await buttons.first().click();
  expect(await page.getByRole("table").count()).toBe(charts);
  const demo = page.getByRole("table", { name: /^More lost deals left at Demo/ }).getByRole("row", { name: /Demo/ });
  expect(await demo.getByRole("cell").allTextContents()).toEqual(
    ["Demo", "161", "58", "36%"].map((words) => expect.stringContaining(words)),
  );
  await page
    .getByRole("button", { name: /^Show as chart/ })
    .first()
    .click();
  expect(await page.getByRole("group", { name: /^More lost deals left at Demo/ }).count()).toBe(1);
});

it("is saved as an SVG that stands alone: in light colours, with its title and its source, and nothing from elsewhere", async () => {
  const { page, complaints } = await open("dark", "desk", "charts");
  for (const title of [
    "More lost deals left at Demo",
    "Of 140 lost deals",
    "Half of this quarter's deals",
    "Hospitals stopped",
    "Discovery calls are",
  ]) {
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page
        .getByRole("button", { name: new RegExp(`^Save as SVG of ${title}`) })
        .first()
        .click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^[a-z0-9-]+\.svg$/);
    const text = await readFile(await saved.path(), "utf8");
    expect(text).toContain(title.replace("'", "'"));
    expect(text).toContain("Deals that closed 1 March to 22 May 2026");
    expect(text).not.toMatch(/var\(|class=|style=|color\(|<a |@font-face|oklch/);
    expect(text.match(/https?:[^"]*/g)).toEqual(["http://www.w3.org/2000/svg"]);
    // The ink of the light scheme, whatever the screen wears.
    expect(text).toContain("rgb(38, 35, 32)");
  }
  expect(await page.evaluate(() => document.documentElement.getAttribute("data-mantine-color-scheme"))).toBe("dark");
  expect(complaints).toEqual([]);
});

it("is saved as a PNG that is sharp also on paper, as wide on a phone as on a desk", async () => {
  for (const width of ["desk", "phone"] as const) {
    const { page, complaints } = await open("light", width, "charts");
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page
        .getByRole("button", { name: /^Save as PNG of More lost deals left at Demo/ })
        .first()
        .click(),
    ]);
    const picture = await readFile(await saved.path());
    expect(picture.subarray(1, 4).toString()).toBe("PNG");
    // Both sides stand in the file's first block.
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20) > 700]).toEqual([1536, true]);
    expect(complaints).toEqual([]);
  }
});

it("is drawn for the sheet while it is printed, and for the screen again after", async () => {
  const { page } = await open("light", "phone", "charts");
  const chart = page.getByRole("group", { name: /^More lost deals left at Demo/ });
  const onScreen = await chart.getAttribute("viewBox");
  const box = () => chart.getAttribute("viewBox");
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  expect(await box()).toMatch(/^0 0 720 /);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  expect(await box()).toBe(onScreen);
});

it("leaves nothing to press on paper, and nothing that reaches beyond the sheet", async () => {
  const { page } = await open("light", "tablet", "charts");
  for (const table of [false, true]) {
    if (table)
      for (let left = await page.getByRole("button", { name: /^Show as table/ }).count(); left > 0; left -= 1)
        await page
          .getByRole("button", { name: /^Show as table/ })
          .first()
          .click();
    // A sheet of A4 within its margins, in the browser's pixels.
    await page.setViewportSize({ width: 695, height: 1025 });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    const onPaper = await page.evaluate(() => ({
      tooWide: document.documentElement.scrollWidth - window.innerWidth,
      toPress: [...document.querySelectorAll("main button, main input")].filter((each) => each.checkVisibility())
        .length,
      places: document.querySelector("nav")?.checkVisibility() ?? false,
      underlined: [...document.querySelectorAll("main a")].filter(
        (link) => getComputedStyle(link).textDecorationLine !== "none",
      ).length,
    }));
    expect(onPaper).toEqual({ tooWide: 0, toPress: 0, places: false, underlined: 0 });
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await page.setViewportSize({ width: 820, height: 900 });
  }
});
