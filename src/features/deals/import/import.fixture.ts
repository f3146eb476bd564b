import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { TestDatabase } from "../../../platform/database/test-database.ts";
import { mintWorkspaceId, type Session, type WorkspaceId } from "../../../platform/session.ts";
import { type ImportRequest, importFile } from "./import-file.ts";

export const noon = Date.parse("2026-03-02T12:00:00Z");

/** A workspace of its own with an admin, in Berlin. */
export async function makeWorkspace({ db, pool }: TestDatabase) {
  const workspace = mintWorkspaceId(randomUUID());
  const memberId = randomUUID();
  await db
    .insertInto("workspaces")
    .values({ workspace_id: workspace, name: "Northwind", time_zone: "Europe/Berlin", currency: "EUR" })
    .execute();
  await db
    .insertInto("members")
    .values({ workspace_id: workspace, id: memberId, name: "Ada", role: "admin" })
    .execute();
  const place = { timeZone: "Europe/Berlin", currency: "EUR" };
  const session: Session = { workspace, memberId, memberName: "Ada", role: "admin", isOwner: true, ...place };
  const run = (text: string | Buffer, more: Partial<ImportRequest> & { now?: number } = {}) =>
    importFile(
      { pool, workspace, ...place, now: more.now ?? noon },
      { source: Readable.from([Buffer.from(text)]), fileName: "export.csv", ...more },
    );
  const deal = (sourceKey: string) =>
    db
      .selectFrom("deals")
      .selectAll()
      .where("workspace_id", "=", workspace)
      .where("source_key", "=", sourceKey)
      .executeTakeFirstOrThrow();
  return { workspace, session, run, deal };
}

/** Everything in these tables of a workspace, to see that nothing changed. */
export async function everything({ pool }: TestDatabase, workspace: WorkspaceId): Promise<string> {
  const tables =
    "deals accounts contacts stage_changes deal_changes buying_roles activities step_answers earlier_outcomes members pipelines stages";
  const parts = await Promise.all(
    tables.split(" ").map(async (table) => {
      const { rows } = await pool.query(`select t::text as row from ${table} t where workspace_id = $1 order by 1`, [
        workspace,
      ]);
      return `${table}\n${rows.map(({ row }) => row).join("\n")}`;
    }),
  );
  return parts.join("\n\n");
}

export const csv = (rows: (string | number)[][], delimiter = ",") =>
  rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(delimiter)).join("\r\n");

/** A HubSpot export of deals, with the columns that carry stage history. */
export const hubSpotDeals = csv([
  [
    "Record ID",
    "Deal Name",
    "Deal Stage",
    "Pipeline",
    "Amount",
    "Close Date",
    "Create Date",
    "Deal owner",
    "Associated Company (Primary)",
    "Is Closed Won",
    "Is closed lost",
    "Closed Lost Reason",
    "Original Traffic Source",
    'Date entered "Demo (Sales)"',
    'Date entered "Contract sent (Sales)"',
    'Cumulative time in "Demo (Sales)" (HH:mm:ss)',
    "Deal Type",
  ],
  [
    "101",
    "Acme renewal",
    "Demo ",
    "Sales",
    "22700.00",
    "2026-04-30 10:00",
    "2026-01-05 09:30",
    "Ann Lee (ann@example.com)",
    "Acme",
    "false",
    "false",
    "",
    "Organic search",
    "2026-02-01 08:00",
    "",
    "2705:47:48",
    "Renewal",
  ],
  [
    "102",
    "Bolt first",
    "Closed Lost",
    "Sales",
    "9000",
    "2026-02-20 16:00",
    "2025-11-05 09:30",
    "Bob Ray",
    "Bolt",
    "false",
    "true",
    "Went with a competitor",
    "Referral",
    "2025-12-01 08:00",
    "2026-01-10 08:00",
    "99:00:00",
    "",
  ],
  [
    "103",
    "Cargo",
    "Closed Won",
    "Sales",
    "15,000.50",
    "2026-01-31 12:00",
    "2025-12-01 09:30",
    "Ann Lee (ann@example.com)",
    "Cargo",
    "true",
    "false",
    "Price",
    "Select",
    "",
    "2026-01-02 08:00",
    "",
    "=1+1",
  ],
]);
