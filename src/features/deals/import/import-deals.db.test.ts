import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../platform/database/test-database.ts";
import { csv, everything, hubSpotDeals, makeWorkspace, noon } from "./import.fixture.ts";

let test_: TestDatabase;
beforeAll(async () => {
  test_ = await createTestDatabase();
});
afterAll(() => test_.drop());

const dayMs = 86_400_000;
const stagesOf = async (workspace: string) =>
  (
    await test_.pool.query(
      "select p.name as pipeline, s.name, s.type from stages s join pipelines p on p.id = s.pipeline_id where s.workspace_id = $1 order by p.name, s.position",
      [workspace],
    )
  ).rows;
const changesOf = async (workspace: string) =>
  (
    await test_.pool.query(
      `select d.name as deal, s.name as stage, c.entered_at, c.known_at from stage_changes c join deals d on d.id = c.deal_id
       join stages s on s.id = c.stage_id where c.workspace_id = $1 order by d.name, c.entered_at`,
      [workspace],
    )
  ).rows.map((row) => [row.deal, row.stage, row.entered_at.toISOString(), row.known_at.toISOString()]);

describe("a HubSpot export of deals", () => {
  test("is read as HubSpot means it: standing, money, people, history, and what we have no field for", async () => {
    const { workspace, run, deal } = await makeWorkspace(test_);
    const result = await run(hubSpotDeals);
    expect(result).toMatchObject({ kind: "deals", recognisedAs: "HubSpot", rowsRead: 3, inserted: 3, refused: 0 });
    expect(result.deals).toEqual({ won: 1, lost: 1, open: 1 });
    expect(await deal("id:101")).toMatchObject({
      name: "Acme renewal",
      status: "open",
      amount_cents: 2_270_000,
      currency: "EUR",
      expected_close_on: "2026-04-30",
      closed_at: null,
      created_at: new Date("2026-01-05T08:30:00Z"),
      recorded_at: new Date(noon),
      lead_source: "Organic search",
      attributes: { "Deal Type": "Renewal", 'Cumulative time in "Demo (Sales)" (HH:mm:ss)': "2705:47:48" },
    });
    expect(await deal("id:102")).toMatchObject({
      status: "lost",
      loss_kind: "competitor",
      crm_reason: "Went with a competitor",
      closed_at: new Date("2026-02-20T15:00:00Z"),
      expected_close_on: null,
    });
    // A loss reason on a deal that was won is no loss reason; a placeholder is no source; a formula is only text.
    expect(await deal("id:103")).toMatchObject({
      status: "won",
      loss_kind: null,
      crm_reason: null,
      lead_source: null,
      amount_cents: 1_500_050,
      attributes: { "Closed Lost Reason": "Price", "Deal Type": "=1+1" },
    });
    expect(await stagesOf(workspace)).toEqual([
      { pipeline: "Sales", name: "Demo", type: "open" },
      { pipeline: "Sales", name: "Contract sent", type: "open" },
      { pipeline: "Sales", name: "Closed Won", type: "won" },
      { pipeline: "Sales", name: "Closed Lost", type: "lost" },
    ]);
    expect(await changesOf(workspace)).toEqual([
      ["Acme renewal", "Demo", "2026-02-01T07:00:00.000Z", "2026-02-01T07:00:00.000Z"],
      ["Bolt first", "Demo", "2025-12-01T07:00:00.000Z", "2025-12-01T07:00:00.000Z"],
      ["Bolt first", "Contract sent", "2026-01-10T07:00:00.000Z", "2026-01-10T07:00:00.000Z"],
      ["Cargo", "Contract sent", "2026-01-02T07:00:00.000Z", "2026-01-02T07:00:00.000Z"],
    ]);
    const { rows } = await test_.pool.query("select name, email from members where workspace_id = $1 order by name", [
      workspace,
    ]);
    expect(rows).toEqual([
      { name: "Ada", email: null },
      { name: "Ann Lee", email: "ann@example.com" },
      { name: "Bob Ray", email: null },
    ]);
    const jobs = await test_.pool.query(
      "select payload from graphile_worker._private_jobs where payload ->> 'workspace' = $1 and payload ->> 'all' = 'true'",
      [workspace],
    );
    expect(jobs.rows).toEqual([{ payload: { workspace, all: true } }]);
  });

  test("imported twice, changes nothing at all", async () => {
    const { workspace, run } = await makeWorkspace(test_);
    await run(hubSpotDeals);
    const before = await everything(test_, workspace);
    const again = await run(hubSpotDeals, { now: noon + dayMs });
    expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
    expect(await everything(test_, workspace)).toBe(before);
  });

  test("changed, updates what changed and remembers what it was", async () => {
    const { workspace, run, deal } = await makeWorkspace(test_);
    await run(hubSpotDeals);
    const later = noon + 7 * dayMs;
    const changed = hubSpotDeals
      .replace("22700.00", "20000")
      .replace("2026-04-30 10:00", "2026-05-31")
      .replace('"Demo "', '"Contract sent"');
    expect(await run(changed, { now: later })).toMatchObject({ inserted: 0, updated: 1, unchanged: 2 });
    const { id } = await deal("id:101");
    const { rows } = await test_.pool.query(
      "select field, changed_at, amount_cents, expected_close_on from deal_changes where deal_id = $1 order by field, changed_at",
      [id],
    );
    expect(rows).toEqual([
      { field: "amount", changed_at: new Date(noon), amount_cents: 2_270_000, expected_close_on: null },
      { field: "amount", changed_at: new Date(later), amount_cents: 2_000_000, expected_close_on: null },
      { field: "expected-close", changed_at: new Date(noon), amount_cents: null, expected_close_on: "2026-04-30" },
      { field: "expected-close", changed_at: new Date(later), amount_cents: null, expected_close_on: "2026-05-31" },
    ]);
    const moved = (await changesOf(workspace)).filter(([name]) => name === "Acme renewal");
    // The file does not say when it moved: that it had is known from this import on.
    expect(moved.at(-1)).toEqual([
      "Acme renewal",
      "Contract sent",
      new Date(later).toISOString(),
      new Date(later).toISOString(),
    ]);
    expect((await run(changed, { now: later + dayMs })).unchanged).toBe(3);
  });

  test("a deal the CRM opened again keeps how it had ended", async () => {
    const { run, deal } = await makeWorkspace(test_);
    await run(hubSpotDeals);
    const reopened = hubSpotDeals.replace('"Closed Lost"', '"Demo"').replace('"false","true"', '"false","false"');
    expect(await run(reopened, { now: noon + dayMs })).toMatchObject({ updated: 1 });
    const bolt = await deal("id:102");
    expect(bolt).toMatchObject({ status: "open", closed_at: null, loss_kind: null });
    const { rows } = await test_.pool.query(
      "select status, loss_kind, closed_at, reopened_at from earlier_outcomes where deal_id = $1",
      [bolt.id],
    );
    expect(rows).toEqual([
      {
        status: "lost",
        loss_kind: "competitor",
        closed_at: new Date("2026-02-20T15:00:00Z"),
        reopened_at: new Date(noon + dayMs),
      },
    ]);
  });

  test("what people changed here stays, until the CRM says something new about it", async () => {
    const { run, deal } = await makeWorkspace(test_);
    await run(hubSpotDeals);
    const { id } = await deal("id:101");
    await test_.pool.query(
      "update deals set amount_cents = 100, status = 'lost', loss_kind = 'no-decision', closed_at = $2 where id = $1",
      [id, new Date(noon)],
    );
    await run(hubSpotDeals.replace("Organic search", "Paid search"), { now: noon + dayMs });
    expect(await deal("id:101")).toMatchObject({
      amount_cents: 100,
      status: "lost",
      loss_kind: "no-decision",
      lead_source: "Paid search",
    });
    await run(hubSpotDeals.replace("22700.00", "23000"), { now: noon + 2 * dayMs });
    expect(await deal("id:101")).toMatchObject({ amount_cents: 2_300_000, status: "lost" });
  });
});

describe("other CRMs", () => {
  test("Salesforce's own flags decide, and ambiguous dates are read by the column", async () => {
    const { run, deal } = await makeWorkspace(test_);
    const rows = [
      [
        "Id",
        "Name",
        "AccountId",
        "OwnerId",
        "Amount",
        "CurrencyIsoCode",
        "CloseDate",
        "StageName",
        "IsClosed",
        "IsWon",
        "Loss_Reason__c",
        "CreatedDate",
        "LastStageChangeDate",
      ],
      [
        "006A",
        "One",
        "001A",
        "005000000000001",
        "1000",
        "USD",
        "3/4/2026",
        "Negotiation/Review",
        "FALSE",
        "FALSE",
        "",
        "1/2/2026",
        "2/1/2026",
      ],
      [
        "006B",
        "Two",
        "001A",
        "005000000000001",
        "2000",
        "JPY",
        "12/31/2025",
        "Closed Lost",
        "TRUE",
        "FALSE",
        "Price",
        "11/30/2025",
        "12/31/2025",
      ],
    ];
    expect((await run(csv(rows))).recognisedAs).toBe("Salesforce");
    expect(await deal("id:006A")).toMatchObject({
      status: "open",
      expected_close_on: "2026-03-04",
      created_at: new Date("2026-01-01T23:00:00Z"),
      currency: "USD",
      amount_cents: 100_000,
    });
    expect(await deal("id:006B")).toMatchObject({
      status: "lost",
      crm_reason: "Price",
      currency: "JPY",
      amount_cents: 2000,
    });
  });

  test("Pipedrive leaves a lost deal in its stage: it moves to lost, and the stage it left is kept", async () => {
    const { workspace, run, deal } = await makeWorkspace(test_);
    const rows = [
      [
        "Deal - ID",
        "Deal - Title",
        "Deal - Owner",
        "Deal - Value",
        "Deal - Organization",
        "Deal - Pipeline",
        "Deal - Stage",
        "Deal - Status",
        "Deal - Deal created",
        "Deal - Last stage change",
        "Deal - Won time",
        "Deal - Lost time",
        "Deal - Lost reason",
      ],
      [
        "1",
        "Lost one",
        "Ann",
        "100",
        "Acme",
        "Main",
        "Negotiation",
        "lost",
        "2025-10-01 10:00:00",
        "2025-11-01 10:00:00",
        "",
        "2025-12-01 10:00:00",
        "No budget",
      ],
      [
        "2",
        "Won one",
        "Ann",
        "100",
        "Acme",
        "Main",
        "Negotiation",
        "won",
        "2025-10-01 10:00:00",
        "",
        "2025-12-02 10:00:00",
        "",
        "",
      ],
      ["3", "Gone", "Ann", "100", "Acme", "Main", "Negotiation", "deleted", "2025-10-01 10:00:00", "", "", "", ""],
    ];
    const result = await run(csv(rows));
    expect(result).toMatchObject({ recognisedAs: "Pipedrive", inserted: 2, refused: 1 });
    expect(result.refusals).toEqual([
      { line: 4, column: "Deal - Status", value: "deleted", reason: "This deal is deleted in the CRM." },
    ]);
    expect(await deal("id:1")).toMatchObject({
      status: "lost",
      closed_at: new Date("2025-12-01T09:00:00Z"),
      attributes: { "Deal - Stage": "Negotiation" },
    });
    expect(await stagesOf(workspace)).toMatchObject([
      { name: "Negotiation", type: "open" },
      { type: "won" },
      { type: "lost" },
    ]);
    expect((await changesOf(workspace)).map(([name, stage]) => [name, stage])).toEqual([["Lost one", "Negotiation"]]);
  });

  test("Odoo's archived opportunities without a chance are lost, Dynamics' numbers are statuses", async () => {
    const { run, deal } = await makeWorkspace(test_);
    await run(
      csv([
        [
          "id",
          "name",
          "stage_id",
          "user_id",
          "partner_id",
          "expected_revenue",
          "probability",
          "date_closed",
          "active",
          "create_date",
        ],
        ["o1", "A", "Proposition", "Ann", "Acme", "10", "0.0", "2025-12-01", "False", "2025-10-01"],
        ["o2", "B", "Proposition", "Ann", "Acme", "10", "40.5", "", "True", "2025-10-01"],
        ["o3", "C", "Won", "Ann", "Acme", "10", "100.0", "2025-12-01", "True", "2025-10-01"],
      ]),
    );
    expect([(await deal("id:o1")).status, (await deal("id:o2")).status, (await deal("id:o3")).status]).toEqual([
      "lost",
      "open",
      "won",
    ]);
    await run(
      csv([
        [
          "id",
          "name",
          "estimatedvalue",
          "estimatedclosedate",
          "actualvalue",
          "actualclosedate",
          "statecode",
          "stepname",
        ],
        ["d1", "A", "100", "2026-01-01", "90", "2025-12-24", "1", "4-Close"],
        ["d2", "B", "100", "2026-01-01", "", "", "0", "2-Develop"],
      ]),
    );
    expect(await deal("id:d1")).toMatchObject({
      status: "won",
      amount_cents: 9000,
      closed_at: new Date("2025-12-23T23:00:00Z"),
    });
    expect(await deal("id:d2")).toMatchObject({
      status: "open",
      amount_cents: 10_000,
      expected_close_on: "2026-01-01",
    });
  });

  test("a German spreadsheet in Windows-1252 with semicolons", async () => {
    const { run } = await makeWorkspace(test_);
    const text =
      "Bezeichnung;Kunde;Verkäufer;Betrag;Phase;Erstellt am;Abschlussdatum;Verlustgrund\r\nGroßauftrag;Müller;Jürgen;1.234,56 €;Angebot;13.02.2026;01.04.2026;\r\nKlein;Öl AG;Jürgen;99,90 €;Verloren;01.02.2026;20.02.2026;Konkurrenz\r\n";
    const bytes = Buffer.from(text.replaceAll("€", "\x80"), "latin1");
    expect(await run(bytes)).toMatchObject({ inserted: 2, refused: 0 });
    const { rows } = await test_.pool.query(
      "select d.name, a.name as account, status, amount_cents, currency, loss_kind from deals d join accounts a on a.id = d.account_id where d.name in ('Großauftrag', 'Klein') order by 1",
    );
    expect(rows).toEqual([
      {
        name: "Großauftrag",
        account: "Müller",
        status: "open",
        amount_cents: 123_456,
        currency: "EUR",
        loss_kind: null,
      },
      { name: "Klein", account: "Öl AG", status: "lost", amount_cents: 9990, currency: "EUR", loss_kind: "competitor" },
    ]);
  });

  test("the same table in UTF-16, tabs and pipes gives the same deals", async () => {
    const table = [
      ["id", "name", "stage", "amount"],
      ["1", 'Ünï, "x"\nline', "Won", "5"],
      ["2", "日本", "Lost", "7"],
    ];
    const forms = [
      csv(table),
      `\uFEFF${csv(table, ";")}`,
      csv(table, "\t"),
      csv(table, "|"),
      `sep=;\r\n${csv(table, ";")}`,
    ].map((text) => Buffer.from(text));
    const utf16 = Buffer.from(`\uFEFF${csv(table, "\t")}`, "utf16le");
    for (const bytes of [...forms, utf16, Buffer.from(utf16).swap16()]) {
      const { workspace, run } = await makeWorkspace(test_);
      await run(bytes);
      const { rows } = await test_.pool.query(
        "select source_key, name, status, amount_cents from deals where workspace_id = $1 order by 1",
        [workspace],
      );
      expect(rows).toEqual(
        [
          { source_key: "id:1", name: 'Ünï, "x"\nline', status: "won", amount_cents: 500 },
          { source_key: "id:2", name: "日本", status: "lost", amount_cents: null },
        ].map((row, place) => (place === 1 ? { ...row, amount_cents: 700 } : row)),
      );
    }
  });
});

describe("rows without an id", () => {
  test("are known by name, account and creation; equal rows are counted", async () => {
    const { workspace, run } = await makeWorkspace(test_);
    const rows = [
      ["Deal", "Customer", "Stage", "Amount"],
      ["Renewal", "Acme", "Won", "5"],
      ["Renewal", "Acme", "Lost", "6"],
      ["Renewal", "Bolt", "Open", "7"],
    ];
    const first = await run(csv(rows));
    expect(first).toMatchObject({ inserted: 3, identifiedBy: "“Deal”, “Customer” together; equal rows are counted" });
    expect(await run(csv(rows))).toMatchObject({ inserted: 0, unchanged: 3 });
    expect(await run(csv(rows).replace('"7"', '"8"'))).toMatchObject({ inserted: 0, updated: 1, unchanged: 2 });
    const { rows: deals } = await test_.pool.query("select count(*) from deals where workspace_id = $1", [workspace]);
    expect(deals[0].count).toBe(3);
  });

  test("without a name too, are known by all they say", async () => {
    const { run } = await makeWorkspace(test_);
    const rows = csv([
      ["Product", "Seller", "Budget", "Status"],
      ["A", "S1", "Yes", "Won"],
      ["A", "S1", "Yes", "Won"],
      ["B", "S2", "No", "Lost"],
    ]);
    expect(await run(rows)).toMatchObject({ inserted: 3, identifiedBy: expect.stringContaining("the whole row") });
    expect(await run(rows)).toMatchObject({ inserted: 0, unchanged: 3 });
  });
});

test("an order of day and month that cannot be told is asked for, and nothing is written", async () => {
  const { workspace, run, deal } = await makeWorkspace(test_);
  const text = csv([
    ["id", "stage", "created"],
    ["1", "Won", "03/04/2026"],
    ["2", "Lost", "01/02/2026"],
  ]);
  await expect(run(text)).rejects.toMatchObject({ code: "QUESTIONS_OPEN" });
  expect(await everything(test_, workspace)).not.toContain("id:1");
  await run(text, {
    plan: { columns: [{ column: 2, heading: "created", target: "created", dateOrder: "day-first" }] },
  });
  expect((await deal("id:1")).created_at).toEqual(new Date("2026-04-02T22:00:00Z"));
});

test("day-first and month-first spellings of one table give identical deals", async () => {
  const days = Array.from({ length: 400 }, (_, place) =>
    new Date(Date.UTC(2025, 0, 1 + place)).toISOString().slice(0, 10),
  );
  const spell = (day: string, order: string) => {
    const [y = "", m = "", d = ""] = day.split("-");
    return order === "day" ? `${d}-${m}-${y}` : order === "month" ? `${m}/${d}/${y}` : day;
  };
  const tables: unknown[] = [];
  for (const order of ["year", "day", "month"]) {
    const { workspace, run } = await makeWorkspace(test_);
    await run(
      csv([
        ["id", "stage", "close date"],
        ...days.map((day, place) => [String(place), place % 2 ? "Won" : "Lost", spell(day, order)]),
      ]),
    );
    const { rows } = await test_.pool.query(
      "select source_key, status, closed_at from deals where workspace_id = $1 order by source_key",
      [workspace],
    );
    tables.push(rows);
  }
  expect(tables[1]).toEqual(tables[0]);
  expect(tables[2]).toEqual(tables[0]);
});

test("refused rows are listed with line, column, value and reason; the others are taken", async () => {
  const { run } = await makeWorkspace(test_);
  const text = `id,name,stage,amount,created
1,Good,Won,5,2026-01-01
2,Bad date,Won,5,2026-02-30
3,Bad money,Won,twelve,2026-01-01
,No id,Won,5,2026-01-01
5,"Two
lines",Won,5,2026-01-01,more
1.2E+15,Short id,Won,5,2026-01-01
1,Again,Lost,5,2026-01-01
8,Nul\0,Won,5,2026-01-01
9,No stage,,5,2026-01-01

Copyright by the CRM
10,Cut,W`;
  const result = await run(text);
  expect(result).toMatchObject({ rowsRead: 10, inserted: 1, refused: 9 });
  expect(result.refusals.map(({ line, column, value }) => [line, column, value])).toEqual([
    [3, "created", "2026-02-30"],
    [4, "amount", "twelve"],
    [5, "id", null],
    [6, null, "5 | Two\nlines | Won | 5 | 2026-01-01 | more"],
    [8, "id", "1.2E+15"],
    [9, "id", "1"],
    [10, "name", null],
    [11, "stage", null],
    [14, null, "10 | Cut | W"],
  ]);
  expect(result.refusals[5]?.reason).toBe("Line 2 is about the same one; only that row was taken.");
});

test("a column that cannot be the stage is told half-way, and nothing of the file stays", async () => {
  const { workspace, run } = await makeWorkspace(test_);
  const rows = Array.from({ length: 30_000 }, (_, place) => [String(place), `Deal ${place}`, `Note ${place}`]);
  await expect(run(csv([["id", "name", "stage"], ...rows]))).rejects.toThrow(/more than 1000 stages/);
  const { rows: deals } = await test_.pool.query("select count(*) from deals where workspace_id = $1", [workspace]);
  expect(deals[0].count).toBe(0);
});
