import { z } from "zod";
import type { Database } from "../../platform/database/database.ts";
import type { Column } from "../../platform/export/columns.ts";
import { type ExportedTable, streamed } from "../../platform/export/exported-table.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { dealFilter } from "./contract.ts";
import {
  accountColumns,
  activityColumns,
  attributeColumns,
  contactColumns,
  dealColumns,
  stageColumns,
} from "./export/list-columns.ts";
import {
  type ContactPlace,
  listAccountsToWrite,
  listActivitiesToWrite,
  listAttributeNames,
  listContactsToWrite,
  listDealsToWrite,
  listStagesToWrite,
  type Page,
  type Seen,
  type StagePlace,
} from "./export/store.ts";
import { findVisibleOwners } from "./find-visible-deal.ts";
import { listDealIds } from "./list-deals.ts";

const rowsAtOnce = 1000;
const whole = z.strictObject({});

/**
 * Deals, and what is known of them, as files that our own import reads back. Everybody takes away what they see: deals by the
 * filter of their list, and of everything else what belongs to those.
 */
export function exportedDeals(acting: Acting): ExportedTable[] {
  const { db, session } = acting;
  const seeing = async (): Promise<Seen> => ({
    workspace: session.workspace,
    visible: await findVisibleOwners(db, session),
  });
  return [
    streamed(
      {
        name: "deals",
        title: "Deals",
        says: "Deals with all of their fields: those of the list, or every one you see.",
      },
      dealFilter,
      async (filter) => {
        const deals = async function* () {
          for (let after: string | undefined; ; ) {
            const { rows, next } = await listDealIds(acting, { ...filter, after, limit: rowsAtOnce });
            yield await listDealsToWrite(db, session.workspace, rows);
            if (next === null) return;
            after = next;
          }
        };
        return { columns: await withAttributes(db, "deals", await seeing(), dealColumns), pages: deals() };
      },
    ),
    streamed({ name: "accounts", title: "Accounts", says: "The accounts of the deals you see." }, whole, async () => {
      const seen = await seeing();
      const columns = await withAttributes(db, "accounts", seen, accountColumns);
      return { columns, pages: pagesOf((page: Page<string>) => listAccountsToWrite(db, seen, page)) };
    }),
    streamed(
      {
        ...{ name: "contacts", title: "Contacts" },
        says: "People at the accounts, once for each time their role on a deal was learned.",
      },
      whole,
      async () => {
        const seen = await seeing();
        const columns = await withAttributes(db, "contacts", seen, contactColumns);
        return { columns, pages: pagesOf((page: Page<ContactPlace>) => listContactsToWrite(db, seen, page)) };
      },
    ),
    streamed(
      { name: "stage-changes", title: "Stage changes", says: "Which stage each deal entered, and when." },
      whole,
      async () => {
        const seen = await seeing();
        return { columns: stageColumns, pages: pagesOf((page: Page<StagePlace>) => listStagesToWrite(db, seen, page)) };
      },
    ),
    streamed(
      { name: "activities", title: "Activities", says: "Calls, e-mails, meetings and notes of the deals you see." },
      whole,
      async () => {
        const seen = await seeing();
        return {
          columns: activityColumns,
          pages: pagesOf((page: Page<string>) => listActivitiesToWrite(db, seen, page)),
        };
      },
    ),
  ];
}

async function withAttributes<Row extends { attributes: unknown }>(
  db: Database,
  table: "deals" | "accounts" | "contacts",
  seen: Seen,
  columns: readonly Column<Row>[],
): Promise<Column<Row>[]> {
  return [...columns, ...attributeColumns<Row>(await listAttributeNames(db, table, seen))];
}

async function* pagesOf<Place, Row extends { at: Place }>(
  read: (page: Page<Place>) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let after: Place | undefined; ; ) {
    const rows = await read({ after, limit: rowsAtOnce });
    yield rows;
    if (rows.length < rowsAtOnce) return;
    after = rows.at(-1)?.at;
  }
}
