import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askAxe } from "../../../journeys/ask-axe.ts";
import { serveStrictly } from "./serve.ts";

/**
 * The gallery, built as the product is and served under the product's content security policy, looked at by axe in
 * Chromium: every component, every overlay, both schemes. `GALLERY_PICTURES=/some/folder` keeps a picture of each look.
 */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SLOW_MS = 120_000;
const pictures = process.env.GALLERY_PICTURES;

let browser: Browser;
let gallery: Awaited<ReturnType<typeof serveStrictly>>;

beforeAll(async () => {
  const chromiumPath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  if (!existsSync(chromiumPath)) {
    throw new Error(
      `No Chromium at ${chromiumPath}. Set CHROMIUM_PATH to one, or install Debian's package "chromium".`,
    );
  }
  await build({ configFile: here("vite.config.ts"), logLevel: "error" });
  gallery = await serveStrictly(here("../../../.cache/gallery"));
  browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}, SLOW_MS);

afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

const WIDTHS = { phone: 390, tablet: 820, desk: 1440 };
type Width = keyof typeof WIDTHS;
type Scheme = "light" | "dark";

type Look = { page: Page; complaints: string[] };

/** One page for each width: opening another browser profile for each test takes longer than most of them. */
const looks = new Map<Width, Look>();

async function lookAt(width: Width): Promise<Look> {
  const known = looks.get(width);
  if (known) return known;
  const onPhone = width === "phone";
  const context = await browser.newContext({
    viewport: { width: WIDTHS[width], height: 900 },
    reducedMotion: "reduce",
    hasTouch: onPhone,
    isMobile: onPhone,
  });
  // How quick it is, is measured elsewhere: here it may be slow.
  context.setDefaultTimeout(SLOW_MS / 2);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const look = { page, complaints };
  looks.set(width, look);
  return look;
}

/** The gallery as whoever has never been there sees it, or a part of it. */
async function open(scheme: Scheme, width: Width, part?: string): Promise<Look> {
  const look = await lookAt(width);
  const { page, complaints } = look;
  // Nothing of what was before is left: not the page, not what it kept, not where the mouse was.
  await page.mouse.move(0, 0);
  if (page.url().startsWith(gallery.address))
    await page.evaluate(() => [localStorage, sessionStorage].map((kept) => kept.clear()));
  await page.goto("about:blank");
  complaints.length = 0;
  await page.emulateMedia({ colorScheme: scheme });
  await page.goto(part ? `${gallery.address}?part=${part}` : gallery.address);
  await page.getByRole("heading", { name: "We lost Acme" }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  return look;
}

async function picture(page: Page, name: string, fullPage = false) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
}

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

/** Every rule in the light scheme; in the dark one nothing but the colours is different, so only those are read again. */
async function expectNothingFound({ page, complaints }: Look, name: string, fullPage = false) {
  await picture(page, `light ${name}`, fullPage);
  expect(await askAxe(page, {})).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
  await picture(page, `dark ${name}`, fullPage);
  expect(await askAxe(page, { runOnly: { type: "rule", values: ["color-contrast"] } })).toEqual([]);
  expect(complaints).toEqual([]);
}

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
