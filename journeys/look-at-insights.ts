import type { Page } from "playwright-core";
import { expect } from "vitest";
import { checkStill, shiftsOf } from "./check-looks.ts";

type Finding = { key: string; shown: { won: number; deals: number } };
export type Found = { run: { state: string }; result: { findings: Finding[] } | null };

export async function ask<Answer>({ request }: Page, path: string): Promise<Answer> {
  const answer = await request.get(path);
  expect(answer.ok(), path).toBe(true);
  return answer.json();
}

/** A flag's track record, and where its threshold is chosen. */
const goneQuiet = (page: Page) => ({
  slider: page.getByRole("slider", { name: /Gone quiet/ }),
  record: page.getByRole("region", { name: "Gone quiet" }),
});

/** Through the places of Insights, once all deals of the demo team were looked at. */
export async function lookAtInsights(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const { run, result } = await ask<Found>(page, "/api/insights/why-we-lose");
        return run.state === "done" && result !== null && result.findings.length > 0;
      },
      { timeout: 240_000 },
    )
    .toBe(true);

  // The finding is the title; its counts are those of its deals.
  const { result } = await ask<Found>(page, "/api/insights/why-we-lose");
  await page.goto("/");
  await page.getByRole("navigation", { name: "Places" }).first().getByRole("link", { name: "Insights" }).click();
  await page.getByRole("heading", { level: 1, name: /won \d+ points less often$/ }).waitFor();
  await page.getByText(/^We looked at [\d,]+ things/).waitFor();
  for (const fold of await page.getByRole("main").locator("summary").all()) await fold.press("Enter");
  const unfold = page.getByRole("button", { name: /more.* of / }).first();
  await unfold.press("Enter");
  expect(await unfold.getAttribute("aria-expanded")).toBe("true");
  await checkStill(page, "why we lose");

  const first = page.locator("table").first().getByRole("row").nth(1);
  const lost = await first.textContent();
  await first.getByRole("link").press("Enter");
  await page.waitForURL(/\/insights\/deals\?key=/);
  const key = new URL(page.url()).searchParams.get("key");
  const finding = result?.findings.find((each) => each.key === key);
  expect(finding, `the row “${lost}” opens deals of ${key}`).toBeDefined();
  await page.getByRole("link", { name: `won ${finding?.shown.won} of ${finding?.shown.deals}` }).waitFor();
  await page.getByRole("main").getByRole("row").nth(1).waitFor();
  await checkStill(page, "the deals behind a finding");
  const listed = page.getByRole("main").getByRole("row");
  const before = await listed.count();
  await page.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => listed.count()).toBeGreaterThan(before);
  // More rows push down what stands below them, as asked.
  await shiftsOf(page);

  // A threshold is tried by keyboard alone, and its consequence is told.
  await page.getByRole("link", { name: "Track records" }).click();
  const { slider, record } = goneQuiet(page);
  await slider.focus();
  const was = await slider.getAttribute("aria-valuetext");
  const told = await record.getByRole("status").textContent();
  await page.keyboard.press("ArrowRight");
  expect(await slider.getAttribute("aria-valuetext")).not.toBe(was);
  expect(await record.getByRole("status").textContent()).not.toBe(told);
  await checkStill(page, "track records");

  await page.goto("/insights/odds");
  await page
    .getByRole("heading", { level: 1, name: /^The odds pick the deal that is won \d+ times in 100$/ })
    .waitFor();
  await checkStill(page, "how good the odds are");

  // An open deal tells its odds together with all the rest, so that nothing moves.
  const { rows } = await ask<{ rows: { id: string }[] }>(page, "/api/deals?status=open&limit=1");
  await page.goto(`/deals/${rows[0]?.id}`);
  await page.getByRole("heading", { name: "Odds" }).waitFor();
  await page.getByText(/^\d+ in 100, likely \d+ to \d+$/).waitFor();
  await checkStill(page, "an open deal with its odds");

  await page.goto("/insights/same-mistake");
  await page.getByRole("heading", { level: 1, name: /came back .* after somebody promised/ }).waitFor();
  await checkStill(page, "same mistake again");

  await page.goto("/insights/cut-losses");
  await page
    .getByText(/still needed\. Worth .* the same hours bring .* elsewhere\.$/)
    .first()
    .waitFor();
  await checkStill(page, "cut your losses");
  await page
    .getByRole("link", { name: /^Decide on its page/ })
    .first()
    .press("Enter");
  await page.getByRole("button", { name: /^Mark lost/ }).waitFor();

  await page.goto("/settings/insights");
  await page.getByLabel("A finding takes at least").waitFor();
  await checkStill(page, "the settings of Insights");
}

/** By keyboard alone; and back with the key that undoes. */
export async function setThreshold(page: Page): Promise<void> {
  await page.goto("/insights/flags");
  const { slider, record } = goneQuiet(page);
  await slider.focus();
  const was = await slider.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowRight");
  const chosen = await slider.getAttribute("aria-valuetext");
  expect(chosen).not.toBe(was);
  await record.getByRole("button", { name: /^Use this threshold/ }).press("Enter");
  await record.getByRole("button", { name: "This threshold is set" }).waitFor();
  type Flags = { rows: { name: string; thresholds: { warnDays?: number } }[] };
  const warnDays = async () =>
    (await ask<Flags>(page, "/api/red-flags")).rows.find(({ name }) => name === "Gone quiet")?.thresholds.warnDays;
  expect(`quiet for ${await warnDays()} days`).toBe(chosen);
  await page.keyboard.press("z");
  await expect.poll(async () => `quiet for ${await warnDays()} days`).toBe(was);
}
