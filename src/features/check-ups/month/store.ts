import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { type CheckUpFilter, checkUpColumns, checkUpOf, isWanted, type StoredCheckUp } from "../store.ts";
import type { DayOfCalls } from "./contract.ts";

/** Days with calls, in order, each with how many there are and the first of them: those over the most money. */
export async function listDaysOfCalls(
  db: Db,
  workspace: WorkspaceId,
  filter: Omit<CheckUpFilter, "done">,
  each: number,
): Promise<DayOfCalls[]> {
  const { rows } = await sql<StoredCheckUp & { dayCount: number }>`
    select ${checkUpColumns}, c."dayCount"
    from (
      select c.*, count(*) over (partition by c.due_on) as "dayCount",
        row_number() over (partition by c.due_on order by d.amount_cents desc nulls last, c.id) as place
      from check_ups c
      join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
      where ${isWanted(workspace, { ...filter, done: false })}
    ) c
    join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
    where c.place <= ${each}
    order by c.due_on, c.place`.execute(db);
  const days = new Map<string, DayOfCalls>();
  for (const { dayCount, ...row } of rows) {
    const day = days.get(row.dueOn) ?? { day: row.dueOn, count: dayCount, rows: [] };
    day.rows.push(checkUpOf(row));
    days.set(row.dueOn, day);
  }
  return [...days.values()];
}
