import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { askAxe } from "../../../journeys/ask-axe.ts";
import { madeOnce } from "../../../journeys/installation.ts";
import { serveStrictly } from "./serve.ts";

export const SLOW_MS = 120_000;
const pictures = process.env.GALLERY_PICTURES;

const WIDTHS = { phone: 390, tablet: 820, desk: 1440 };
export type Width = keyof typeof WIDTHS;
export type Scheme = "light" | "dark";
export type Look = { page: Page; complaints: string[] };
export type OpenGallery = {
  /** The gallery as whoever has never been there sees it, or a part of it. */
  open: (scheme: Scheme, width: Width, part?: string) => Promise<Look>;
  close: () => Promise<void>;
};

/**
 * The gallery, built as the product is and served under the product's content security policy, in Chromium.
 * `GALLERY_PICTURES=/some/folder` keeps a picture of each look.
 */
export async function openGallery(): Promise<OpenGallery> {
  const chromiumPath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  if (!existsSync(chromiumPath)) {
    throw new Error(
      `No Chromium at ${chromiumPath}. Set CHROMIUM_PATH to one, or install Debian's package "chromium".`,
    );
  }
  const configFile = fileURLToPath(new URL("vite.config.ts", import.meta.url));
  const built = await madeOnce("gallery", async (folder) => {
    const { build } = await import("vite");
    await build({ configFile, logLevel: "error", build: { outDir: folder, emptyOutDir: true } });
  });
  const gallery = await serveStrictly(built);
  const browser = await chromium.launch({
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

  return {
    open: async (scheme, width, part) => {
      const look = await lookAt(width);
      const { page, complaints } = look;
      // Nothing of what was before is left: not the page, not what it kept, not where the mouse was.
      await page.mouse.move(0, 0);
      if (page.url().startsWith(gallery.address))
        await page.evaluate(() => [localStorage, sessionStorage].map((kept) => kept.clear()));
      complaints.length = 0;
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(part ? `${gallery.address}?part=${part}` : gallery.address);
      await page.getByRole("heading", { name: "We lost Acme" }).waitFor();
      await page.evaluate(() => document.fonts.ready);
      return look;
    },
    close: async () => {
      await browser.close();
      await gallery.close();
    },
  };
}

async function picture(page: Page, name: string, fullPage: boolean) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
}

/** Every rule in the light scheme; in the dark one nothing but the colours is different, so only those are read again. */
export async function expectNothingFound({ page, complaints }: Look, name: string, fullPage = false) {
  await picture(page, `light ${name}`, fullPage);
  expect(await askAxe(page, {})).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
  await picture(page, `dark ${name}`, fullPage);
  expect(await askAxe(page, { runOnly: { type: "rule", values: ["color-contrast"] } })).toEqual([]);
  expect(complaints).toEqual([]);
}
