import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../platform/database/test-database.ts";
import type { SignedInRoutes } from "../../platform/http/web-app.ts";
import type { Session } from "../../platform/session.ts";
import { saveCheckUp } from "../check-ups/save-check-up.ts";
import { setCheckUps } from "../check-ups/set-check-ups.ts";
import { startWinBack } from "../check-ups/start-win-back.ts";
import { dealRoutes } from "./api.ts";
import { closeDeal } from "./close-deal.ts";
import { acting, makeDeal, makeTeam, type Team } from "./deals.fixture.ts";
import { exportDeals } from "./export-deals.ts";
import { importFile } from "./import/import-file.ts";

let database: TestDatabase;
let team: Team;
beforeAll(async () => {
  database = await createTestDatabase();
  team = await makeTeam(database.db);
});
afterAll(() => database.drop());

async function fileOf(session: Session): Promise<string> {
  let file = "";
  for await (const piece of exportDeals({ db: database.db, session })) file += piece;
  return file;
}

async function exported(session: Session): Promise<Record<string, string>[]> {
  return parse(await fileOf(session), { columns: true, bom: true });
}

/** Imports a file as a team's own, and says what came of it. */
async function imported({ admin }: Team, file: string) {
  const { workspace, timeZone, currency } = admin;
  const setting = { pool: database.pool, workspace, timeZone, currency, now: Date.parse("2026-05-01T09:00:00Z") };
  const open = async function* () {
    yield Buffer.from(file);
  };
  return importFile(setting, { source: { fileName: "deals.csv", byteCount: null, open }, kind: "deals" });
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

test("the file is sent as it is written, under the day's name", async () => {
  const app = new Hono<SignedInRoutes>();
  app.use(async (c, next) => {
    c.set("session", team.rep);
    c.set("now", Date.parse("2026-03-05T23:30:00Z"));
    await next();
  });
  app.route("/", dealRoutes({ db: database.db }));
  const answer = await app.request("/deals.csv");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="deals-2026-03-06.csv"');
  expect(await answer.text()).toContain("Acme licences");
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
