import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { checkEverywhere, checkStill, goTo, shiftsOf, watchShifts } from "./check-looks.ts";
import { checkA11y, journeys } from "./harness.ts";
import { ask, type Found, lookAtInsights, setThreshold } from "./look-at-insights.ts";
import { makeOwner, signIn } from "./own-workspace.ts";

/** One program for all of it: moving the demo team in, and looking at its deals together, is most of what these walks cost. */
const walk = journeys();

async function findDealId({ request }: Page, asked: string): Promise<string> {
  const { rows } = await (await request.get(`/api/deals?limit=1&${asked}`)).json();
  return rows[0].id;
}

test(
  "the demo team moves in, and every place is alive with it",
  walk(async ({ page }) => {
    await makeOwner(page.request);
    await watchShifts(page);

    // Nothing was looked at yet: that is said, and one can look.
    await page.goto("/insights");
    await page.getByRole("button", { name: /^Look at the deals/ }).waitFor();
    await checkStill(page, "Insights, before anybody looked");

    await page.goto("/");
    await page.getByRole("heading", { name: "Bring your deals" }).waitFor();
    await page.getByRole("button", { name: "Show me the demo team" }).click();
    await page.getByText("The demo team is moving in").waitFor();
    await checkA11y(page, "the demo team moving in");

    // Today, alive: losses to debrief, repairs, deals at risk, calls that are due, and the form strip. The
    // promises are those of the reps; whoever looks on has made none.
    await page.getByRole("heading", { name: "Today" }).waitFor({ timeout: 240_000 });
    const lists = ["Losses to debrief", "Repairs to do", "Open deals at risk", "Check-ups due"];
    for (const list of lists) {
      const region = page.getByRole("region", { name: new RegExp(`^${list}`) });
      await region.getByRole("listitem").first().waitFor();
    }
    expect(
      await page
        .getByRole("list", { name: /^The last results/ })
        .getByRole("listitem")
        .count(),
    ).toBeGreaterThan(5);
    await checkEverywhere(page, "Today");

    await page.getByRole("button", { name: /^Your menu/ }).click();
    await checkEverywhere(page, "the menu of the person");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await checkEverywhere(page, "the list of keys");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("textbox").fill("deal");
    await page.getByRole("dialog").locator("[data-selected]").waitFor();
    await checkEverywhere(page, "the command palette");
    await page.keyboard.press("Escape");

    const [open, lost, waiting] = await Promise.all([
      findDealId(page, "status=open"),
      findDealId(page, "status=lost&debriefed=true"),
      findDealId(page, "status=lost&debriefed=false"),
    ]);
    const places: [path: string, until: string | RegExp][] = [
      // Two of a kind never follow one another: the page stays, and one would be taken for the other.
      ["/deals", "Deals"],
      [`/deals/${open}`, "Red flags"],
      [`/deals/${waiting}/debrief`, /^We lost/],
      [`/deals/${lost}`, "Red flags"],
      [`/deals/${lost}/debrief`, /^Debrief of/],
      ["/deals/new", /./],
      ["/pipeline-check", "Pipeline check"],
      ["/check-ups", "Check-ups"],
      ["/team/head-to-head", "In their words"],
      ["/audience", "By persona"],
      ["/audience/over-time", "Win rate by quarter"],
      ["/audience/campaigns", "With what we reach them"],
      ["/import", "Earlier imports"],
      ["/welcome", "Bring your deals"],
      ...["process", "reasons", "red-flags", "people", "workspace", "api-keys", "audit"].map(
        (part): [string, string] => [`/settings/${part}`, "Settings"],
      ),
    ];
    for (const [path, until] of places) {
      await goTo(page, path);
      await page.getByRole("heading", { name: until }).first().waitFor();
      // Skeletons keep the room of what is still to come.
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      await checkEverywhere(page, path.replace(/[0-9a-f-]{36}/, "a deal"));
    }
  }),
  // Some forty looks at twenty places: a busy machine needs its time.
  600_000,
);

test(
  "why we lose leads to its deals, a flag's threshold is tried, a deal tells its odds, and what to cut its sums",
  walk(async ({ page }) => {
    await signIn(page.request);
    await watchShifts(page);
    await lookAtInsights(page);
  }),
  600_000,
);

test(
  "a finding goes to marketing, marketing's part is answered with a day, and the week is read from one sheet",
  walk(async ({ page }) => {
    await signIn(page.request);
    await watchShifts(page);
    const { result } = await ask<Found>(page, "/api/insights/why-we-lose");
    const key = result?.findings[0]?.key ?? "";
    await page.goto(`/insights/deals?${new URLSearchParams({ key })}`);
    await page.getByRole("link", { name: "Send to marketing" }).click();
    await page.getByRole("heading", { name: /^Deals that show/ }).waitFor();
    await checkStill(page, "a packet that is written");
    const question = "Do we still write to such companies?";
    await page.getByLabel("Your question").fill(question);
    await page.getByRole("button", { name: "Send to marketing" }).press("Enter");
    await page.getByRole("heading", { level: 1, name: question }).waitFor();
    await page.getByText("Marketing has not answered yet.").waitFor();
    await shiftsOf(page);
    await page.reload();
    await page.getByText("Marketing has not answered yet.").waitFor();
    await checkStill(page, "a packet that waits");

    // Nobody who does marketing signs in here, so that whoever owns the workspace is asked; but never by themselves.
    await page.goto("/");
    const marketing = page.getByRole("region", { name: /^Marketing/ });
    await marketing.getByRole("link", { name: question, exact: true }).waitFor();
    const answers = marketing.getByRole("link", { name: /^Answer/ });
    await answers.first().waitFor();
    expect(await answers.filter({ hasText: question }).count()).toBe(0);
    await answers.first().press("Enter");
    await page.getByLabel("What you will do").fill("We take them off the list.");
    await page.getByText("In two weeks").click();
    await page.getByRole("button", { name: "Accept" }).press("Enter");
    await page.getByText(/^Accepted, due/).waitFor();
    await page.getByRole("link", { name: "Packets" }).last().click();
    await page
      .getByRole("row", { name: /Accepted, due/ })
      .first()
      .waitFor();
    await checkEverywhere(page, "the packets");

    await page.goto("/insights/weekly");
    await page.getByRole("heading", { level: 1, name: /^The week from/ }).waitFor();
    for (const part of ["Results", "What we lost, and why", "One question"])
      await page.getByRole("heading", { name: part }).waitFor();
    await checkStill(page, "the week");
    for (const format of ["A4", "Letter"]) {
      const sheets = (await page.pdf({ format })).toString("latin1").match(/\/Type\s*\/Page\b/g);
      expect(sheets?.length, `sheets of ${format}`).toBe(1);
    }
    const title = await page.getByRole("heading", { level: 1 }).textContent();
    await page.getByRole("link", { name: "The week before" }).press("Enter");
    await expect.poll(() => page.getByRole("heading", { level: 1 }).textContent()).not.toBe(title);
  }),
  300_000,
);

test(
  "figures are narrowed, walked by keys, opened as their deals, kept as a view and taken away; the scorecard names its deals",
  walk(async ({ page }) => {
    await signIn(page.request);
    await watchShifts(page);
    await page.goto("/insights/figures?period=last-12-months");
    const head = page.getByRole("heading", { level: 1, name: /^We won [\d,]+ of [\d,]+ deals that closed$/ });
    await head.waitFor();
    await page.getByRole("heading", { name: /^Deals stay longest in/ }).waitFor();
    await checkStill(page, "the figures");
    const all = await countsOf(head);
    await page.getByLabel("Persona").selectOption({ label: "Owners" });
    await expect.poll(async () => (await countsOf(head))[1]).toBeLessThan(all[1]);
    const [won, closed] = await countsOf(head);

    // As a table, from which the same count opens as many deals; and the file holds them all.
    await page
      .getByRole("button", { name: /^Show as table of/ })
      .first()
      .press("Enter");
    const row = page.getByRole("table", { name: "Win rate by period" }).getByRole("row").nth(1);
    await row.getByRole("link", { name: String(won) }).press("Enter");
    await page.getByRole("heading", { level: 1, name: new RegExp(`\\b${won}\\b|won`, "i") }).waitFor();
    const { search } = new URL(page.url());
    const file = await (await page.request.get(`/api/exports/figure-deals.csv${search}`)).text();
    expect(file.trimEnd().split("\r\n").length - 1).toBe(won);
    await page.goBack();
    await head.waitFor();

    // Along a chart with the arrows; Enter opens what is behind its part.
    const funnel = page.getByRole("group", { name: /^Most lost deals left/ });
    await funnel.locator("[tabindex='0']").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/insights\/figures\/deals\?/);
    await page.goBack();
    await head.waitFor();

    await page.getByRole("button", { name: "Views" }).press("Enter");
    await page.getByRole("menuitem", { name: "Save this view" }).press("Enter");
    await page.getByRole("dialog").getByLabel("Name").fill("Owners, a year");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.goto("/insights/figures");
    await page.getByRole("button", { name: "Views" }).press("Enter");
    await page.getByRole("menuitem", { name: "Owners, a year" }).press("Enter");
    await expect.poll(() => countsOf(head)).toEqual([won, closed]);

    await page.getByRole("link", { name: "How we worked" }).press("Enter");
    await page.getByRole("heading", { level: 1, name: /answered/ }).waitFor();
    await checkEverywhere(page, "the figures of work");

    await page.goto("/audience/ideal-customer");
    await page.getByRole("heading", { name: "The scorecard" }).waitFor({ timeout: 120_000 });
    await checkStill(page, "the ideal customer");
    const first = page
      .getByRole("table", { name: /^The scorecard/ })
      .getByRole("row")
      .nth(1);
    await first.getByRole("link").press("Enter");
    await page.waitForURL(/\/audience\/ideal-customer\/deals\?/);
    await page.getByRole("row").nth(5).waitFor();
  }),
  300_000,
);

/** "We won 706 of 1,549 deals that closed" */
async function countsOf(head: Locator): Promise<[won: number, closed: number]> {
  const [won = 0, closed = 0] =
    ((await head.textContent()) ?? "").match(/[\d,]+/g)?.map((text) => Number(text.replace(",", ""))) ?? [];
  return [won, closed];
}

// Another threshold asks for another look at all deals: it would begin in some seconds, and they are gone before.
test(
  "a flag's threshold is set by keyboard and taken back",
  walk(async ({ page }) => {
    await signIn(page.request);
    await setThreshold(page);
  }),
);

test(
  "the demo team moves out again, without a trace",
  walk(async ({ page }) => {
    await signIn(page.request);
    await page.goto("/settings/workspace");
    await page.getByRole("button", { name: "Clear the demo team" }).click();
    await page.getByRole("heading", { name: "Bring your deals" }).waitFor({ timeout: 240_000 });
    const { rows } = await (await page.request.get("/api/deals?limit=1")).json();
    expect(rows).toEqual([]);
    expect((await (await page.request.get("/api/demo-team")).json()).state).toBe("none");
  }),
  600_000,
);
