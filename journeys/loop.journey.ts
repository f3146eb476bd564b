import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { countInteractions } from "./count-interactions.ts";
import { checkA11y, journeys } from "./harness.ts";
import { hubSpotExport, saveExport } from "./hubspot-export.ts";
import { ada } from "./own-workspace.ts";

const walk = journeys();
const mostInteractions = 12;
const { deals, files } = hubSpotExport({ owner: ada.name, now: Date.now() });
const count = (status: string) => deals.filter((deal) => deal.status === status).length;

let folder: string | undefined;
afterAll(async () => {
  if (folder) await rm(folder, { recursive: true, force: true });
});

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** Sends a file as a drop would, and stands before its preview. */
async function chooseFile(page: Page, path: string): Promise<void> {
  await page.locator("input[type=file]").setInputFiles(path);
  await heading(page, "The first rows, as they will be read").waitFor();
}

async function importAsShown(page: Page, what: RegExp): Promise<void> {
  await button(page, what).click();
  await page.getByRole("link", { name: "See what is worth doing today" }).waitFor();
}

/** How many rows the result says were new, changed, as before and refused. */
const resultOf = (page: Page) =>
  page
    .locator("dl")
    .first()
    .locator("div")
    .evaluateAll((parts) =>
      Object.fromEntries(
        parts.map((part) => [part.querySelector("dt")?.textContent, part.querySelector("dd")?.textContent]),
      ),
    );

/** Goes to a deal the way the keyboard does: the palette, its name, Enter. */
async function goToDeal(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+k");
  const search = page.getByRole("dialog").getByRole("textbox");
  await search.pressSequentially(name);
  await page.getByRole("dialog").locator("[data-selected]").getByText(name, { exact: true }).first().waitFor();
  await page.keyboard.press("Enter");
  await heading(page, name).waitFor();
  // Keys are the dialog's until it is gone.
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await button(page, /^Log/).waitFor();
}

describe("a seller's whole loop, from the first visit on", () => {
  test(
    "an export comes in, a loss is debriefed, the open deals that would repeat it are found, and one is repaired",
    walk(async ({ page }) => {
      folder = await mkdtemp(join(tmpdir(), "comeback-export-"));
      const paths = await saveExport(files, folder);

      // The first visit makes the owner.
      await page.goto("/");
      await heading(page, "Turn the next loss into a win").waitFor();
      await checkA11y(page, "the first visit");
      await page.getByLabel("Your name").fill(ada.name);
      await page.getByLabel("E-mail").fill(ada.email);
      await page.getByLabel(/^Password/).fill(ada.password);
      await page.getByLabel("Company or team").fill(ada.workspaceName);
      expect(await page.getByLabel("Time zone").inputValue()).toBe("Europe/Berlin");
      await page.getByLabel("Currency").fill("EUR");
      await page.keyboard.press("Enter");

      // Import my CSV, with one column corrected.
      await heading(page, "Bring your deals").waitFor();
      await checkA11y(page, "the choice of one's own deals or the demo team");
      await page.getByRole("link", { name: "Import my CSV" }).click();
      await heading(page, "Earlier imports").waitFor();
      await checkA11y(page, "the import before a file");
      await chooseFile(page, paths.deals);
      await page.getByText("This looks like an export from HubSpot.").waitFor();
      await checkA11y(page, "the preview");
      const months = page.getByRole("combobox", { name: "Read Months agreed as" });
      expect(await months.inputValue()).toBe("Keep as an attribute");
      await months.click();
      await checkA11y(page, "the preview, choosing a field");
      await months.fill("term");
      await page.getByRole("option", { name: "Offered term in months" }).click();
      await page.getByText("as you chose").first().waitFor();
      expect(await months.inputValue()).toBe("Offered term in months");
      await importAsShown(page, /^Import these deals/);
      expect(await resultOf(page)).toMatchObject({ New: "40 rows", Changed: "0 rows", Refused: "0 rows" });
      await checkA11y(page, "the result of an import");
      for (const kind of ["contacts", "stages", "activities"] as const) {
        await page.getByRole("link", { name: "Import another file" }).click();
        await chooseFile(page, paths[kind]);
        await importAsShown(page, /^Import these/);
        expect(await resultOf(page), kind).toMatchObject({ Refused: "0 rows" });
      }

      // Today: what waits.
      await page.getByRole("link", { name: "See what is worth doing today" }).click();
      await heading(page, "Today").waitFor();
      await heading(page, /^Losses to debrief/).waitFor();
      await page
        .getByText(`1 of ${count("open")} open deals`)
        .first()
        .waitFor();
      await checkA11y(page, "Today");

      // The lost deal, and its debrief in two minutes.
      await page.getByRole("link", { name: "Harbour rollout", exact: true }).click();
      await heading(page, "Harbour rollout").waitFor();
      await heading(page, "What happened").waitFor();
      await checkA11y(page, "a lost deal");
      await page.keyboard.press("d");
      await heading(page, "We lost Harbour rollout").waitFor();
      await checkA11y(page, "the debrief");

      const startedAt = performance.now();
      const interactions = await countInteractions(page);
      // What the record shows is filled in: how it ended, the promise, and the day of the check-up.
      expect(await page.getByLabel("They chose a competitor").isChecked()).toBe(true);
      await page.getByLabel("Decision makers not identified").click();
      await page.getByText("Talk about the discount").click();
      expect(await page.getByRole("radio", { name: /Talk about the discount/ }).isChecked()).toBe(true);
      await page.getByLabel("What worked").click();
      await page.keyboard.type("The demo was built around their own harbour.");
      await page.keyboard.press("Tab");
      await page.keyboard.type("Meet who signs before a contract is sent.");
      await page.getByText(/Three quarters of the 12 months offered/).waitFor();
      await expect.poll(() => page.getByText("Saved as you go").isVisible()).toBe(true);
      await page.keyboard.press("Control+Enter");
      await heading(page, "Recorded. Now the open deals").waitFor();
      const used = await interactions();
      const seconds = (performance.now() - startedAt) / 1000;
      console.log(`The debrief took ${used} interactions and ${seconds.toFixed(1)} s.`);
      expect(used).toBeGreaterThan(0);
      expect(used).toBeLessThanOrEqual(mostInteractions);

      // At once: which open deals are at risk, not known, or safe for this promise.
      await page.getByText("The loss of Harbour rollout is behind you.").waitFor();
      const kinds = page.getByRole("radiogroup", { name: "Which open deals, for No decision maker" });
      await kinds.getByText("▲ At risk 1").waitFor();
      const risky = page.getByRole("row", { name: /Lighthouse fleet/ });
      await risky.getByText("no contact on it is a decision maker").waitFor();
      await checkA11y(page, "the pipeline check of a promise");
      await kinds.getByText("? Not known 1").click();
      await page
        .getByRole("row", { name: /Orchard pilot/ })
        .getByText(/recorded/)
        .waitFor();
      await checkA11y(page, "the pipeline check, not known");
      await kinds.getByText(`✓ Safe ${count("open") - 2}`).click();
      await page.getByRole("row", { name: /Mill automation/ }).waitFor();
      await kinds.getByText("▲ At risk 1").click();

      // One click makes the repair a task; doing it lowers the flag.
      await risky.getByRole("button", { name: "Call for the missing information for Lighthouse fleet" }).click();
      const done = risky.getByRole("button", { name: /^Task is set\. Done\?/ });
      await done.waitFor();
      await checkA11y(page, "a repair that is set");
      await done.click();
      const repair = page.getByRole("dialog", { name: "Call for the missing information" });
      await repair.getByLabel("Somebody else").check();
      await repair.getByLabel("Name").fill("Petra Quandt");
      await checkA11y(page, "a repair being finished");
      await repair.getByLabel("Note").fill("She signs; she wants to see the terms.");
      await repair.getByRole("button", { name: "The repair is done" }).click();
      await repair.getByText("The flag is down on Lighthouse fleet.").waitFor();
      await checkA11y(page, "a flag before and after its repair");
      await repair.getByRole("button", { name: "Go on" }).click();
      await kinds.getByText("▲ At risk 0").waitFor();

      // The history shows it.
      await goToDeal(page, "Lighthouse fleet");
      await page.getByText(/^Call for the missing information, done/).waitFor();
      await page.getByText("She signs; she wants to see the terms.").first().waitFor();
      await page.getByText(/^How they changed/).click();
      await page
        .getByText(/No decision maker.*went down/)
        .first()
        .waitFor();
      expect(await page.getByLabel("What part Petra Quandt has").inputValue()).toBe("decision-maker");
      await checkA11y(page, "an open deal with its history of flags");
    }),
  );

  test(
    "without a CRM: a deal is won, lost, opened again, and a contact, a call and a step are written down by hand",
    walk(async ({ page }) => {
      await page.goto("/");
      await heading(page, "Sign in").waitFor();
      await checkA11y(page, "the sign-in");
      await page.getByLabel("E-mail").fill(ada.email);
      await page.getByLabel(/^Password/).fill(ada.password);
      await page.keyboard.press("Enter");
      await heading(page, "Today").waitFor();

      await goToDeal(page, "Quarry renewal");
      await page.keyboard.press("w");
      const win = page.getByRole("dialog", { name: "We won Quarry renewal" });
      await win.getByRole("button", { name: "Mark won" }).waitFor();
      await checkA11y(page, "the day of a win");
      await page.keyboard.press("Enter");
      await page.getByText("We won Quarry renewal.").waitFor();
      await win.waitFor({ state: "hidden" });
      await button(page, /^Reopen/).waitFor();
      await checkA11y(page, "a deal that was just won, with its notice");
      await page.keyboard.press("o");
      const stages = page.getByRole("dialog", { name: "Open it again in which stage?" });
      await stages.waitFor();
      await checkA11y(page, "choosing the stage to open a deal again in");
      await stages.getByRole("button", { name: "Qualified To Buy" }).click();
      await page.getByText("Quarry renewal is open again, in Qualified To Buy.").waitFor();
      await stages.waitFor({ state: "hidden" });
      await button(page, /^Mark lost/).waitFor();

      await page.keyboard.press("x");
      const ended = page.getByRole("dialog", { name: "How did it end?" });
      await ended.waitFor();
      await checkA11y(page, "how a deal was lost");
      // A slip, taken back at once, was never there.
      await page.keyboard.press("2");
      const offer = page.getByRole("dialog", { name: "We lost Quarry renewal" });
      await offer.waitFor();
      await button(page, "Undo").last().click();
      await offer.waitFor({ state: "hidden" });
      await button(page, /^Mark lost/).waitFor();
      await page.keyboard.press("x");
      await ended.waitFor();
      await page.keyboard.press("1");
      await offer.waitFor();
      await offer.getByLabel("Which competitor did they choose?").fill("Bellstride");
      await checkA11y(page, "the offer of a debrief");
      await offer.getByRole("button", { name: "Later" }).click();
      await offer.waitFor({ state: "hidden" });
      await page.getByText("Lost to Bellstride").first().waitFor();
      await button(page, /^Reopen/).click();
      await stages.getByRole("button", { name: "Presentation Scheduled" }).click();
      await stages.waitFor({ state: "hidden" });
      await button(page, /^Mark lost/).waitFor();

      await button(page, "Add a contact").click();
      const contact = page.getByRole("dialog", { name: "Add a contact" });
      await contact.getByLabel("Name").fill("Rosa Stein");
      await contact.getByText("Decision maker", { exact: true }).click();
      await checkA11y(page, "adding a contact");
      await page.keyboard.press("Enter");
      await page.getByText("Rosa Stein is on the deal.").waitFor();
      await contact.waitFor({ state: "hidden" });
      expect(await page.getByLabel("What part Rosa Stein has").inputValue()).toBe("decision-maker");

      await page.keyboard.press("l");
      const log = page.getByRole("dialog", { name: "Log on Quarry renewal" });
      await log.waitFor();
      await checkA11y(page, "logging a call");
      await log.getByLabel("What it was about").fill("She asked for two references");
      await page.keyboard.press("Enter");
      await page.getByText("Call logged.").waitFor();
      await log.waitFor({ state: "hidden" });
      await page.getByText("She asked for two references").first().waitFor();

      await button(page, /^Who, when\s*: Time frame asked/).click();
      const step = page.getByRole("form", { name: "Time frame asked" });
      await step.getByLabel("What you learned").fill("It has to run before the season starts in April.");
      await step.getByText("Rosa Stein", { exact: true }).click();
      await checkA11y(page, "answering a step");
      await step.getByRole("button", { name: "Done on this day" }).click();
      await page.getByText("“It has to run before the season starts in April.”").waitFor();

      // It has all happened: the page loaded anew says the same.
      await page.reload();
      await page.getByText("“It has to run before the season starts in April.”").waitFor();
      const happened = page.getByRole("list", { name: /^What happened on Quarry renewal/ });
      await expect.poll(() => happened.getByText("Opened again").count()).toBe(2);
      for (const told of ["Won", "Lost", "She asked for two references", "Rosa Stein: decision maker"])
        await happened.getByText(told).first().waitFor();
      await checkA11y(page, "a deal kept by hand");
    }),
  );
});
