import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenGallery, openGallery, SLOW_MS } from "./gallery.fixture.ts";

/** What components do: by the keyboard alone, while something is on its way, on paper. */
let gallery: OpenGallery;
const open: OpenGallery["open"] = (...look) => gallery.open(...look);

beforeAll(async () => {
  gallery = await openGallery();
}, SLOW_MS);

afterAll(() => gallery?.close());

describe("the keyboard", () => {
  it("walks a table with J and K, and Enter opens the row", async () => {
    const { page } = await open("light", "desk", "everyday");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    const focused = page.locator("tr:has(:focus)");
    expect(await focused.textContent()).toContain("Northwind renewal");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toBe("#/deals/2");
  });

  it("goes to a place with G and its letter, and never while someone types", async () => {
    const { page } = await open("light", "desk", "forms");
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    expect(new URL(page.url()).hash).toBe("#/pipeline-check");
    await page.getByLabel("What worked").focus();
    await page.keyboard.type("good demo?");
    expect(new URL(page.url()).hash).toBe("#/pipeline-check");
    expect(await page.getByLabel("What worked").inputValue()).toBe("good demo?");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("leaves single keys alone behind a dialog, and gives them back after", async () => {
    const { page } = await open("light", "desk", "forms");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("d");
    expect(await page.getByRole("dialog").count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("d");
    await page.getByRole("dialog", { name: "Snooze Initech" }).waitFor();
  });

  it("chooses the turning point with the arrows", async () => {
    const { page } = await open("light", "desk", "signatures");
    const choice = page.getByRole("group", { name: "Where did the almost-yes become a no?" });
    await choice.getByRole("radio", { checked: true }).focus();
    await page.keyboard.press("ArrowDown");
    const chosen = choice.locator("label", { has: page.getByRole("radio", { checked: true }) });
    expect(await chosen.textContent()).toContain("Close date moved");
    expect(await chosen.textContent()).toContain("Turning point");
  });

  it("walks a form strip with the arrows from one Tab stop", async () => {
    const { page } = await open("light", "desk", "signatures");
    const list = page.getByRole("list", { name: /^Your last results, oldest first/ });
    expect(await list.locator("[tabindex='0']").count()).toBe(1);
    await list.getByRole("link", { name: "Won Northwind, 21 May" }).focus();
    await page.keyboard.press("ArrowLeft");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Lost Soylent, 11 May");
    await page.keyboard.press("Home");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Won Hooli, 3 Feb");
  });

  it("undoes the newest act with Z", async () => {
    const { page } = await open("light", "desk", "forms");
    await page.getByRole("button", { name: "Act, with undo" }).click();
    await page.getByText("Acme is marked lost.").waitFor();
    await page.keyboard.press("z");
    await page.getByText("Acme is marked lost.").waitFor({ state: "detached" });
  });
});

it("shows a skeleton only after 300 ms, keeping its room from the start", async () => {
  const { page } = await open("light", "desk", "everyday");
  const seen = await page.evaluate(async () => {
    const source = document.querySelector("[data-shape='cards']");
    const copy = source?.cloneNode(true);
    if (!(copy instanceof HTMLElement)) throw new Error("The gallery shows no cards skeleton.");
    document.body.append(copy);
    const look = () => ({ height: copy.offsetHeight, opacity: getComputedStyle(copy).opacity });
    const first = look();
    await Promise.all(copy.getAnimations().map(({ finished }) => finished));
    return { first, later: look() };
  });
  expect(seen.first.opacity).toBe("0");
  expect(seen.later.opacity).toBe("1");
  expect(seen.first.height).toBe(seen.later.height);
});

it("prints in the light scheme whatever the screen wears", async () => {
  const { page } = await open("dark", "desk", "forms");
  const scheme = () => page.evaluate(() => document.documentElement.getAttribute("data-mantine-color-scheme"));
  expect(await scheme()).toBe("dark");
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  expect(await scheme()).toBe("light");
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  expect(await scheme()).toBe("dark");
});
