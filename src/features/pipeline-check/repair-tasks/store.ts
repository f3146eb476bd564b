import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { ownedByVisible } from "../../deals/store.ts";
import type { RepairTask } from "../contract.ts";
import type { Scope } from "../store.ts";

type StoredTask = Omit<RepairTask, "createdAt" | "finishedAt"> & { createdAt: Date; finishedAt: Date | null };

const taskColumns = sql`
  t.id, t.deal_id as "dealId", d.name as "dealName", a.name as "accountName", t.flag_id as "flagId",
  f.name as "flagName", t.repair_id as "repairId", r.name as "repairName", t.commitment_id as "commitmentId",
  t.owner_id as "ownerId", m.name as "ownerName", t.opening_line as "openingLine", t.due_on as "dueOn", t.state,
  t.created_at as "createdAt", t.finished_at as "finishedAt", t.outcome_note as "outcomeNote"
  from repair_tasks t
  join deals d on d.workspace_id = t.workspace_id and d.id = t.deal_id
  join red_flags f on f.workspace_id = t.workspace_id and f.id = t.flag_id
  join repairs r on r.workspace_id = t.workspace_id and r.id = t.repair_id
  left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
  left join members m on m.workspace_id = t.workspace_id and m.id = t.owner_id`;

const taskOf = (row: StoredTask): RepairTask => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

export async function findTask(db: Db, workspace: WorkspaceId, id: string): Promise<RepairTask | undefined> {
  const { rows } = await sql<StoredTask>`
    select ${taskColumns} where t.workspace_id = ${workspace} and t.id = ${id}`.execute(db);
  return rows[0] && taskOf(rows[0]);
}

export async function findOpenTask(
  db: Db,
  workspace: WorkspaceId,
  { dealId, flagId, repairId }: { dealId: string; flagId: string; repairId: string },
): Promise<RepairTask | undefined> {
  const { rows } = await sql<StoredTask>`
    select ${taskColumns}
    where t.workspace_id = ${workspace} and t.deal_id = ${dealId} and t.flag_id = ${flagId}
      and t.repair_id = ${repairId} and t.state = 'open'`.execute(db);
  return rows[0] && taskOf(rows[0]);
}

/** Every open task of these deals. */
export async function listOpenTasks(db: Db, workspace: WorkspaceId, dealIds: readonly string[]): Promise<RepairTask[]> {
  const { rows } = await sql<StoredTask>`
    select ${taskColumns}
    where t.workspace_id = ${workspace} and t.deal_id = any(${[...dealIds]}::uuid[]) and t.state = 'open'`.execute(db);
  return rows.map(taskOf);
}

export type TaskFilter = Scope & {
  dealId?: string | undefined;
  state: RepairTask["state"];
  dueBy?: Day | undefined;
};
export type TaskPlace = { dueOn: Day; id: string };

const tasksInScope = (workspace: WorkspaceId, filter: TaskFilter) => sql`
  t.workspace_id = ${workspace} and t.state = ${filter.state} and ${ownedByVisible(filter.visible)}
  and ${filter.ownerId === undefined ? sql`true` : sql`t.owner_id = ${filter.ownerId}`}
  and ${filter.dealId === undefined ? sql`true` : sql`t.deal_id = ${filter.dealId}`}
  and ${filter.dueBy === undefined ? sql`true` : sql`t.due_on <= ${filter.dueBy}::date`}`;

/** Soonest first. Seen by whoever sees the deal; `ownerId` is whoever is to do it. */
export async function listTasks(
  db: Db,
  workspace: WorkspaceId,
  filter: TaskFilter,
  { after, limit }: { after: TaskPlace | null; limit: number },
): Promise<RepairTask[]> {
  const { rows } = await sql<StoredTask>`
    select ${taskColumns}
    where ${tasksInScope(workspace, filter)}
      and ${after ? sql`(t.due_on, t.id) > (${after.dueOn}::date, ${after.id}::uuid)` : sql`true`}
    order by t.due_on, t.id
    limit ${limit}`.execute(db);
  return rows.map(taskOf);
}

export async function countTasks(db: Db, workspace: WorkspaceId, filter: TaskFilter): Promise<number> {
  const { rows } = await sql<{ tasks: number }>`
    select count(*) as tasks from repair_tasks t
    join deals d on d.workspace_id = t.workspace_id and d.id = t.deal_id
    where ${tasksInScope(workspace, filter)}`.execute(db);
  return rows[0]?.tasks ?? 0;
}

/** The open task of each of these deals for this flag, if it has one. */
export async function listOpenTaskIds(
  db: Db,
  workspace: WorkspaceId,
  dealIds: readonly string[],
  flagId: string,
): Promise<Map<string, string>> {
  if (dealIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("repair_tasks")
    .select(["deal_id", "id"])
    .where("workspace_id", "=", workspace)
    .where("deal_id", "in", dealIds)
    .where("flag_id", "=", flagId)
    .where("state", "=", "open")
    .orderBy("created_at", "desc")
    .execute();
  return new Map(rows.map((row) => [row.deal_id, row.id]));
}

export type NewTask = {
  id: string;
  dealId: string;
  flagId: string;
  repairId: string;
  commitmentId: string | null;
  ownerId: string | null;
  openingLine: string;
  dueOn: Day;
  createdAt: Date;
  createdBy: string;
};

export async function insertTasks(tx: Tx, workspace: WorkspaceId, tasks: readonly NewTask[]): Promise<void> {
  await tx
    .insertInto("repair_tasks")
    .values(
      tasks.map((task) => ({
        workspace_id: workspace,
        id: task.id,
        deal_id: task.dealId,
        flag_id: task.flagId,
        repair_id: task.repairId,
        commitment_id: task.commitmentId,
        owner_id: task.ownerId,
        opening_line: task.openingLine,
        due_on: task.dueOn,
        state: "open",
        created_at: task.createdAt,
        created_by: task.createdBy,
      })),
    )
    .execute();
}

export async function updateTaskState(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  { state, finishedAt, note }: { state: "done" | "dropped"; finishedAt: Date; note: string },
): Promise<void> {
  await tx
    .updateTable("repair_tasks")
    .set({ state, finished_at: finishedAt, outcome_note: note })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

/** Somebody's open tasks, or those of them that are named, are another's to do from now on; says which. */
export async function updateTaskOwner(
  tx: Tx,
  workspace: WorkspaceId,
  { from, to, only }: { from: string; to: string; only?: readonly string[] | undefined },
): Promise<string[]> {
  const rows = await tx
    .updateTable("repair_tasks")
    .set({ owner_id: to })
    .where("workspace_id", "=", workspace)
    .where("owner_id", "=", from)
    .where("state", "=", "open")
    .$if(only !== undefined, (query) => query.where(sql<boolean>`id = any(${only}::uuid[])`))
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}
