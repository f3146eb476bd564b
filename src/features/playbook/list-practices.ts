import { z } from "zod";
import type { Acting } from "../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../platform/http/paging.ts";
import { Refusal } from "../../platform/refusal.ts";
import { mayAdopt } from "./access.ts";
import { listChanges } from "./changes/store.ts";
import type { LessonPart, PracticeChange, PracticeRow, PracticeSource } from "./contract.ts";
import { findReadOrigin, fromOf } from "./draft-practice.ts";
import { countWhereUp, findReader, practiceRowOf } from "./show-practice.ts";
import { countPractices, findDraftedFrom, findPractice, listPracticesBy, type PracticeFilter } from "./store.ts";
import { countUses } from "./uses/store.ts";

const placeOfPractice = z.strictObject({ changedAt: z.iso.datetime(), id: z.uuid() });
const placeOfChange = z.strictObject({ version: z.number().int().min(0).max(1e9) });
type Page = { after?: string | undefined; limit: number };

/** The playbook of one state, last changed first, each with where it applies now. */
export async function listPractices(
  { db, session, now }: Acting,
  { after, limit, ...filter }: PracticeFilter & Page,
): Promise<{ rows: PracticeRow[]; next: string | null }> {
  const reader = await findReader(db, session);
  const page = { after: after ? decodePlace(after, placeOfPractice) : null, limit: limit + 1 };
  const found = await listPracticesBy(db, session.workspace, filter, reader, page);
  const { rows, next } = pageFrom(found, limit, ({ changedAt, id }) => ({ changedAt: changedAt.toISOString(), id }));
  const whereUp = await countWhereUp(db, reader, now);
  return { rows: rows.map((practice) => practiceRowOf(practice, whereUp)), next };
}

/** How many there are, and how many wait for me. */
export async function showPlaybook({ db, session }: Acting) {
  const reader = await findReader(db, session);
  const [counts, toApply] = await Promise.all([
    countPractices(db, session.workspace, reader),
    countUses(db, session.workspace, reader.visible, { state: "open" }),
  ]);
  return {
    draft: counts.get("draft") ?? 0,
    inReview: counts.get("in-review") ?? 0,
    adopted: counts.get("adopted") ?? 0,
    retired: counts.get("retired") ?? 0,
    toApply,
    mayAdopt: mayAdopt(session),
  };
}

/** Every version, newest first; what it said before it was adopted only to those who could read the draft. */
export async function listPracticeChanges(
  { db, session }: Acting,
  { id, after, limit }: { id: string } & Page,
): Promise<{ rows: PracticeChange[]; next: string | null }> {
  const practice = await findPractice(db, session.workspace, id, await findReader(db, session));
  if (!practice) throw new Refusal("NOT_FOUND");
  const page = { after: after ? decodePlace(after, placeOfChange) : null, limit: limit + 1 };
  const found = await listChanges(db, session.workspace, id, { alsoDrafts: practice.readsDrafts, ...page });
  const { rows, next } = pageFrom(found, limit, ({ version }) => ({ version }));
  return { rows: rows.map((change) => ({ ...change, changedAt: change.changedAt.toISOString() })), next };
}

type Asked = { source: PracticeSource; sourceId: string; lesson?: LessonPart | undefined };

/** What became of a recommendation, a lesson or an idea that this person may read. */
export async function findDrafted({ db, session }: Acting, asked: Asked) {
  const from = fromOf(asked);
  if (!from) throw new Refusal("NOT_FOUND");
  const reader = await findReader(db, session);
  await findReadOrigin(db, reader, from);
  const drafted = await findDraftedFrom(db, session.workspace, from);
  const practice = drafted && (await findPractice(db, session.workspace, drafted.id, reader));
  return {
    isDrafted: drafted !== undefined,
    practice: practice ? { id: practice.id, title: practice.title, state: practice.state } : null,
  };
}
