import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../platform/database/test-database.ts";
import { writeCsv } from "../../platform/export/write-csv.ts";
import type { Session } from "../../platform/session.ts";
import { saveCheckUp } from "../check-ups/save-check-up.ts";
import { setCheckUps } from "../check-ups/set-check-ups.ts";
import { startWinBack } from "../check-ups/start-win-back.ts";
import { closeDeal } from "./close-deal.ts";
import { acting, makeDeal, makeTeam, type Team } from "./deals.fixture.ts";
import { exportedDeals } from "./export-deals.ts";
import type { ImportKind } from "./import/contract.ts";
import { importFile } from "./import/import-file.ts";
import { logActivity } from "./log-activity.ts";
import { moveDeal } from "./move-deal.ts";
import { reopenDeal } from "./reopen-deal.ts";
import { saveContact } from "./save-contact.ts";

let database: TestDatabase;
let team: Team;
beforeAll(async () => {
  database = await createTestDatabase();
  team = await makeTeam(database.db);
});
afterAll(() => database.drop());

async function fileOf(session: Session): Promise<string> {
  return tableOf("deals", session);
}

async function tableOf(name: string, session: Session, filter: Record<string, string> = {}): Promise<string> {
  const now = Date.parse("2026-05-01T09:00:00Z");
  const table = exportedDeals({ db: database.db, session, now }).find((each) => each.name === name);
  if (!table) throw new Error(`There is no table ${name}.`);
  let file = "";
  for await (const piece of writeCsv(await table.open(filter))) file += piece;
  return file;
}

const rowsOf = (file = ""): Record<string, string>[] => parse(file, { columns: true, bom: true });

async function exported(session: Session): Promise<Record<string, string>[]> {
  return rowsOf(await fileOf(session));
}

/** Imports a file as a team's own, and says what came of it. */
async function imported({ admin }: Team, file: string, kind: ImportKind = "deals") {
  const { workspace, timeZone, currency } = admin;
  const setting = { pool: database.pool, workspace, timeZone, currency, now: Date.parse("2026-05-01T09:00:00Z") };
  const open = async function* () {
    yield Buffer.from(file);
  };
  return importFile(setting, { source: { fileName: "deals.csv", byteCount: null, open }, kind });
}

test("everybody exports the deals they see, a deal made here under its own id", async () => {
  const { db } = database;
  const mine = await makeDeal(db, team, { name: "Acme licences" });
  const theirs = await makeDeal(db, team, { ownerId: team.colleague.memberId });
  await db
    .updateTable("deals")
    .set({ attributes: JSON.stringify({ Region: "EMEA" }) })
    .where("id", "=", mine)
    .execute();
  const other = await makeTeam(db);
  await makeDeal(db, other);
  expect(await exported(team.rep)).toMatchObject([
    { "Record ID": mine, "Deal name": "Acme licences", "Deal owner": "Ria", Amount: "10000.00", Region: "EMEA" },
  ]);
  const all = (await exported(team.admin)).map((row) => row["Record ID"]);
  expect(all.sort()).toEqual([mine, theirs].sort());
});

test("thousands of deals come in pieces, each once", async () => {
  const { db } = database;
  const big = await makeTeam(db);
  const deal = { workspace_id: big.workspace, pipeline_id: big.pipeline.id, stage_id: big.pipeline.stage.demo };
  await db
    .insertInto("deals")
    .values(Array.from({ length: 2500 }, (_, number) => ({ ...deal, name: `Deal ${number}`, status: "open" })))
    .execute();
  const names = (await exported(big.admin)).map((row) => row["Deal name"]);
  expect(new Set(names).size).toBe(2500);
  expect(names).toHaveLength(2500);
});

test("an export changes nothing when it is imported again, and takes all of it to another team", async () => {
  const { db } = database;
  const team = await makeTeam(db);
  const now = "2026-03-20T09:00:00Z";
  const crm = await imported(
    team,
    [
      "Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date,Region,Loss Reason",
      'Roof repair,Wayne,Proposal,"$1,200.50",2026-06-30,2026-01-05,"=North, really",',
      "Roof repair,Wayne,Closed Lost,100,2026-02-01,2026-01-04,South,Went with a competitor",
    ].join("\n"),
  );
  expect(crm).toMatchObject({ inserted: 2, refused: 0 });
  const lost = await makeDeal(db, team, { name: "+49 lines", amountCents: 12_345, competitor: "-none of them-" });
  await closeDeal(acting(db, team.admin, now), { id: lost, outcome: "lost", lossKind: "no-decision" });
  await makeDeal(db, team, { ownerId: null, accountName: null, amountCents: null, expectedCloseOn: null });

  const file = await fileOf(team.admin);
  expect(await imported(team, file)).toMatchObject({ rowsRead: 4, inserted: 0, updated: 0, unchanged: 4, refused: 0 });
  expect(await fileOf(team.admin)).toBe(file);

  const other = await makeTeam(db);
  expect(await imported(other, file)).toMatchObject({ inserted: 4, refused: 0 });
  expect((await fileOf(other.admin)).split("\r\n").sort()).toEqual(file.split("\r\n").sort());
});

test("who came back stays linked to the loss, and the day of the next call comes along", async () => {
  const { db } = database;
  const team = await makeTeam(db);
  const now = "2026-03-20T09:00:00Z";
  const lost = await makeDeal(db, team, { name: "Acme" });
  await closeDeal(acting(db, team.admin, now), { id: lost, outcome: "lost" });
  const checkUp = { id: randomUUID(), dealId: lost, dueOn: "2027-02-03", note: "" };
  await startWinBack(acting(db, team.admin, now), { dealId: lost, note: "" });
  await saveCheckUp(acting(db, team.admin, now), checkUp);
  const file = await fileOf(team.admin);
  expect(await imported(team, file)).toMatchObject({ rowsRead: 2, unchanged: 2 });

  const other = await makeTeam(db);
  expect(await imported(other, file)).toMatchObject({ inserted: 2, refused: 0 });
  await setCheckUps(db, other.workspace, { imported: true }, Date.parse("2026-05-01T09:00:00Z"));
  expect((await fileOf(other.admin)).split("\r\n").sort()).toEqual(file.split("\r\n").sort());
  const rows = await exported(other.admin);
  expect(rows.map((row) => [row["Deal name"], row["Won back from"], row["Next check-up"]]).sort()).toEqual([
    ["Acme (2)", lost, ""],
    ["Acme", "", "2027-02-03"],
  ]);
});

const files = [
  ["accounts", "accounts"],
  ["deals", "deals"],
  ["contacts", "contacts"],
  ["stage-changes", "stages"],
  ["activities", "activities"],
] as const;
const exportAll = async (session: Session) =>
  Object.fromEntries(await Promise.all(files.map(async ([name]) => [name, await tableOf(name, session)] as const)));
const linesOf = (told: Record<string, string>) =>
  Object.fromEntries(Object.entries(told).map(([name, file]) => [name, file.split("\r\n").sort()]));

test("deals with accounts, people, stages and activities go to an empty workspace and come out the same", async () => {
  const { db } = database;
  const team = await makeTeam(db);
  const at = (day: number) => acting(db, team.rep, `2026-03-${day}T09:30:15Z`);
  // Two accounts of one name, which only their ids tell apart; and deals that only their rows tell apart.
  await imported(
    team,
    [
      "Opportunity ID,Opportunity Name,Account ID,Account Name,Stage,Amount,Currency,Created Date,Region",
      'O-1,"=SUM(A1:A9), ""quoted""",A-1,Umbra,qualify,1200.50,USD,2026-01-05,"-North\nand south"',
      "O-2,株式会社 – größer,A-2,Umbra,demo,980000,JPY,2026-01-06,@home",
    ].join("\n"),
  );
  await imported(team, "Deal Name,Account Name,Stage,Amount,Currency\nNone,n/a & Sons,demo,1.2340,KWD\n");
  const mine = await makeDeal(db, team, { name: "'=already hidden", accountName: "-dash", leadSource: "None" });
  const reopened = await makeDeal(db, team, { name: "Reopened", accountName: null, competitor: "+Globex" });
  await moveDeal(at(10), { id: mine, stageId: team.pipeline.stage.demo });
  await closeDeal(at(11), { id: reopened, outcome: "lost", lossKind: "competitor" });
  await reopenDeal(at(12), { id: reopened });
  await moveDeal(at(13), { id: reopened, stageId: team.pipeline.stage.proposal });
  await closeDeal(at(14), { id: mine, outcome: "won" });
  const lost = await makeDeal(db, team, { name: 'Lost, "for good"', amountCents: 5, currency: "CHF" });
  await closeDeal(at(15), { id: lost, outcome: "lost", lossKind: "no-decision" });
  const contact = { contactId: randomUUID(), name: "@nna Ångström", email: "anna@example.com", phone: "+49 30 12 34" };
  await saveContact(at(10), { dealId: mine, ...contact, jobTitle: "=CEO", role: "champion" });
  await saveContact(at(12), { dealId: mine, ...contact, jobTitle: "=CEO", role: "decision-maker" });
  const nameless = { contactId: randomUUID(), name: "No address", email: null, phone: null, jobTitle: null };
  await saveContact(at(12), { dealId: reopened, ...nameless, role: "unknown" });
  const log = { happenedAt: "2026-03-09T08:00:00.250Z", subject: "-", body: "" };
  for (const [dealId, activity] of [
    [mine, { kind: "call", direction: "incoming", answered: false, contactId: contact.contactId }],
    [mine, { kind: "email", direction: null, answered: null, contactId: null, body: '=1+1\r\n"yes",\n\n  indented' }],
    [reopened, { kind: "meeting", direction: null, answered: true, contactId: nameless.contactId, subject: "N/A" }],
    [reopened, { kind: "note", direction: null, answered: null, contactId: null, subject: "", body: "🦄 'ok'" }],
  ] as const)
    await logActivity(acting(db, team.rep, "2026-03-20T09:00:00Z"), { dealId, id: randomUUID(), ...log, ...activity });

  const told = await exportAll(team.admin);
  expect(rowsOf(told.deals).map((row) => row.Amount)).toEqual(expect.arrayContaining(["1200.50", "980000", "1.2340"]));
  expect(told["stage-changes"]?.split("\r\n").length).toBeGreaterThan(6);
  expect(told.activities?.split("\r\n").length).toBeGreaterThan(5);
  for (const [name, kind] of files) {
    const again = await imported(team, told[name] ?? "", kind);
    expect({ name, ...again }).toMatchObject({ name, inserted: 0, updated: 0, refused: 0 });
  }
  expect(await exportAll(team.admin)).toEqual(told);

  const empty = await makeTeam(db);
  for (const [name, kind] of files)
    expect({ name, ...(await imported(empty, told[name] ?? "", kind)) }).toMatchObject({ name, refused: 0 });
  expect(linesOf(await exportAll(empty.admin))).toEqual(linesOf(told));
});

test("each takes away what belongs to the deals they see", async () => {
  const { db } = database;
  const team = await makeTeam(db);
  for (const [owner, name] of [
    [team.rep, "Rias"],
    [team.colleague, "Carls"],
  ] as const) {
    const dealId = await makeDeal(db, team, { name, ownerId: owner.memberId, accountName: `${name} account` });
    await saveContact(acting(db, team.admin, "2026-03-10T09:00:00Z"), {
      ...{ dealId, contactId: randomUUID(), name: `${name} contact`, email: null, phone: null, jobTitle: null },
      role: "champion",
    });
    await moveDeal(acting(db, team.admin, "2026-03-11T09:00:00Z"), { id: dealId, stageId: team.pipeline.stage.demo });
    await logActivity(acting(db, team.admin, "2026-03-12T09:00:00Z"), {
      ...{ dealId, id: randomUUID(), kind: "note", direction: null, answered: null, contactId: null },
      ...{ happenedAt: "2026-03-11T09:00:00Z", subject: `${name} note`, body: "" },
    });
  }
  for (const [name] of files) {
    expect(await tableOf(name, team.rep)).toContain("Rias");
    expect(await tableOf(name, team.rep)).not.toContain("Carls");
    expect(await tableOf(name, team.marketing)).toContain("Carls");
  }
});

test("the filter of the list is the filter of the file, and another one is refused", async () => {
  const { db } = database;
  const team = await makeTeam(db);
  const open = await makeDeal(db, team, { name: "Stays open" });
  const lost = await makeDeal(db, team, { name: "Goes away" });
  await closeDeal(acting(db, team.admin, "2026-03-20T09:00:00Z"), { id: lost, outcome: "lost" });
  const idsOf = async (filter: Record<string, string>) =>
    rowsOf(await tableOf("deals", team.admin, filter)).map((row) => row["Record ID"]);
  expect(await idsOf({ status: "lost" })).toEqual([lost]);
  expect(await idsOf({ search: "stays" })).toEqual([open]);
  expect(await idsOf({ ownerId: team.rep.memberId, debriefed: "false" })).toEqual([lost, open]);
  await expect(tableOf("deals", team.admin, { mood: "good" })).rejects.toThrow("mood");
});
