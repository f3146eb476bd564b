import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { checkA11y, journeys } from "./harness.ts";
import { ada, makeOwner, signIn } from "./own-workspace.ts";

const walk = journeys();
const dialog = (page: Page) => page.getByRole("dialog");
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name });
const link = (page: Page, name: string) => page.getByRole("link", { name, exact: true });
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();

const csv = (name: string, lines: string[]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });

describe("an admin sets the team up", () => {
  let isOwnerMade = false;
  const asOwner = (steps: (page: Page) => Promise<void>) =>
    walk(async ({ page }) => {
      if (isOwnerMade) await signIn(page.request);
      else await makeOwner(page.request);
      isOwnerMade = true;
      await steps(page);
    });

  test(
    "a reason is added, found by its address, put away, and taken back",
    asOwner(async (page) => {
      await page.goto("/settings/reasons");
      await link(page, "Add a reason").click();
      await dialog(page).getByRole("textbox", { name: "Reason" }).fill("Their merger stopped it");
      await dialog(page).getByRole("combobox", { name: "Who can change it" }).click();
      await page.getByRole("option", { name: "Only they (fixed)" }).click();
      // What is not ours names what we can do next to it.
      await press(page, "Save");
      await dialog(page).getByLabel("What we can do next to it").fill("Ask who decides after the merger.");
      await checkA11y(page, "a new reason");
      await press(page, "Save");
      await dialog(page).waitFor({ state: "detached" });

      await link(page, "Their merger stopped it").click();
      await heading(page, "Their merger stopped it").waitFor();
      const address = page.url();
      expect(address).toMatch(/\?open=[0-9a-f-]{36}$/);
      await page.keyboard.press("Escape");
      await expect.poll(() => new URL(page.url()).search).toBe("");

      await page.goto(address);
      await heading(page, "Their merger stopped it").waitFor();
      await press(page, "Put it away");
      await heading(page, "Put away").waitFor();
      // Behind a dialog no key is heard.
      await dialog(page).waitFor({ state: "detached" });
      await page.keyboard.press("z");
      await heading(page, "Put away").waitFor({ state: "detached" });
      await link(page, "Their merger stopped it").waitFor();
    }),
  );

  test(
    "a method's steps are added and watched: reason, step, flag and repair hang together",
    asOwner(async (page) => {
      await page.goto("/settings/process");
      await press(page, "Add the steps of MEDDPICC");
      await press(page, "Watch them as red flags for MEDDPICC");
      await page.getByText("The steps of MEDDPICC are watched on every open deal").waitFor();
      await checkA11y(page, "a method that is watched");
      await page.goto("/settings/reasons");
      const row = page.getByRole("row").filter({ has: link(page, "Economic buyer not known") });
      await row.waitFor();
      expect(await row.locator("th, td").allInnerTexts()).toEqual([
        "Economic buyer not known",
        "Economic buyer",
        "Economic buyer not known",
        "Call for the missing information",
      ]);
    }),
  );

  test(
    "a manager is given their team and a way in; who only sells sees the settings and no button to change them",
    asOwner(async (page) => {
      const people = [
        { id: randomUUID(), name: "Boris Lund", email: "boris@example.com", role: "rep", managerId: null },
        { id: randomUUID(), name: "Clara Nowak", email: null, role: "rep", managerId: null },
      ];
      for (const { id, ...person } of people)
        expect((await page.request.put(`/api/members/${id}`, { data: person })).ok()).toBe(true);

      await page.goto("/settings/people");
      await link(page, "Clara Nowak").click();
      await dialog(page).getByRole("combobox", { name: "Role" }).click();
      await page.getByRole("option", { name: "Sales manager" }).click();
      await dialog(page).getByRole("combobox", { name: "Their team" }).fill("Boris");
      await page.getByRole("option", { name: "Boris Lund" }).click();
      await page.keyboard.press("Escape");
      await checkA11y(page, "a person");
      await press(page, "Save");
      await page.getByText("Sales manager of 1").waitFor();

      // Boris comes in by a link that he is handed, and chooses his own password.
      await link(page, "Boris Lund").click();
      await press(page, "Make an invitation link");
      const address = await dialog(page)
        .getByText(/sign-in-link#/)
        .innerText();
      await checkA11y(page, "a link for somebody");
      await page.context().clearCookies();
      await page.goto(address);
      await heading(page, "Welcome, Boris Lund").waitFor();
      await checkA11y(page, "choosing a password");
      await page.getByLabel(/^Password/).fill(ada.password);
      await page.keyboard.press("Enter");
      await heading(page, /^Good |^Today/).waitFor();
      await page.goto(address);
      await heading(page, "This link no longer works").waitFor();
      await checkA11y(page, "a link that ended");
      for (const part of ["process", "reasons", "red-flags", "people", "workspace"]) {
        await page.goto(`/settings/${part}`);
        await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
        await page
          .getByText(/Managers and admins|^Admins/)
          .first()
          .waitFor();
        expect(await page.getByRole("link", { name: /^Add / }).count(), part).toBe(0);
      }
    }),
  );

  test(
    "who leaves is out at once, their open deals go to a colleague, and Z takes them back",
    asOwner(async (page) => {
      const fin = { id: randomUUID(), name: "Fin Adler", email: "fin@example.com", role: "rep", managerId: null };
      expect((await page.request.put(`/api/members/${fin.id}`, { data: fin })).ok()).toBe(true);
      const [{ id: pipelineId, stages }] = (await (await page.request.get("/api/pipelines")).json()).rows;
      const deal = {
        ...{ name: "Fjord rollout", accountName: null, ownerId: fin.id, pipelineId, stageId: stages[0].id },
        ...{ amountCents: null, currency: null, expectedCloseOn: null, pitchedOn: null, offeredTermMonths: null },
        ...{ competitor: null, leadSource: null },
      };
      const dealId = randomUUID();
      expect((await page.request.put(`/api/deals/${dealId}`, { data: deal })).ok()).toBe(true);
      const ownerOf = async () => (await (await page.request.get("/api/deals?search=Fjord")).json()).rows[0].ownerName;

      await page.goto("/settings/people");
      await link(page, "Fin Adler").click();
      await dialog(page).getByRole("combobox", { name: "Their open deals and tasks go to" }).fill("Ada");
      await page.getByRole("option", { name: ada.name }).click();
      await press(page, "Deactivate Fin Adler");
      await page.getByText("Fin Adler can no longer sign in. 1 open deal and 0 tasks went to Ada Okafor.").waitFor();
      await heading(page, "Left the team").waitFor();
      await checkA11y(page, "people who left");
      expect(await ownerOf()).toBe(ada.name);
      await page.keyboard.press("z");
      await heading(page, "Left the team").waitFor({ state: "detached" });
      expect(await ownerOf()).toBe("Fin Adler");
    }),
  );

  test(
    "what is not accepted is where one stands: the wrong password again, the field that is wrong",
    asOwner(async (page) => {
      await page.goto("/settings/workspace");
      await page.getByLabel("Time zone").fill("Atlantis");
      await press(page, /^Save$/);
      await page.getByText("This time zone is not known.").waitFor();
      await expect.poll(() => page.locator(":focus").getAttribute("name")).toBe("timeZone");
      await page.context().clearCookies();
      await page.goto("/");
      await page.getByLabel("E-mail").fill(ada.email);
      await page.getByLabel(/^Password/).fill("not my password");
      await page.keyboard.press("Enter");
      await page.getByText("This e-mail and password do not belong together.").waitFor();
      await expect.poll(() => page.locator(":focus").getAttribute("autocomplete")).toBe("current-password");
      // The wrong one is marked: typing puts the right one in its place.
      await page.keyboard.type(ada.password);
      await page.keyboard.press("Enter");
      await heading(page, "Today").waitFor();
    }),
  );

  test(
    "a session that ends keeps the page and what was typed on it",
    asOwner(async (page) => {
      await page.goto("/settings/workspace");
      await page.getByLabel("Company or team").fill("Northwind Trading");
      await page.context().clearCookies();
      await press(page, /^Save$/);
      await heading(page, "Sign in to go on").waitFor();
      await checkA11y(page, "signing in again");
      await dialog(page)
        .getByLabel(/^Password/)
        .fill(ada.password);
      await dialog(page).getByRole("button", { name: "Sign in" }).click();
      await dialog(page).waitFor({ state: "detached" });
      expect(await page.getByLabel("Company or team").inputValue()).toBe("Northwind Trading");
      await press(page, /^Save$/);
      await page.getByText("The settings are saved.").waitFor();
    }),
  );

  test(
    "several files are dropped at once: each is looked at in its turn, and what is undecided is asked",
    asOwner(async (page) => {
      await page.goto("/import");
      await page
        .locator("input[type=file]")
        .setInputFiles([
          csv("contacts.csv", [
            "Deal ID,Contact name,Contact email,Buying role",
            "7,Petra Quandt,petra@example.com,Decision maker",
          ]),
          csv("deals.csv", [
            "Deal ID,Deal name,Account,Amount,Stage,Close date,Created",
            "7,Harbour rollout,Harbour Lines,12500,Proposal,03/04/2026,01/02/2026",
            "8,Fjord pilot,Fjord Foods,many,Proposal,05/06/2026,02/03/2026",
            "9,Elm renewal,Elm Logistics,800,Proposal,07/08/2026,03/03/2026",
            "10,Grove fleet,Grove Schools,9400,Proposal,09/10/2026,04/03/2026",
          ]),
        ]);
      await heading(page, "Waiting for you").waitFor();
      await checkA11y(page, "files that wait");
      // The contact belongs to a deal: the deals come first, whatever the order they were dropped in.
      const names = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: /^Look at it/ }) });
      expect(await names.allTextContents()).toEqual([
        expect.stringContaining("deals.csv"),
        expect.stringContaining("contacts.csv"),
      ]);
      await page.getByRole("link", { name: "Look at it deals.csv" }).click();
      await heading(page, "Settle this first").waitFor();
      expect(await page.getByRole("button", { name: "Import these deals" }).isDisabled()).toBe(true);
      await checkA11y(page, "a question of an import");
      await page
        .getByRole("group", { name: "In “Close date”, is the day or the month written first?" })
        .getByRole("button", { name: "The day: 03/04/2026 is 3 Apr" })
        .click();
      // The other column is written as this one: it is not asked about again.
      await heading(page, "Settle this first").waitFor({ state: "detached" });
      await page.getByText("4 rows, columns separated by commas, text in UTF-8.").waitFor();
      await page.getByText("“Close date” is read with the day first: as you chose.").waitFor();
      await page.getByText("1 of these 4 would be refused").waitFor();
      // Amounts say no currency: what is taken for granted can be put right.
      await page.getByRole("combobox", { name: "Amounts without a currency are in" }).fill("CHF");
      await page.getByRole("option", { name: /^CHF/ }).click();
      await page.getByText("12500.00 CHF").waitFor();
      await page.getByText(/Refused\. Amount “many”/).waitFor();
      await press(page, "Import these deals");
      await page.getByRole("link", { name: "Go on with contacts.csv" }).click();
      await press(page, /^Import these contacts/);
      await page.getByRole("link", { name: "See what is worth doing today" }).waitFor();
      await page.goBack();
      await page.getByText("3 deals: 0 won, 0 lost, 3 open.").waitFor();
      const { rows } = await (await page.request.get("/api/deals?search=Harbour")).json();
      expect(rows).toMatchObject([
        { name: "Harbour rollout", expectedCloseOn: "2026-04-03", amount: { amountCents: 1_250_000, currency: "CHF" } },
      ]);
    }),
  );
});
