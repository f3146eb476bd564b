import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../tools/chromium.mjs";

/** A browser that asks nobody but our own server for anything. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  if (!executablePath) throw new Error("There is no Chromium: npm test installs one, or name one in CHROMIUM_PATH.");
  return chromium.launch({
    executablePath,
    args: [
      // Root has no sandbox to drop into.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
      ...["--disable-component-update", "--disable-sync"],
    ],
  });
}
