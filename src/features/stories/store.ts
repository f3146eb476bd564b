import { type RawBuilder, sql } from "kysely";
import type { Db, Tx } from "../../platform/database/database.ts";
import type { Day } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import type { DebriefReader } from "../deals/debrief-sharing/access.ts";
import { isShared } from "../deals/debrief-sharing/store.ts";
import type { StoryRow } from "./contract.ts";
import type { Search } from "./rules.ts";

/** A story as it is stored: `memberId` of one told with a name, `authorMark` of one told without. */
export type StoredStory = Pick<StoryRow, "id" | "title" | "toldOn" | "reasons" | "helped" | "comments"> & {
  happened: string;
  movedOn: string;
  version: number;
  isAnonymous: boolean;
  memberId: string | null;
  memberName: string | null;
  authorMark: Buffer | null;
  dealId: string | null;
  takenDownOn: Day | null;
  takenDownWhy: string;
};

const storyColumns = sql`
  s.id, s.title, s.happened, s.moved_on as "movedOn", s.version, s.is_anonymous as "isAnonymous",
  s.member_id as "memberId", m.name as "memberName", s.author_mark as "authorMark", s.deal_id as "dealId",
  s.told_on as "toldOn", s.taken_down_on as "takenDownOn", s.taken_down_why as "takenDownWhy",
  (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by n.position), '[]')
    from story_reasons n join reasons r on r.workspace_id = n.workspace_id and r.id = n.reason_id
    where n.workspace_id = s.workspace_id and n.story_id = s.id) as reasons,
  (select count(*)::integer from story_helped h where h.workspace_id = s.workspace_id and h.story_id = s.id) as helped,
  (select count(*)::integer from story_comments c
    where c.workspace_id = s.workspace_id and c.story_id = s.id and c.taken_down_on is null) as comments
  from stories s
  left join members m on m.workspace_id = s.workspace_id and m.id = s.member_id`;

const isOfReason = (reasonIds: readonly string[]) => sql`exists (
  select from story_reasons n
  where n.workspace_id = s.workspace_id and n.story_id = s.id and n.reason_id = any(${[...reasonIds]}::uuid[]))`;

const isFound = (search: Search): RawBuilder<unknown> => {
  if (search.kind === "words") return sql`s.words @@ to_tsquery('simple', ${search.beginnings})`;
  const pattern = `%${search.text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`(s.title || ' ' || s.happened || ' ' || s.moved_on) ilike ${pattern}`;
};

export type StoryFilter = { search: Search | null; reasonId: string | undefined; takenDown: boolean };
type Place = { toldOn: Day; id: string };

/** Newest day first; within a day in an order that says nothing. */
export async function listStoriesBy(
  db: Db,
  workspace: WorkspaceId,
  { search, reasonId, takenDown }: StoryFilter,
  { after, limit }: { after: Place | null; limit: number },
): Promise<StoredStory[]> {
  const wanted = [
    sql`s.workspace_id = ${workspace}`,
    sql`s.taken_down_on is ${takenDown ? sql`not null` : sql`null`}`,
    ...(search ? [isFound(search)] : []),
    ...(reasonId ? [isOfReason([reasonId])] : []),
    ...(after
      ? [sql`(s.told_on < ${after.toldOn}::date or (s.told_on = ${after.toldOn}::date and s.id > ${after.id}::uuid))`]
      : []),
  ];
  const { rows } = await sql<StoredStory>`
    select ${storyColumns} where ${sql.join(wanted, sql` and `)}
    order by s.told_on desc, s.id limit ${limit}`.execute(db);
  return rows;
}

/** Stories that name one of these reasons, those that helped most first. */
export async function listStoriesOfReasons(
  db: Db,
  workspace: WorkspaceId,
  reasonIds: readonly string[],
  limit: number,
): Promise<StoredStory[]> {
  if (reasonIds.length === 0) return [];
  const { rows } = await sql<StoredStory>`
    select ${storyColumns}
    where s.workspace_id = ${workspace} and s.taken_down_on is null and ${isOfReason(reasonIds)}
    order by helped desc, s.told_on desc, s.id limit ${limit}`.execute(db);
  return rows;
}

export async function listStoriesByIds(db: Db, workspace: WorkspaceId, ids: readonly string[]): Promise<StoredStory[]> {
  const { rows } = await sql<StoredStory>`
    select ${storyColumns} where s.workspace_id = ${workspace} and s.id = any(${[...ids]}::uuid[])
    order by s.told_on desc, s.id`.execute(db);
  return rows;
}

export async function findStory(db: Db, workspace: WorkspaceId, id: string): Promise<StoredStory | undefined> {
  return (await listStoriesByIds(db, workspace, [id]))[0];
}

/** The story, held until the transaction ends, so that those who change it or speak in it come one after the other. */
export async function lockStory(tx: Tx, workspace: WorkspaceId, id: string): Promise<StoredStory | undefined> {
  await sql`select from stories where workspace_id = ${workspace} and id = ${id} for update`.execute(tx);
  return findStory(tx, workspace, id);
}

/** Which stories somebody's name stands on, and which have a mark that may be theirs. */
export async function listPerhapsMine(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
): Promise<{ id: string; isAnonymous: boolean; memberId: string | null; authorMark: Buffer | null }[]> {
  return db
    .selectFrom("stories")
    .select(["id", "is_anonymous as isAnonymous", "member_id as memberId", "author_mark as authorMark"])
    .where("workspace_id", "=", workspace)
    .where((story) => story.or([story("member_id", "=", memberId), story("is_anonymous", "=", true)]))
    .execute();
}

/** The reasons of the newest debrief of a deal that was recorded, if this person may read them. */
export async function listDebriefedReasons(
  db: Db,
  workspace: WorkspaceId,
  reader: DebriefReader,
  dealId: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select n.reason_id as id
    from debrief_reasons n
    join debriefs b on b.workspace_id = n.workspace_id and b.id = n.debrief_id
    join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
    where n.workspace_id = ${workspace} and ${isShared(reader, "reasons")} and n.debrief_id = (
      select b.id from debriefs b
      where b.workspace_id = ${workspace} and b.deal_id = ${dealId} and b.state = 'recorded' and b.outcome = 'lost'
      order by b.closed_at desc limit 1)
    order by n.position`.execute(db);
  return rows.map(({ id }) => id);
}

/** How many of these are reasons for a loss in this team's catalogue. */
export async function countLossReasons(db: Db, workspace: WorkspaceId, ids: readonly string[]): Promise<number> {
  const { known } = await db
    .selectFrom("reasons")
    .select((reason) => reason.fn.countAll<number>().as("known"))
    .where("workspace_id", "=", workspace)
    .where("applies_to", "=", "lost")
    .where("id", "in", [...ids])
    .executeTakeFirstOrThrow();
  return known;
}

/** People who can sign in here: so many may have told a story. */
export async function countPeople(db: Db, workspace: WorkspaceId): Promise<number> {
  const { people } = await db
    .selectFrom("members")
    .select((member) => member.fn.countAll<number>().as("people"))
    .where("workspace_id", "=", workspace)
    .where("user_id", "is not", null)
    .where("deactivated_at", "is", null)
    .executeTakeFirstOrThrow();
  return people;
}

/** Whose it is: somebody's name, or a mark. */
export type Signature = { memberId: string; authorMark: null } | { memberId: null; authorMark: Buffer };

export type ToldStory = {
  id: string;
  title: string;
  happened: string;
  movedOn: string;
  dealId: string | null;
  reasonIds: readonly string[];
};

const columnsOf = ({ title, happened, movedOn, dealId }: ToldStory, { memberId, authorMark }: Signature) => ({
  title,
  happened,
  moved_on: movedOn,
  deal_id: dealId,
  is_anonymous: authorMark !== null,
  member_id: memberId,
  author_mark: authorMark,
});

/** False: there is a story with this id already. */
export async function insertStory(
  tx: Tx,
  workspace: WorkspaceId,
  story: ToldStory,
  signature: Signature,
  toldOn: Day,
): Promise<boolean> {
  const made = await tx
    .insertInto("stories")
    .values({ workspace_id: workspace, id: story.id, told_on: toldOn, ...columnsOf(story, signature) })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (made) await insertReasons(tx, workspace, story);
  return made !== undefined;
}

export async function updateStory(
  tx: Tx,
  workspace: WorkspaceId,
  story: ToldStory,
  signature: Signature,
): Promise<void> {
  await tx
    .updateTable("stories")
    .set({ ...columnsOf(story, signature), version: sql`version + 1` })
    .where("workspace_id", "=", workspace)
    .where("id", "=", story.id)
    .execute();
  await tx.deleteFrom("story_reasons").where("workspace_id", "=", workspace).where("story_id", "=", story.id).execute();
  await insertReasons(tx, workspace, story);
}

async function insertReasons(tx: Tx, workspace: WorkspaceId, { id, reasonIds }: ToldStory): Promise<void> {
  const rows = reasonIds.map((reasonId, position) => ({
    workspace_id: workspace,
    story_id: id,
    reason_id: reasonId,
    position,
  }));
  if (rows.length > 0) await tx.insertInto("story_reasons").values(rows).execute();
}

export async function deleteStories(db: Db, workspace: WorkspaceId, ids: readonly string[]): Promise<void> {
  await db
    .deleteFrom("stories")
    .where("workspace_id", "=", workspace)
    .where("id", "in", [...ids])
    .execute();
}

/** Null brings it back. */
export async function updateStoryStanding(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  down: { on: Day; why: string } | null,
): Promise<void> {
  await tx
    .updateTable("stories")
    .set({ taken_down_on: down?.on ?? null, taken_down_why: down?.why ?? "" })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

export async function listHelpedMarks(db: Db, workspace: WorkspaceId, storyId: string): Promise<Buffer[]> {
  const rows = await db
    .selectFrom("story_helped")
    .select("mark")
    .where("workspace_id", "=", workspace)
    .where("story_id", "=", storyId)
    .execute();
  return rows.map(({ mark }) => mark);
}

/** A mark counts once, however often it is made. */
export async function insertHelpedMark(db: Db, workspace: WorkspaceId, storyId: string, mark: Buffer): Promise<void> {
  await db
    .insertInto("story_helped")
    .values({ workspace_id: workspace, story_id: storyId, mark })
    .onConflict((conflict) => conflict.columns(["workspace_id", "story_id", "mark"]).doNothing())
    .execute();
}

export async function deleteHelpedMark(db: Db, workspace: WorkspaceId, storyId: string, mark: Buffer): Promise<void> {
  await db
    .deleteFrom("story_helped")
    .where("workspace_id", "=", workspace)
    .where("story_id", "=", storyId)
    .where("mark", "=", mark)
    .execute();
}
