import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { checkA11y, journeys } from "./harness.ts";
import { makeOwner } from "./own-workspace.ts";

const walk = journeys();

/** Both widths and both schemes, each once: what is wrong in one scheme's colours is so at either width. */
const looks = [
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 390, height: 844, colorScheme: "dark" },
] as const;

/** What is on the screen now keeps nobody out and reaches nowhere sideways. */
async function checkEverywhere(page: Page, what: string): Promise<void> {
  for (const { colorScheme, ...size } of looks) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await checkA11y(page, `${what}, ${size.width} wide, ${colorScheme}`);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways, `${what} reaches out of a ${size.width} wide window`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function findDealId({ request }: Page, asked: string): Promise<string> {
  const { rows } = await (await request.get(`/api/deals?limit=1&${asked}`)).json();
  return rows[0].id;
}

test(
  "the demo team moves in, every place is alive with it, and it moves out again",
  walk(async ({ page }) => {
    await makeOwner(page.request);
    await page.goto("/");
    await page.getByRole("heading", { name: "Bring your deals" }).waitFor();
    await page.getByRole("button", { name: "Show me the demo team" }).click();
    await page.getByText("The demo team is moving in").waitFor();
    await checkA11y(page, "the demo team moving in");

    // Today, alive: losses to debrief, repairs, deals at risk, calls that are due, and the form strip. The
    // promises are those of the reps; whoever looks on has made none.
    await page.getByRole("heading", { name: "Today" }).waitFor({ timeout: 90_000 });
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
      ["/deals", "Deals"],
      [`/deals/${open}`, "Red flags"],
      [`/deals/${lost}`, "Red flags"],
      [`/deals/${waiting}/debrief`, /^We lost/],
      [`/deals/${lost}/debrief`, /^Debrief of/],
      ["/deals/new", /./],
      ["/pipeline-check", "Pipeline check"],
      ["/check-ups", "Check-ups"],
      ["/import", "Earlier imports"],
      ["/welcome", "Bring your deals"],
      ...["process", "reasons", "red-flags", "people", "workspace", "api-keys", "audit"].map(
        (part): [string, string] => [`/settings/${part}`, "Settings"],
      ),
    ];
    for (const [path, until] of places) {
      await page.goto(path);
      await page.getByRole("heading", { name: until }).first().waitFor();
      // Skeletons keep the room of what is still to come.
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      await checkEverywhere(page, path.replace(/[0-9a-f-]{36}/, "a deal"));
    }

    // And out again, without a trace.
    await page.goto("/settings/workspace");
    await page.getByRole("button", { name: "Clear the demo team" }).click();
    await page.getByRole("heading", { name: "Bring your deals" }).waitFor({ timeout: 90_000 });
    const { rows } = await (await page.request.get("/api/deals?limit=1")).json();
    expect(rows).toEqual([]);
    expect((await (await page.request.get("/api/demo-team")).json()).state).toBe("none");
  }),
  // Some forty looks at twenty places: a busy machine needs its time.
  300_000,
);
