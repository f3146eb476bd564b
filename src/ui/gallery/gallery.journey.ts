import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectNothingFound, type OpenGallery, openGallery, SLOW_MS, type Width } from "./gallery.fixture.ts";

/** Every component, every overlay, both schemes, looked at by axe. */
let gallery: OpenGallery;
const open: OpenGallery["open"] = (...look) => gallery.open(...look);

beforeAll(async () => {
  gallery = await openGallery();
}, SLOW_MS);

afterAll(() => gallery?.close());

type Overlay = { name: string; part: string; width: Width; show: (page: Page) => Promise<void> };

/** What opens over the page, and how. */
const OVERLAYS: Overlay[] = [
  {
    name: "dialog",
    part: "forms",
    width: "desk",
    show: async (page) => {
      await page.getByRole("button", { name: "Open a dialog" }).click();
      await page.getByRole("dialog", { name: "Snooze Initech" }).waitFor();
    },
  },
  {
    name: "command palette",
    part: "forms",
    width: "desk",
    show: async (page) => {
      await page.keyboard.press("Control+k");
      const palette = page.getByRole("dialog", { name: "Search and go anywhere" });
      await palette.getByPlaceholder("Search deals, places and actions").fill("i");
      await palette.getByText("Initech licences").waitFor();
    },
  },
  {
    name: "keys",
    part: "everyday",
    width: "desk",
    show: async (page) => {
      await page.keyboard.press("?");
      const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
      await list.getByText("Debrief this deal").waitFor();
      await list.getByText("Next row").waitFor();
    },
  },
  {
    name: "your menu",
    part: "forms",
    width: "desk",
    show: async (page) => {
      await page.getByRole("button", { name: "Your menu, Ada Park" }).click();
      await page.getByRole("button", { name: "Sign out" }).waitFor();
    },
  },
  {
    name: "notices",
    part: "forms",
    width: "desk",
    show: async (page) => {
      await page.getByRole("button", { name: "Act, with undo" }).click();
      await page.getByRole("button", { name: "Be refused" }).click();
      await page.getByRole("button", { name: "Undo", exact: true }).waitFor();
    },
  },
  {
    name: "menu",
    part: "forms",
    width: "desk",
    show: async (page) => {
      await page.getByRole("button", { name: "More ways on" }).click();
      await page.getByRole("menuitem", { name: "Re-qualify" }).waitFor();
    },
  },
  {
    name: "choices of a select",
    part: "forms",
    width: "desk",
    show: async (page) => {
      await page.getByRole("combobox", { name: "Competitor" }).click();
      await page.getByRole("option", { name: "Doing nothing" }).waitFor();
    },
  },
  {
    name: "name of a mark in the form strip",
    part: "signatures",
    width: "desk",
    show: async (page) => {
      await page.getByRole("link", { name: "Won Northwind, 21 May" }).first().hover();
      await page.getByRole("tooltip").waitFor();
    },
  },
  {
    name: "dialog on a phone",
    part: "forms",
    width: "phone",
    show: async (page) => {
      await page.getByRole("button", { name: "Open a dialog" }).click();
      await page.getByRole("dialog", { name: "Snooze Initech" }).waitFor();
    },
  },
  {
    name: "command palette on a phone, nothing found",
    part: "forms",
    width: "phone",
    show: async (page) => {
      await page.getByRole("button", { name: "Search or go to" }).click();
      await page.getByPlaceholder("Search deals, places and actions").fill("zzz");
      await page.getByText("Nothing by that name").waitFor();
    },
  },
  {
    name: "more places on a phone",
    part: "forms",
    width: "phone",
    show: async (page) => {
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("link", { name: "Settings", exact: true }).waitFor();
    },
  },
];

describe("axe finds nothing in either scheme", () => {
  it.each(["phone", "tablet", "desk"] as const)(
    "on a %s, and everything fits",
    async (width) => {
      const look = await open("light", width);
      const tooWide = await look.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(tooWide).toBeLessThanOrEqual(0);
      await expectNothingFound(look, width, true);
    },
    SLOW_MS,
  );

  it.each(OVERLAYS)(
    "with this open: $name",
    async ({ name, part, width, show }) => {
      const look = await open("light", width, part);
      await show(look.page);
      await expectNothingFound(look, name);
    },
    SLOW_MS,
  );
});
