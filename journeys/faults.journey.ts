import { randomBytes } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepDatabaseAway } from "./database-away.ts";
import { forgetAll, openBrowser, patienceMs, type RunningComeback, startComeback, takePicture } from "./harness.ts";
import { hubSpotExport } from "./hubspot-export.ts";
import { ada, findDeal, importFiles, makeOwner, showImport, signIn, uploadFile } from "./own-workspace.ts";
import { mountSmallDisk } from "./small-disk.ts";

const lostDeal = "Harbour rollout";
const aFewDeals = () => hubSpotExport({ owner: ada.name, now: Date.now() }).files;

let browser: Browser;
let comeback: RunningComeback;
let profile: BrowserContext;
/** Brought by whichever fault is first. */
let dealId: string | undefined;
beforeAll(async () => {
  [browser, comeback] = await Promise.all([openBrowser(), startComeback()]);
  profile = await newProfile(comeback.url);
  await makeOwner(profile.request);
});
afterAll(async () => {
  await Promise.allSettled([browser?.close(), comeback?.remove()]);
});

async function newProfile(baseURL: string): Promise<BrowserContext> {
  const made = await browser.newContext({ baseURL, locale: "en-GB", timezoneId: "Europe/Berlin" });
  made.setDefaultTimeout(patienceMs);
  return made;
}

/** One program stands all of these, in a browser that knows nothing of what was before; one that fails leaves a picture. */
const withPage =
  (use: (page: Page) => Promise<void>) =>
  async ({ task }: { task: { name: string } }) => {
    const page = await profile.newPage();
    await forgetAll(page, comeback.url);
    await signIn(profile.request);
    try {
      dealId ??= await bringDeals();
      await use(page);
    } catch (error) {
      await takePicture(page, task.name);
      throw error;
    } finally {
      await Promise.all(profile.pages().map((each) => each.close()));
    }
  };

async function bringDeals(): Promise<string> {
  await importFiles(profile.request, aFewDeals());
  return findDeal(profile.request, lostDeal);
}

/** As a power cut would. */
const cutPower = () => comeback.end("SIGKILL");
const restart = async () => {
  const { dataFolder, port } = comeback;
  comeback = await startComeback({ dataFolder, port });
};

const status = (page: Page) => page.getByRole("status").filter({ hasText: /saved|saving/i });
const worked = (page: Page) => page.getByLabel("What worked");

async function openDebrief(page: Page): Promise<void> {
  await page.goto(`/deals/${dealId}/debrief`);
  await page.getByRole("heading", { name: `We lost ${lostDeal}` }).waitFor();
}

const untilSaved = (page: Page) =>
  expect.poll(() => status(page).textContent(), { timeout: 15_000 }).toBe("Saved as you go");

async function draft() {
  return (await (await profile.request.get(`/api/deals/${dealId}/debrief`)).json()).debrief;
}

describe("the program is killed amid a debrief", () => {
  test(
    "the page says so, and goes on where it was, as does another browser",
    withPage(async (page) => {
      await openDebrief(page);
      await page.getByText("They chose a competitor").click();
      await worked(page).fill("They liked the demo");
      await untilSaved(page);
      await cutPower();
      await worked(page).fill("They liked the demo, and said so twice");
      await expect.poll(() => status(page).textContent()).toContain("Not saved yet");
      expect(await worked(page).inputValue()).toBe("They liked the demo, and said so twice");

      await restart();
      // Nobody has to press anything: what was typed meanwhile is saved by itself.
      await untilSaved(page);
      await page.reload();
      await expect.poll(() => worked(page).inputValue()).toBe("They liked the demo, and said so twice");
      await expect.poll(() => page.getByLabel("They chose a competitor").isChecked()).toBe(true);

      // The same from a browser that has never seen it: it is the server's draft.
      const elsewhere = await newProfile(comeback.url);
      try {
        await signIn(elsewhere.request);
        const other = await elsewhere.newPage();
        await openDebrief(other);
        expect(await worked(other).inputValue()).toBe("They liked the demo, and said so twice");
      } finally {
        await elsewhere.close();
      }
    }),
  );
});

describe("the database goes away", () => {
  test(
    "requests say 503 and what it means, the screen keeps what was typed, and all recovers by itself",
    withPage(async (page) => {
      const { request } = profile;
      await openDebrief(page);
      await worked(page).fill("Before");
      await untilSaved(page);

      const letItBack = keepDatabaseAway(comeback.dataFolder);
      try {
        // Connections that are still open notice a moment later that their server is gone.
        await expect.poll(async () => (await request.get("/api/health")).status(), { timeout: 20_000 }).toBe(503);
        for (const path of ["/api/health", "/api/deals", `/api/deals/${dealId}/debrief`, "/api/first-run"]) {
          const answer = await request.get(path);
          expect({ path, status: answer.status() }).toEqual({ path, status: 503 });
          expect(answer.headers()["content-type"]).toContain("application/problem+json");
          expect(await answer.json()).toMatchObject({ status: 503, code: "SERVICE_UNAVAILABLE" });
        }
        const write = await request.post(`/api/deals/${dealId}/reopen`, { data: {} });
        expect(write.status()).toBe(503);
        const { email, password } = ada;
        const door = await request.post("/api/auth/sign-in/email", { data: { email, password } });
        expect(door.status()).toBe(503);

        await worked(page).fill("Before, and while it was away");
        await expect.poll(() => status(page).textContent(), { timeout: 15_000 }).toContain("Not saved yet");
        expect(await status(page).textContent()).toContain("kept in this browser");
        expect(await worked(page).inputValue()).toBe("Before, and while it was away");
      } finally {
        letItBack();
      }

      await expect.poll(async () => (await request.get("/api/health")).status(), { timeout: 20_000 }).toBe(200);
      await untilSaved(page);
      expect((await draft()).answers.whatWorked).toBe("Before, and while it was away");
      // The queue has recovered too: an import is done by a job.
      await importFiles(request, aFewDeals());
    }),
  );
});

/** The last of those with a debrief: at its end it is recorded. */
describe("two tabs debrief one deal", () => {
  test(
    "the second sees the first's, and nothing of either is lost",
    withPage(async (first) => {
      const second = await profile.newPage();
      await openDebrief(first);
      await openDebrief(second);

      await worked(first).fill("The demo was theirs, not ours");
      await untilSaved(first);
      // The second was opened before: it is told, keeps what it wrote, and overwrites nothing.
      await worked(second).fill("We answered within the hour");
      const told = second.getByText("This debrief changed in another window.");
      await told.waitFor();
      expect(await worked(second).inputValue()).toBe("We answered within the hour");
      expect((await draft()).answers.whatWorked).toBe("The demo was theirs, not ours");

      await second.getByRole("button", { name: "Take the other window's" }).click();
      await told.waitFor({ state: "hidden" });
      expect(await worked(second).inputValue()).toBe("The demo was theirs, not ours");
      await second.getByLabel(/^What I do differently/).fill("Meet who signs before the contract");
      await untilSaved(second);

      // Now the first is the one behind; it keeps its own this time.
      await worked(first).fill("The demo, and the quick answers");
      await first.getByRole("button", { name: "Keep what I have here" }).click();
      await first.getByLabel("Decision makers not identified").check();
      await untilSaved(first);
      await first.getByRole("button", { name: "Record the debrief" }).click();
      await first.getByRole("heading", { name: "Recorded. Now the open deals" }).waitFor();

      await worked(second).fill("One more thought");
      await second.getByText(`${ada.name} recorded this debrief meanwhile.`).waitFor();
      expect(await worked(second).inputValue()).toBe("One more thought");
      await second.getByRole("button", { name: "See both" }).click();
      await second.getByRole("heading", { name: `Debrief of ${lostDeal}` }).waitFor();
      await second.getByText("The demo, and the quick answers").waitFor();
      await second.getByText("One more thought").waitFor();
    }),
  );
});

describe("the program is killed amid an import", () => {
  const manyRows = 25_000;
  const manyDeals = () => {
    const rows = Array.from(
      { length: manyRows },
      (_, number) =>
        `M-${number},Manifold ${number},Company ${number % 900},${100 + (number % 900)}.50,EUR,Proposal,open`,
    );
    return ["Deal ID,Deal name,Account,Amount,Currency,Stage,Status", ...rows].join("\n");
  };

  test(
    "the import is gone, and can be started again",
    withPage(async (page) => {
      const { request } = profile;
      const id = await uploadFile(request, manyDeals(), "deals");
      await page.goto(`/import/${id}`);
      await page.getByRole("button", { name: "Import these deals" }).click();
      await expect
        .poll(async () => (await showImport(request, id)).rowsRead, { timeout: 20_000, interval: 20 })
        .toBeGreaterThan(0);
      expect((await showImport(request, id)).state).toBe("running");
      await cutPower();
      await restart();

      // Nobody goes on with it: it waits for its person, with nothing of it taken over.
      await expect.poll(async () => (await showImport(request, id)).state, { timeout: 15_000 }).toBe("uploaded");
      const { rows } = await (await request.get("/api/deals?search=Manifold&limit=1")).json();
      expect(rows).toEqual([]);
      await page.getByText("Nothing of it was taken over; start it again.").waitFor();
      await page.getByRole("button", { name: "Import these deals" }).click();
      await page.getByText("25,000 rows", { exact: true }).waitFor({ timeout: 60_000 });
      expect(await showImport(request, id)).toMatchObject({ state: "done", inserted: manyRows, refused: 0 });
    }),
  );
});

describe("the disk is full", () => {
  test("writes say 503, reads go on or say so, and all recovers when there is room again", async (context) => {
    const disk = mountSmallDisk(192);
    if ("refused" in disk) {
      console.warn(`A full disk was not tried, because this user cannot mount a small one: ${disk.refused}`);
      return context.skip();
    }
    try {
      const onSmallDisk = await startComeback({ dataFolder: `${disk.folder}/comeback/data` });
      const elsewhere = await newProfile(onSmallDisk.url);
      const { request } = elsewhere;
      try {
        await makeOwner(request);
        await importFiles(request, aFewDeals());
        const dealId = await findDeal(request, "Mill automation");
        const log = (body: string) =>
          request.put(`/api/deals/${dealId}/activities/${crypto.randomUUID()}`, {
            data: {
              ...{ kind: "note", direction: null, answered: null, contactId: null, subject: "A note", body },
              happenedAt: new Date(Date.now() - 60_000).toISOString(),
            },
          });
        expect((await log("There is room")).status()).toBe(200);

        disk.fill();
        // Text that does not compress, so that the tables need new pages soon.
        const long = () => Array.from({ length: 600 }, () => crypto.randomUUID().slice(0, 32)).join("");
        const statuses = new Set<number>();
        for (let tries = 0; tries < 200 && !statuses.has(503); tries += 1) statuses.add((await log(long())).status());
        expect([...statuses].filter((one) => one !== 200)).toEqual([503]);
        const refused = await log(long());
        expect(refused.headers()["content-type"]).toContain("application/problem+json");
        expect(await refused.json()).toMatchObject({ status: 503, code: "SERVICE_UNAVAILABLE" });

        const upload = crypto.randomUUID();
        const sent = await request.put(`/api/imports/${upload}/file?name=deals.csv`, {
          headers: { "Content-Type": "application/octet-stream" },
          data: randomBytes(3 * 1024 * 1024),
        });
        expect(sent.status()).toBe(503);

        disk.free();
        await expect.poll(async () => (await log("There is room again")).status(), { timeout: 30_000 }).toBe(200);
        const listed = await (await request.get(`/api/deals/${dealId}/activities?limit=1`)).json();
        expect(listed.rows[0].body).toBe("There is room again");
        // Nothing of the upload stayed, and another one goes through.
        expect((await request.get(`/api/imports/${upload}`)).status()).toBe(404);
        await importFiles(request, aFewDeals());
      } finally {
        await elsewhere.close();
        await onSmallDisk.remove();
      }
    } finally {
      disk.remove();
    }
  });
});
