import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { CalendarShape, Holiday, WorkingHours } from "./contract.ts";
import { type WorkingCalendar, workingCalendarOf } from "./rules.ts";

/** What rules ask that propose a day. */
export async function findWorkingCalendar(db: Db, workspace: WorkspaceId): Promise<WorkingCalendar> {
  return workingCalendarOf(await findCalendarWithNames(db, workspace));
}

/** The same as people see it, with its hours, the holidays by their day and with their names. */
export async function findCalendarWithNames(db: Db, workspace: WorkspaceId): Promise<CalendarShape> {
  const { weekdays, from, until } = await db
    .selectFrom("workspaces")
    .select(["working_weekdays as weekdays", "working_from as from", "working_until as until"])
    .where("workspace_id", "=", workspace)
    .executeTakeFirstOrThrow();
  const holidays = await db
    .selectFrom("holidays")
    .select(["held_on as heldOn", "name"])
    .where("workspace_id", "=", workspace)
    .orderBy("held_on")
    .execute();
  return { weekdays, hours: { from: clockOf(from), until: clockOf(until) }, holidays };
}

/** "09:00" of the database's "09:00:00". */
const clockOf = (time: string): string => time.slice(0, 5);

export async function updateHours(tx: Tx, workspace: WorkspaceId, { from, until }: WorkingHours): Promise<void> {
  await tx
    .updateTable("workspaces")
    .set({ working_from: from, working_until: until })
    .where("workspace_id", "=", workspace)
    .execute();
}

export async function updateWeekdays(tx: Tx, workspace: WorkspaceId, weekdays: number[]): Promise<void> {
  await tx
    .updateTable("workspaces")
    .set({ working_weekdays: weekdays })
    .where("workspace_id", "=", workspace)
    .execute();
}

export async function countHolidays(db: Db, workspace: WorkspaceId): Promise<number> {
  const { days } = await db
    .selectFrom("holidays")
    .select(sql<number>`count(*)`.as("days"))
    .where("workspace_id", "=", workspace)
    .executeTakeFirstOrThrow();
  return days;
}

/** A day that is on the list already takes the name it is given now. */
export async function upsertHolidays(tx: Tx, workspace: WorkspaceId, holidays: readonly Holiday[]): Promise<void> {
  await tx
    .insertInto("holidays")
    .values(holidays.map(({ heldOn, name }) => ({ workspace_id: workspace, held_on: heldOn, name })))
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "held_on"]).doUpdateSet(({ ref }) => ({ name: ref("excluded.name") })),
    )
    .execute();
}

export async function deleteHolidays(tx: Tx, workspace: WorkspaceId, days: readonly Day[]): Promise<void> {
  await tx
    .deleteFrom("holidays")
    .where("workspace_id", "=", workspace)
    .where("held_on", "in", [...days])
    .execute();
}
