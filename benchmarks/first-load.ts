import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { importFile } from "../src/features/deals/import/import-file.ts";
import { seedCatalogue } from "../src/features/reasons/seed-catalogue.ts";
import { createOwner } from "../src/features/team/create-owner.ts";
import { openInstallation } from "../src/programs/open-installation.ts";
import { projectRoot } from "../src/programs/project-root.ts";
import { newDataFolder } from "./bench-folder.ts";
import { openBrowser } from "./browser.ts";
import { type Figure, inKb } from "./figures.ts";
import { generatedDeals } from "./generated-deals.ts";
import { owner } from "./people.ts";
import { startComeback } from "./running-comeback.ts";

const webFolder = join(projectRoot, "dist", "web");
const todayScreen = "src/features/today/screens/TodayScreen.tsx";

const manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).optional(), css: z.array(z.string()).optional() }),
);

/** What comes over the line before Today can be used: by the build's own list, and as Chromium really fetches it. */
export async function measureFirstLoad(say: (line: string) => void): Promise<Figure[]> {
  say("the first page");
  return [byTheList(), await asFetched()];
}

function byTheList(): Figure {
  const chunks = manifest.parse(JSON.parse(readFileSync(join(webFolder, ".vite", "manifest.json"), "utf8")));
  if (!chunks[todayScreen]) throw new Error(`${todayScreen} is no chunk of its own: what is the first load now?`);
  const names = new Set(["index.html", todayScreen]);
  // Sets grow while they are walked: what a chunk imports is looked at in its turn.
  for (const name of names) for (const imported of chunks[name]?.imports ?? []) names.add(imported);
  const loaded = [...names].flatMap((name) => chunks[name] ?? []);
  const scripts = ["color-scheme.js", ...new Set(loaded.map(({ file }) => file))];
  const styles = [...new Set(loaded.flatMap(({ css }) => css ?? []))];
  const sum = (files: string[], sizeOf: (bytes: Buffer) => number) =>
    files.reduce((total, file) => total + sizeOf(readFileSync(join(webFolder, file))), 0);
  const gzipped = (bytes: Buffer) => gzipSync(bytes, { level: 9 }).length;
  return {
    what: "first load: JavaScript of Today, gzip",
    measured: inKb(sum(scripts, gzipped)),
    aim: "≤ 180 kB",
    note: `${scripts.length} files, ${inKb(sum(scripts, ({ length }) => length))} unpacked; styles ${inKb(sum(styles, gzipped))}`,
  };
}

async function asFetched(): Promise<Figure> {
  const dataFolder = newDataFolder();
  const installation = await openInstallation({ port: 0, host: "127.0.0.1", dataFolder, databaseUrl: undefined });
  const { workspace } = await createOwner(installation.db, seedCatalogue, owner);
  const { timeZone, currency } = owner;
  const setting = { pool: installation.jobsPool, workspace, timeZone, currency, now: Date.now() };
  await importFile(setting, { source: await generatedDeals(200), kind: "deals" });
  await installation.close();
  const comeback = await startComeback(dataFolder);
  const browser = await openBrowser();
  try {
    const { cookie } = await comeback.signIn(owner.email, owner.password);
    const context = await browser.newContext();
    await context.addCookies(
      cookie.split("; ").map((pair) => {
        const [name = "", ...value] = pair.split("=");
        return { name, value: value.join("="), url: comeback.url };
      }),
    );
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send("Network.enable");
    const kinds = new Map<string, string>();
    const fetched = new Map<string, number>();
    wire.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
    wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId) ?? "Other";
      fetched.set(kind, (fetched.get(kind) ?? 0) + encodedDataLength);
    });
    await page.goto(comeback.url, { waitUntil: "networkidle" });
    await page.locator("h1").first().waitFor();
    const total = [...fetched.values()].reduce((sum, bytes) => sum + bytes, 0);
    const of = (kind: string) => inKb(fetched.get(kind) ?? 0);
    return {
      what: "  as Chromium fetches it, everything",
      measured: inKb(total),
      note: `scripts ${of("Script")}, styles ${of("Stylesheet")}, fonts ${of("Font")}, answers ${of("Fetch")}; with headers`,
    };
  } finally {
    await browser.close();
    await comeback.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
