import { randomUUID } from "node:crypto";
import type { APIRequestContext, BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { checkA11y, journeys, patienceMs } from "./harness.ts";
import { ada, makeOwner } from "./own-workspace.ts";

const walk = journeys();

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true };
const names = { mara: "Mara Lind", ben: "Ben Sommer", cleo: "Cleo Martin", dora: "Dora Weiss" } as const;
const emailOf = (name: string) => `${name.split(" ")[0]?.toLowerCase()}@example.com`;

/** As somebody would who asks the API; what fails here is a fault of the story. */
async function ask(request: APIRequestContext, method: "get" | "put" | "post", path: string, data?: object) {
  const answer = await request[method](`/api${path}`, data ? { data } : {});
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

async function signIn(request: APIRequestContext, name: string): Promise<void> {
  await ask(request, "post", "/auth/sign-in/email", { email: emailOf(name), password: ada.password });
}

/** Mara leads Ben, Cleo and Dora. Ben loses a major deal, and has an open one where nobody who decides is known. */
async function tellStory(request: APIRequestContext): Promise<void> {
  await makeOwner(request);
  const [mara, ben, cleo, dora] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  for (const [name, id] of [
    [names.mara, mara],
    [names.ben, ben],
    [names.cleo, cleo],
    [names.dora, dora],
  ] as const) {
    const email = emailOf(name);
    const works = id === mara ? { role: "manager", managerId: null } : { role: "rep", managerId: mara };
    await ask(request, "put", `/members/${id}`, { name, email, ...works });
    await ask(request, "post", `/members/${id}/sign-in`, { email, password: ada.password });
  }
  const [pipeline] = (await ask(request, "get", "/pipelines")).rows;
  const proposal = pipeline.stages.find(({ name }: { name: string }) => name === "Proposal");
  const deal = async (name: string, ownerId: string, amountCents: number, competitor: string | null = null) => {
    const id = randomUUID();
    await ask(request, "put", `/deals/${id}`, {
      ...{ name, accountName: `${name} Ltd`, ownerId, pipelineId: pipeline.id, stageId: proposal.id, amountCents },
      ...{ currency: "EUR", expectedCloseOn: null, pitchedOn: null, offeredTermMonths: 12, competitor },
      leadSource: null,
    });
    return id;
  };
  const contact = (dealId: string, name: string, email: string, role: string) =>
    ask(request, "put", `/deals/${dealId}/contacts/${randomUUID()}`, {
      name,
      email,
      phone: null,
      jobTitle: null,
      role,
    });
  const open = await deal("Lighthouse fleet", ben, 4_200_000);
  await contact(open, "Otto Brandt", "otto@example.com", "champion");
  await deal("Mill automation", cleo, 1_800_000);
  const lost = await deal("Kite logistics", ben, 9_000_000, "Fleetly");
  await contact(lost, "Rosa Stein", "rosa@example.com", "decision-maker");
  await ask(request, "put", `/major-loss-rules/${randomUUID()}`, {
    ...{ version: 0, name: "From 50,000 euros", minAmountCents: 5_000_000, competitors: null, segment: null },
    stageId: null,
  });
  await ask(request, "post", `/deals/${lost}/close`, { outcome: "lost", closedAt: new Date().toISOString() });
  await expect
    .poll(async () => (await ask(request, "get", "/post-mortems")).counts.due, { timeout: patienceMs })
    .toBe(1);
}

/** Somebody else at a device of their own. */
async function another(page: Page, url: string, name: string | null, faults: string[]): Promise<Page> {
  const profile = await page
    .context()
    .browser()
    ?.newContext({
      ...{ baseURL: url, locale: "en-GB", timezoneId: "Europe/Berlin", ...phone },
    });
  if (!profile) throw new Error("There is no browser.");
  profile.setDefaultTimeout(patienceMs);
  if (name) await signIn(profile.request, name);
  const opened = await profile.newPage();
  opened.on("pageerror", (error) => faults.push(`${name ?? "the customer"}: ${error.message}`));
  return opened;
}

/** The customer answers what they want to, and leaves out the rest. */
async function answerForm(customer: Page, link: string): Promise<void> {
  await customer.goto(link);
  await heading(customer, "What should we learn from your decision?").waitFor();
  await button(customer, "Begin").click();
  await customer.getByLabel("What it did better").fill("They asked who signs, and spoke with her.");
  await checkA11y(customer, "a question of the customer's form");
  await button(customer, "Next").click();
  const recommends = heading(customer, "What one or two things should we do differently?");
  for (let step = 0; step < 6 && !(await recommends.isVisible()); step++) await button(customer, "Skip").click();
  await customer.getByLabel("First").fill("Meet the one who signs before you write an offer.");
  await button(customer, "Next").click();
  await customer.getByLabel("Maybe").check();
  await button(customer, "Next").click();
  await button(customer, "Skip").click();
  await button(customer, "Skip").click();
  await button(customer, "Send my answers").click();
  await heading(customer, "Thank you").waitFor();
}

describe("the customer's voice", () => {
  test(
    "a customer says why by form; it becomes a practice, a meeting's decision, a task on an open deal, and its flag goes down",
    walk(
      async ({ page: mara, url }) => {
        const faults: string[] = [];
        await tellStory(mara.request);
        await mara.context().clearCookies();
        await signIn(mara.request, names.mara);
        const people = [names.ben, names.cleo, names.dora];
        const [customer, ...reps] = await Promise.all(
          [null, ...people].map((name) => another(mara, url, name, faults)),
        );
        const [ben, cleo, dora] = reps;
        if (!customer || !ben || !cleo || !dora) throw new Error("Somebody is missing.");

        // The major loss is there by itself; the customer is asked by a form.
        await mara.goto("/team");
        await mara.getByRole("link", { name: "Kite logistics Ltd" }).click();
        await button(mara, "Send the form").click();
        await button(mara, "Make a link").click();
        const made = mara.getByRole("dialog", { name: "A link to the form" });
        const link =
          /https?:\/\/\S+/.exec(
            (await made
              .getByText(/https?:\/\//)
              .first()
              .textContent()) ?? "",
          )?.[0] ?? "";
        expect(link).toContain("/answer#");
        await made.getByRole("button", { name: "Close" }).click();
        await answerForm(customer, link);

        // What they recommend is a practice in one click.
        await mara.reload();
        await mara.getByText("What they wrote in the form").waitFor();
        await button(mara, "Make it a practice").click();
        await mara.getByRole("link", { name: /^In the playbook/ }).click();
        await heading(mara, /^Meet the one who signs/).waitFor();
        // They did not agree to be quoted, so it is said in our own words first.
        await button(mara, "Adopt it").click();
        await mara.getByText(/did not agree to be quoted/).waitFor();
        await mara.getByRole("link", { name: "Change it" }).click();
        await mara.getByLabel("What do we do differently?").fill("Meet whoever signs before the offer");
        await button(mara, "Save").click();
        await heading(mara, "Meet whoever signs before the offer").waitFor();
        await button(mara, "Adopt it").click();
        await mara.getByText("is adopted. Everybody reads it").waitFor();

        // A meeting, planned from the period's losses, with its groups.
        await mara.keyboard.press("g");
        await mara.keyboard.press("m");
        await mara.getByRole("navigation", { name: "Team" }).getByRole("link", { name: "Meetings" }).click();
        await mara.getByRole("link", { name: "Plan a meeting" }).click();
        await mara.getByLabel("What it is called").fill("What November taught us");
        await button(mara, "Plan the meeting").click();
        await heading(mara, "Groups").waitFor();
        await mara.locator("[data-person]").first().focus();
        await mara.keyboard.press("Shift+ArrowRight");
        await mara.getByText(/is in group \d now\./).waitFor();
        await checkA11y(mara, "a meeting that is planned");
        const path = new URL(mara.url()).pathname;
        const wall = await mara.context().newPage();
        await wall.setViewportSize({ width: 1920, height: 1080 });
        await wall.goto(`${path}/projector`);
        await wall.getByText(/Point your phone/).waitFor();
        await Promise.all(reps.map((rep) => rep.goto(path)));
        await heading(ben, "What it is about").waitFor();
        await button(mara, "Start the meeting").click();

        // Alone: one's own thought, which no phone and no wall shows to anybody else.
        await heading(ben, "Alone").waitFor();
        await button(ben, "Write an idea").click();
        await ben.getByRole("textbox", { name: "Your idea" }).fill("Ask who signs");
        await wall.getByText("1 thought so far").waitFor();
        expect(await cleo.getByText("Ask who signs").count()).toBe(0);
        await button(mara, "Next round").click();
        await button(mara, "Next round").click();
        await button(mara, "Next round").click();

        // Two write in one idea at once, and every letter of both is there; without a connection nothing is lost.
        await heading(cleo, "All together").waitFor();
        await button(cleo, /^Write in it/).click();
        const [bens, cleos] = [
          ben.getByRole("textbox", { name: "Your idea" }),
          cleo.getByRole("textbox", { name: /^The idea/ }),
        ];
        await cleos.press("Home");
        await bens.press("End");
        await Promise.all([
          cleos.pressSequentially("In the first call: ", { delay: 15 }),
          bens.pressSequentially(", and call her", { delay: 15 }),
        ]);
        const both = "In the first call: Ask who signs, and call her";
        for (const at of [bens, cleos]) await expect.poll(() => at.inputValue(), { timeout: patienceMs }).toBe(both);
        await wall.getByText(both).waitFor();
        await dora.context().setOffline(true);
        await button(dora, "Write an idea").click();
        await dora.getByRole("textbox", { name: "Your idea" }).fill("Send the offer after that call");
        await dora.getByText("Kept on this device, sent when the connection is back").waitFor();
        await dora.context().setOffline(false);
        await wall.getByText("Send the offer after that call").waitFor();
        await checkA11y(dora, "an idea on a phone");
        await checkA11y(wall, "the wall");

        // The vote, and what the team does from now on.
        await button(mara, "On to the vote").click();
        for (const rep of reps) {
          await heading(rep, "Vote").waitFor();
          await button(rep, both).click();
        }
        await wall.getByText(/^3/).first().waitFor();
        await button(mara, new RegExp(`^Adopt ?: ${both}`)).click();
        const adopting = mara.getByRole("dialog", { name: "Adopt as a best practice" });
        await checkA11y(mara, "an idea being adopted");
        await adopting.getByRole("combobox", { name: /red flag/ }).fill("No decision");
        await mara.getByRole("option", { name: "No decision maker" }).click();
        await adopting.getByRole("combobox", { name: /What a tick makes/ }).fill("missing information");
        await mara.getByRole("option", { name: "Call for the missing information" }).click();
        await adopting.getByRole("button", { name: "Adopt it" }).click();
        await adopting.waitFor({ state: "hidden" });
        await mara.getByRole("link", { name: "Adopted" }).waitFor();
        await button(mara, "On to the worksheets").click();

        // Ben's open deals: a tick is a task.
        await ben.getByText(/no contact on it is a decision maker/).waitFor();
        await ben.getByRole("checkbox", { name: /Lighthouse fleet/ }).check();
        await ben.getByText("1 task, on your Today and on their deals").waitFor();
        await checkA11y(ben, "a worksheet on a phone");
        await button(ben, "I am through").click();
        await mara.getByText(/1 of \d people are through/).waitFor();
        await button(mara, "End and mail the record").click();
        await heading(mara, "What we do from now on").waitFor();
        await checkA11y(mara, "the record of a meeting");

        // Done, the flag goes down, and the record says what became of it.
        await heading(ben, "What we do from now on").waitFor();
        await ben.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Today" }).click();
        await ben.getByRole("link", { name: /^Done ?: Call for the missing information for Lighthouse fleet/ }).click();
        const repair = ben.getByRole("dialog", { name: "Call for the missing information" });
        await repair.getByLabel("Somebody else").check();
        await repair.getByLabel("Name").fill("Petra Quandt");
        await repair.getByRole("button", { name: "The repair is done" }).click();
        await repair.getByText("The flag is down on Lighthouse fleet.").waitFor();
        await mara.reload();
        await mara.getByText("Ticked for 1 deal: 1 done.").waitFor();
        expect(faults, "errors in the others' pages").toEqual([]);
      },
      { viewport: { width: 1440, height: 900 } },
    ),
  );
});
