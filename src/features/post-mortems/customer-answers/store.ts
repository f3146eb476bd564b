import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import {
  type AnswersSource,
  type CustomerAnswers,
  type CustomerAnswersShape,
  customerAnswers,
  type QuoteConsent,
  type WinAgain,
} from "./contract.ts";
import { settledAnswers } from "./rules.ts";

export type StoredAnswers = Omit<CustomerAnswersShape, "begunAt" | "changedAt" | "givenAt"> & {
  postMortemId: string;
  begunAt: Date;
  changedAt: Date;
  givenAt: Date | null;
};

const storedAnswers = sql`
  select c.id, c.post_mortem_id as "postMortemId", c.source, c.version, c.language, c.begun_at as "begunAt",
    c.changed_at as "changedAt", c.given_at as "givenAt",
    (select name from members where workspace_id = c.workspace_id and id = c.changed_by) as "changedByName",
    jsonb_build_object(
      'winnerBetter', c.winner_better, 'compared', c.compared, 'leastUnderstood', c.least_understood,
      'winAgain', c.win_again, 'winAgainNote', c.win_again_note, 'whoDecided', c.who_decided,
      'quote', c.quote, 'quoteConsent', c.quote_consent, 'quoteName', c.quote_name, 'otherReason', c.other_reason,
      'reasons', (
        select coalesce(jsonb_agg(jsonb_build_object('reasonId', r.reason_id, 'note', r.note) order by r.position), '[]')
        from customer_reasons r where r.workspace_id = c.workspace_id and r.answers_id = c.id),
      'priorities', (
        select coalesce(jsonb_agg(jsonb_build_object('priorityId', p.priority_id, 'name', p.name,
          'importance', p.importance, 'us', p.us, 'winner', p.winner) order by p.position), '[]')
        from priority_ratings p where p.workspace_id = c.workspace_id and p.answers_id = c.id),
      'recommendations', (
        select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'words', r.words) order by r.position), '[]')
        from recommendations r where r.workspace_id = c.workspace_id and r.answers_id = c.id)
    ) as answers
  from customer_answers c`;

type AnswersRow = Omit<StoredAnswers, "answers"> & { answers: unknown };

const answersOf = (row: AnswersRow): StoredAnswers => ({ ...row, answers: customerAnswers.parse(row.answers) });

export function answersShapeOf({ postMortemId: _, ...stored }: StoredAnswers): CustomerAnswersShape {
  return {
    ...stored,
    begunAt: stored.begunAt.toISOString(),
    changedAt: stored.changedAt.toISOString(),
    givenAt: stored.givenAt?.toISOString() ?? null,
  };
}

/** What was said about one post-mortem, begun or given: once in a conversation, once by form, where there is either. */
export async function listAnswers(db: Db, workspace: WorkspaceId, postMortemId: string): Promise<StoredAnswers[]> {
  const { rows } = await sql<AnswersRow>`
    ${storedAnswers}
    where c.workspace_id = ${workspace} and c.post_mortem_id = ${postMortemId}
    order by c.source`.execute(db);
  return rows.map(answersOf);
}

export async function findAnswers(
  db: Db,
  workspace: WorkspaceId,
  postMortemId: string,
  source: AnswersSource,
): Promise<StoredAnswers | undefined> {
  return (await listAnswers(db, workspace, postMortemId)).find((answers) => answers.source === source);
}

type Written = { answers: CustomerAnswers; language: string | null; changedBy: string | null; changedAt: Date };

export type NewAnswers = Written & { id: string; postMortemId: string; source: AnswersSource };

/** Begins the answers of one source. False: there are some of this source already, or with this id. */
export async function insertAnswers(tx: Tx, workspace: WorkspaceId, begun: NewAnswers): Promise<boolean> {
  const settled = settledAnswers(begun.answers);
  const inserted = await tx
    .insertInto("customer_answers")
    .values({
      workspace_id: workspace,
      id: begun.id,
      post_mortem_id: begun.postMortemId,
      source: begun.source,
      begun_at: begun.changedAt,
      ...columnsOf(settled, begun),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false;
  await insertParts(tx, workspace, begun.id, settled);
  return true;
}

/** Saves over the version that was seen. False: it is another one by now, and nothing was saved. */
export async function updateAnswers(
  tx: Tx,
  workspace: WorkspaceId,
  { id, version, ...written }: Written & { id: string; version: number },
): Promise<boolean> {
  const settled = settledAnswers(written.answers);
  const { numUpdatedRows } = await tx
    .updateTable("customer_answers")
    .set({ ...columnsOf(settled, written), version: sql`version + 1` })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await deleteParts(tx, workspace, id, settled);
  await insertParts(tx, workspace, id, settled);
  return true;
}

/** From now on they are told where answers are told; the first time they were given stays. Null takes that back. */
export async function updateToGiven(tx: Tx, workspace: WorkspaceId, id: string, givenAt: Date | null): Promise<void> {
  await tx
    .updateTable("customer_answers")
    .set({ given_at: givenAt === null ? null : sql`coalesce(given_at, ${givenAt})` })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

/** Takes away what was begun and never given: another person is asked now, and it is not theirs to read. */
export async function deleteBegunAnswers(
  tx: Tx,
  workspace: WorkspaceId,
  postMortemId: string,
  source: AnswersSource,
): Promise<void> {
  await tx
    .deleteFrom("customer_answers")
    .where("workspace_id", "=", workspace)
    .where("post_mortem_id", "=", postMortemId)
    .where("source", "=", source)
    .where("given_at", "is", null)
    .execute();
}

/** How many of these reasons and priorities are not in this team's catalogue; only reasons of losses are meant. */
export async function countUnknownIn(
  db: Db,
  workspace: WorkspaceId,
  { reasons, priorities }: Pick<CustomerAnswers, "reasons" | "priorities">,
): Promise<number> {
  const reasonIds = reasons.map(({ reasonId }) => reasonId);
  const priorityIds = priorities.flatMap(({ priorityId }) => priorityId ?? []);
  const { rows } = await sql<{ unknown: number }>`
    select (
      (select count(*) from unnest(${reasonIds}::uuid[]) named (id) where not exists (
        select from reasons r where r.workspace_id = ${workspace} and r.id = named.id and r.applies_to = 'lost'))
      + (select count(*) from unnest(${priorityIds}::uuid[]) named (id) where not exists (
        select from priorities p where p.workspace_id = ${workspace} and p.id = named.id))
    )::integer as unknown`.execute(db);
  return rows[0]?.unknown ?? 0;
}

type Columns = { winAgain: WinAgain | null; quoteConsent: QuoteConsent };

function columnsOf(answers: CustomerAnswers & Columns, { language, changedBy, changedAt }: Omit<Written, "answers">) {
  return {
    winner_better: answers.winnerBetter,
    compared: answers.compared,
    least_understood: answers.leastUnderstood,
    win_again: answers.winAgain,
    win_again_note: answers.winAgainNote,
    who_decided: answers.whoDecided,
    quote: answers.quote,
    quote_consent: answers.quoteConsent,
    quote_name: answers.quoteName,
    other_reason: answers.otherReason,
    language,
    changed_by: changedBy,
    changed_at: changedAt,
  };
}

/** A recommendation that is still there keeps its row: a practice may name it as where it came from. */
async function deleteParts(tx: Tx, workspace: WorkspaceId, answersId: string, kept: CustomerAnswers): Promise<void> {
  const keptIds = kept.recommendations.map(({ id }) => id);
  await sql`
    with reasons_gone as (
      delete from customer_reasons where workspace_id = ${workspace} and answers_id = ${answersId}),
    ratings_gone as (
      delete from priority_ratings where workspace_id = ${workspace} and answers_id = ${answersId})
    delete from recommendations
    where workspace_id = ${workspace} and answers_id = ${answersId} and not id = any(${keptIds}::uuid[])`.execute(tx);
}

async function insertParts(tx: Tx, workspace: WorkspaceId, answersId: string, answers: CustomerAnswers) {
  const of = { workspace_id: workspace, answers_id: answersId };
  const reasons = answers.reasons.map(({ reasonId, note }, position) => ({
    ...of,
    ...{ reason_id: reasonId, note, position },
  }));
  if (reasons.length > 0) await tx.insertInto("customer_reasons").values(reasons).execute();
  const ratings = answers.priorities.map(({ priorityId, ...rated }, position) => ({
    ...of,
    ...{ ...rated, priority_id: priorityId, position },
  }));
  if (ratings.length > 0) await tx.insertInto("priority_ratings").values(ratings).execute();
  const recommendations = answers.recommendations.map(({ id, words }, position) => ({ ...of, id, words, position }));
  if (recommendations.length === 0) return;
  await tx
    .insertInto("recommendations")
    .values(recommendations)
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "id"])
        .doUpdateSet((saved) => ({ words: saved.ref("excluded.words"), position: saved.ref("excluded.position") }))
        // An id that belongs to somebody else's answers stays theirs.
        .where("recommendations.answers_id", "=", answersId),
    )
    .execute();
}
