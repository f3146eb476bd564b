import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../platform/database/test-database.ts";
import { csv, everything, hubSpotDeals, makeWorkspace, noon } from "./import.fixture.ts";

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base.drop());

const query = async (text: string, workspace: string) => (await base.pool.query(text, [workspace])).rows;

/** A file imported, then again: the second time changes nothing. */
async function twice(team: Awaited<ReturnType<typeof makeWorkspace>>, text: string) {
  const first = await team.run(text);
  const before = await everything(base, team.workspace);
  const again = await team.run(text, { now: noon + 86_400_000 });
  expect(again).toMatchObject({ inserted: 0, updated: 0, refused: first.refused });
  expect(await everything(base, team.workspace)).toBe(before);
  return first;
}

describe("the tables that go with the deals", () => {
  test("accounts by id take over those the deals named, and keep what we have no field for", async () => {
    const team = await makeWorkspace(base);
    await team.run(hubSpotDeals);
    const text = csv([
      ["Account ID", "Account Name", "Sector", "Employees"],
      ["A1", "Acme", "Tech", "12"],
      ["A2", "Dorn", "Retail", ""],
    ]);
    expect(await twice(team, text)).toMatchObject({ kind: "accounts", inserted: 1, updated: 1, unchanged: 0 });
    expect(
      await query(
        "select source_key, name, attributes from accounts where workspace_id = $1 order by name",
        team.workspace,
      ),
    ).toEqual([
      { source_key: "id:A1", name: "Acme", attributes: { Sector: "Tech", Employees: "12" } },
      { source_key: "name:bolt", name: "Bolt", attributes: {} },
      { source_key: "name:cargo", name: "Cargo", attributes: {} },
      { source_key: "id:A2", name: "Dorn", attributes: { Sector: "Retail" } },
    ]);
    // The deals' file, which knows the account only by name, still finds it.
    expect(await team.run(hubSpotDeals)).toMatchObject({ unchanged: 3 });
    expect(await team.run(text.replace('"Tech"', '"Industry"'))).toMatchObject({
      inserted: 0,
      updated: 1,
      unchanged: 1,
    });
  });

  test("members with their manager: those the deals named get theirs, and nobody comes twice", async () => {
    const team = await makeWorkspace(base);
    await team.run(hubSpotDeals);
    const text = csv([
      ["sales_agent", "manager", "regional_office"],
      ["Ann Lee", "Mona", "West"],
      ["Cy Dee", "Mona", "East"],
    ]);
    expect(await twice(team, text)).toMatchObject({ kind: "members", inserted: 1, updated: 1 });
    expect(
      await query(
        "select m.name, b.name as manager, m.role from members m left join members b on b.id = m.manager_id where m.workspace_id = $1 order by 1",
        team.workspace,
      ),
    ).toEqual([
      { name: "Ada", manager: null, role: "admin" },
      { name: "Ann Lee", manager: "Mona", role: "rep" },
      { name: "Bob Ray", manager: null, role: "rep" },
      { name: "Cy Dee", manager: "Mona", role: "rep" },
      { name: "Mona", manager: null, role: "manager" },
    ]);
  });

  test("contacts with buying roles; a role given by hand since is not undone", async () => {
    const team = await makeWorkspace(base);
    await team.run(hubSpotDeals);
    const text = csv([
      ["Contact ID", "First Name", "Last Name", "Email", "Job Title", "Buying role", "Deal ID", "Mood"],
      ["c1", "Dee", "Boss", "dee@acme.test", "CFO", "Decision Maker", "101", "good"],
      ["c1", "Dee", "Boss", "dee@acme.test", "CFO", "Champion", "102", "good"],
      ["c2", "Eve", "Gate", "", "", "Blocker", "101", ""],
      ["c3", "Fay", "Nobody", "", "", "Other", "999", ""],
    ]);
    const first = await twice(team, text);
    expect(first).toMatchObject({ kind: "contacts", inserted: 3, refused: 1 });
    expect(first.refusals).toEqual([
      { line: 5, column: "Deal ID", value: "999", reason: "This deal is not here. Import the deals first." },
    ]);
    const roles = () =>
      query(
        "select d.name as deal, c.name, b.role from buying_roles b join deals d on d.id = b.deal_id join contacts c on c.id = b.contact_id where b.workspace_id = $1 order by 1, 2, b.known_at",
        team.workspace,
      );
    expect(await roles()).toEqual([
      { deal: "Acme renewal", name: "Dee Boss", role: "decision-maker" },
      { deal: "Acme renewal", name: "Eve Gate", role: "blocker" },
      { deal: "Bolt first", name: "Dee Boss", role: "champion" },
    ]);
    await base.pool.query(
      `insert into buying_roles (workspace_id, deal_id, contact_id, role, known_at)
       select workspace_id, deal_id, contact_id, 'champion', known_at + interval '1 hour' from buying_roles
       where workspace_id = $1 and role = 'blocker'`,
      [team.workspace],
    );
    await team.run(text.replace('"good"', '"better"'), { now: noon + 1 });
    expect((await roles()).filter(({ name }) => name === "Eve Gate").map(({ role }) => role)).toEqual([
      "blocker",
      "champion",
    ]);
  });

  test("stage changes, with the amounts and close dates the history tells; stages not yet known are made", async () => {
    const team = await makeWorkspace(base);
    await team.run(hubSpotDeals);
    const text = csv([
      ["OpportunityId", "CreatedDate", "StageName", "Amount", "CloseDate", "Probability"],
      ["101", "2026-01-05T09:30:00.000Z", "Discovery", "10000", "2026-03-31", "10"],
      ["101", "2026-01-20T09:30:00.000Z", "Demo", "22700", "2026-03-31", "40"],
      ["101", "2026-02-20T09:30:00.000Z", "Demo", "22700", "2026-04-30", "40"],
      ["404", "2026-02-20T09:30:00.000Z", "Demo", "1", "2026-04-30", "40"],
    ]);
    expect(await twice(team, text)).toMatchObject({ kind: "stages", inserted: 2, unchanged: 1, refused: 1 });
    expect(
      await query(
        "select s.name, c.entered_at from stage_changes c join deals d on d.id = c.deal_id join stages s on s.id = c.stage_id where d.workspace_id = $1 and d.source_key = 'id:101' order by entered_at",
        team.workspace,
      ),
    ).toMatchObject([{ name: "Discovery" }, { name: "Demo" }, { name: "Demo" }]);
    expect(
      await query(
        "select field, amount_cents, expected_close_on from deal_changes c where workspace_id = $1 order by field, changed_at",
        team.workspace,
      ),
    ).toEqual([
      { field: "amount", amount_cents: 1_000_000, expected_close_on: null },
      { field: "amount", amount_cents: 2_270_000, expected_close_on: null },
      { field: "expected-close", amount_cents: null, expected_close_on: "2026-03-31" },
      { field: "expected-close", amount_cents: null, expected_close_on: "2026-04-30" },
    ]);
  });

  test("activities by the deal's id or name, equal ones counted, changed ones updated by their id", async () => {
    const team = await makeWorkspace(base);
    await team.run(hubSpotDeals);
    const text = csv([
      ["Deal Name", "Activity type", "Date", "Direction", "Outcome", "Subject", "Assigned to"],
      ["Acme renewal", "Call", "2026-02-10 09:00", "Outbound", "No answer", "Follow up", "Ann Lee"],
      ["Acme renewal", "Call", "2026-02-10 09:00", "Outbound", "No answer", "Follow up", "Ann Lee"],
      ["Bolt first", "Email", "2026-02-11", "Inbound", "", "Question", ""],
      ["Bolt first", "Email", "", "Inbound", "", "When?", ""],
    ]);
    expect(await twice(team, text)).toMatchObject({ kind: "activities", inserted: 3, refused: 1 });
    expect(
      await query(
        "select kind, direction, answered, happened_at, known_at, subject from activities where workspace_id = $1 order by happened_at, kind",
        team.workspace,
      ),
    ).toEqual([
      ...Array(2).fill({
        kind: "call",
        direction: "outgoing",
        answered: false,
        happened_at: new Date("2026-02-10T08:00:00Z"),
        known_at: new Date("2026-02-10T08:00:00Z"),
        subject: "Follow up",
      }),
      {
        kind: "email",
        direction: "incoming",
        answered: null,
        happened_at: new Date("2026-02-10T23:00:00Z"),
        known_at: new Date("2026-02-10T23:00:00Z"),
        subject: "Question",
      },
    ]);
    const byId = csv([
      ["Activity ID", "Deal ID", "Type", "Date", "Subject"],
      ["t1", "102", "Meeting", "2026-01-01", "Old"],
    ]);
    expect(await team.run(byId, { kind: "activities" })).toMatchObject({ inserted: 1 });
    expect(await team.run(byId.replace("Old", "New"), { kind: "activities" })).toMatchObject({
      inserted: 0,
      updated: 1,
    });
  });

  test("step answers find the step by key, name or question; an answer given by hand stays", async () => {
    const team = await makeWorkspace(base);
    await team.run(hubSpotDeals);
    const stepId = randomUUID();
    await base.pool.query(
      "insert into sales_steps (workspace_id, id, key, name, question) values ($1, $2, 'time-frame', 'Asked the time frame', 'By when?')",
      [team.workspace, stepId],
    );
    await base.pool.query(
      "insert into step_answers (workspace_id, deal_id, step_id, done, answer, happened_at, known_at) select workspace_id, id, $2, true, 'by hand', now(), now() from deals where workspace_id = $1 and source_key = 'id:101'",
      [team.workspace, stepId],
    );
    const text = csv([
      ["deal_id", "step", "done", "answer", "said_by", "date"],
      ["101", "time-frame", "yes", "May", "Dee", "2026-02-01"],
      ["102", "Asked the time frame", "no", "", "", "2026-02-02"],
      ["102", "Sing a song", "yes", "", "", "2026-02-02"],
    ]);
    const first = await twice(team, text);
    expect(first).toMatchObject({ kind: "steps", inserted: 2, refused: 1 });
    expect(first.refusals[0]).toMatchObject({ line: 4, column: "step", value: "Sing a song" });
    expect(
      await query("select answer, done from step_answers where workspace_id = $1 order by answer", team.workspace),
    ).toEqual([
      { answer: "", done: false },
      { answer: "May", done: true },
      { answer: "by hand", done: true },
    ]);
  });
});
