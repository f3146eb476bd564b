import { type RawBuilder, sql } from "kysely";
import type { Db, Tx } from "../../platform/database/database.ts";
import type { Session, WorkspaceId } from "../../platform/session.ts";
import type { VisibleOwners } from "../deals/access.ts";
import type { DebriefReader } from "../deals/debrief-sharing/access.ts";
import { isShared } from "../deals/debrief-sharing/store.ts";
import { ownedByVisible } from "../deals/store.ts";
import { mayAdopt } from "./access.ts";
import { insertChange } from "./changes/store.ts";
import type { LessonPart, PracticeShape, PracticeSource, PracticeState } from "./contract.ts";

type Named = { id: string; name: string };

/** A practice as it is stored. */
export type StoredPractice = Pick<
  PracticeShape,
  | "id"
  | "title"
  | "appliesWhen"
  | "how"
  | "state"
  | "version"
  | "source"
  | "lesson"
  | "reason"
  | "step"
  | "flag"
  | "repair"
  | "ownFlagId"
  | "sourceDeal"
  | "timesDone"
  | "mine"
  | "madeByName"
  | "adoptedByName"
  | "retiredWhy"
> & {
  madeAt: Date;
  changedAt: Date;
  adoptedAt: Date | null;
  retiredAt: Date | null;
  /** Also what it said before it was adopted. */
  readsDrafts: boolean;
};

/** Who reads: some practices are not everybody's yet. */
export type Reader = { session: Session; visible: VisibleOwners; debriefs: DebriefReader };

const named = (table: string) => {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return sql<Named | null>`case when ${column("id")} is not null
    then jsonb_build_object('id', ${column("id")}, 'name', ${column("name")}) end`;
};

const from = (workspace: WorkspaceId) => sql`
  from practices p
  left join reasons r on r.workspace_id = p.workspace_id and r.id = p.reason_id
  left join sales_steps s on s.workspace_id = r.workspace_id and s.id = r.step_id
  left join red_flags f on f.workspace_id = p.workspace_id and f.id = coalesce(p.flag_id, r.flag_id) and f.archived_at is null
  left join repairs a on a.workspace_id = p.workspace_id and a.id = p.repair_id
  left join deals d on d.workspace_id = p.workspace_id and d.id = p.source_deal_id
  left join members m on m.workspace_id = p.workspace_id and m.id = p.made_by
  left join members b on b.workspace_id = p.workspace_id and b.id = p.adopted_by
  where p.workspace_id = ${workspace}`;

const seesDeal = (visible: VisibleOwners) => sql`(d.id is not null and ${ownedByVisible(visible)})`;

/**
 * What was adopted once is everybody's. Before, it is its writer's; one that came from a deal is also read by whoever sees
 * that deal (and may read the debrief it came from); one that came from none, or was thought of in a meeting, by those who adopt.
 */
const isRead = (reader: Reader): RawBuilder<boolean> => sql`(p.adopted_at is not null or ${isReadAsDraft(reader)})`;

const isReadAsDraft = ({ session, visible, debriefs }: Reader): RawBuilder<boolean> => sql`(
  p.made_by is not distinct from ${session.memberId}::uuid
  or ${seesDeal(visible)} and (p.source <> 'lesson' or exists (
    select from debriefs b
    where b.workspace_id = p.workspace_id and b.id = p.source_id and ${isShared(debriefs, "words")}))
  or ((p.source_deal_id is null or p.source = 'idea') and ${mayAdopt(session)}::boolean))`;

const columns = (reader: Reader) => sql`
  p.id, p.title, p.applies_when as "appliesWhen", p.how, p.state, p.version, p.source, p.lesson,
  ${named("r")} as reason, ${named("s")} as step, ${named("f")} as flag, ${named("a")} as repair, p.flag_id as "ownFlagId",
  case when ${seesDeal(reader.visible)} then ${named("d")} end as "sourceDeal",
  ${isReadAsDraft(reader)} as "readsDrafts",
  (select count(*)::integer from practice_uses u
    left join repair_tasks t on t.workspace_id = u.workspace_id and t.id = u.task_id
    where u.workspace_id = p.workspace_id and u.practice_id = p.id
      and (u.done_at is not null or t.state = 'done')) as "timesDone",
  p.made_by is not distinct from ${reader.session.memberId}::uuid as mine, m.name as "madeByName", b.name as "adoptedByName",
  p.retired_why as "retiredWhy", p.made_at as "madeAt", p.changed_at as "changedAt", p.adopted_at as "adoptedAt",
  p.retired_at as "retiredAt"`;

/** The practice, if it is here and this person may read it. */
export async function findPractice(
  db: Db,
  workspace: WorkspaceId,
  id: string,
  reader: Reader,
): Promise<StoredPractice | undefined> {
  return (await listPracticesOf(db, workspace, [id], reader))[0];
}

/** Those of these that are here and that this person may read. */
export async function listPracticesOf(
  db: Db,
  workspace: WorkspaceId,
  ids: readonly string[],
  reader: Reader,
): Promise<StoredPractice[]> {
  const { rows } = await sql<StoredPractice>`
    select ${columns(reader)} ${from(workspace)} and p.id = any(${[...ids]}::uuid[]) and ${isRead(reader)}`.execute(db);
  return rows;
}

/** The practice held until the transaction ends, so that those who change it come one after the other. */
export async function lockPractice(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  reader: Reader,
): Promise<StoredPractice | undefined> {
  await sql`select from practices where workspace_id = ${workspace} and id = ${id} for update`.execute(tx);
  return findPractice(tx, workspace, id, reader);
}

export type PracticeFilter = {
  state?: PracticeState | undefined;
  reasonId?: string | undefined;
  sourceDealId?: string | undefined;
  search?: string | undefined;
};
type Place = { changedAt: string; id: string };

/** Last changed first. */
export async function listPracticesBy(
  db: Db,
  workspace: WorkspaceId,
  { state, reasonId, sourceDealId, search }: PracticeFilter,
  reader: Reader,
  { after, limit }: { after: Place | null; limit: number },
): Promise<StoredPractice[]> {
  const pattern = search && `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const wanted = [
    isRead(reader),
    ...(state ? [sql`p.state = ${state}`] : []),
    ...(sourceDealId ? [sql`p.source_deal_id = ${sourceDealId}`] : []),
    ...(reasonId ? [sql`p.reason_id = ${reasonId}`] : []),
    ...(pattern ? [sql`(p.title || ' ' || p.applies_when || ' ' || p.how) ilike ${pattern}`] : []),
    ...(after ? [sql`(p.changed_at, p.id) < (${after.changedAt}::timestamptz, ${after.id}::uuid)`] : []),
  ];
  const { rows } = await sql<StoredPractice>`
    select ${columns(reader)} ${from(workspace)} and ${sql.join(wanted, sql` and `)}
    order by p.changed_at desc, p.id desc limit ${limit}`.execute(db);
  return rows;
}

/** How many of each state this person reads. */
export async function countPractices(
  db: Db,
  workspace: WorkspaceId,
  reader: Reader,
): Promise<Map<PracticeState, number>> {
  const { rows } = await sql<{ state: PracticeState; practices: number }>`
    select p.state, count(*)::integer as practices ${from(workspace)} and ${isRead(reader)} group by p.state`.execute(
    db,
  );
  return new Map(rows.map(({ state, practices }) => [state, practices]));
}

export type From = { source: Exclude<PracticeSource, "own">; sourceId: string; lesson: LessonPart | null };

/** What was drafted from a source, whoever may read it. */
export async function findDraftedFrom(
  db: Db,
  workspace: WorkspaceId,
  { source, sourceId, lesson }: From,
): Promise<{ id: string } | undefined> {
  return db
    .selectFrom("practices")
    .select("id")
    .where("workspace_id", "=", workspace)
    .where("source", "=", source)
    .where("source_id", "=", sourceId)
    .where("lesson", "is not distinct from", lesson)
    .executeTakeFirst();
}

export type PracticeWords = {
  title: string;
  appliesWhen: string;
  how: string;
  reasonId: string | null;
  flagId: string | null;
  repairId: string | null;
};
export type Whose = { memberId: string; at: Date };

const columnsOf = ({ title, appliesWhen, how, reasonId, flagId, repairId }: PracticeWords) => ({
  title,
  applies_when: appliesWhen,
  how,
  reason_id: reasonId,
  flag_id: flagId,
  repair_id: repairId,
});

/** False: there is one with this id, or from this source, already. */
export async function insertPractice(
  tx: Tx,
  workspace: WorkspaceId,
  { id, origin, ...words }: PracticeWords & { id: string; origin: (From & { dealId: string | null }) | null },
  { memberId, at }: Whose,
): Promise<boolean> {
  const made = await tx
    .insertInto("practices")
    .values({
      ...{ workspace_id: workspace, id, ...columnsOf(words), made_by: memberId, made_at: at, changed_at: at },
      ...(origin
        ? { source: origin.source, source_id: origin.sourceId, lesson: origin.lesson, source_deal_id: origin.dealId }
        : { source: "own" }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (made) await insertChange(tx, workspace, id, "", { memberId, at });
  return made !== undefined;
}

/** Other words or links; a new version. */
export async function updatePracticeWords(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  words: PracticeWords,
  note: string,
  by: Whose,
): Promise<void> {
  await tx
    .updateTable("practices")
    .set({ ...columnsOf(words), changed_at: by.at, version: sql`version + 1` })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
  await insertChange(tx, workspace, id, note, by);
}

/** Another state is a new version, too: what it said while it was adopted can be read from the versions alone. */
export async function updatePracticeState(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  { state, note }: { state: PracticeState; note: string },
  by: Whose,
): Promise<void> {
  const adopting = state === "adopted" ? { adopted_at: by.at, adopted_by: by.memberId } : {};
  const retiring =
    state === "retired" ? { retired_at: by.at, retired_why: note } : { retired_at: null, retired_why: "" };
  await tx
    .updateTable("practices")
    .set({ state, changed_at: by.at, version: sql`version + 1`, ...adopting, ...retiring })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
  await insertChange(tx, workspace, id, note, by);
}

/** How many of these are not in this team's catalogue. */
export async function countUnknownLinks(
  db: Db,
  workspace: WorkspaceId,
  { reasonId, flagId, repairId }: Pick<PracticeWords, "reasonId" | "flagId" | "repairId">,
): Promise<number> {
  const missing = (id: string | null, table: string) => sql`(case when ${id}::uuid is not null and not exists (
    select from ${sql.table(table)} where workspace_id = ${workspace} and id = ${id}::uuid) then 1 else 0 end)`;
  const { rows } = await sql<{ unknown: number }>`
    select ${missing(reasonId, "reasons")} + ${missing(flagId, "red_flags")} + ${missing(repairId, "repairs")} as unknown
  `.execute(db);
  return rows[0]?.unknown ?? 0;
}
