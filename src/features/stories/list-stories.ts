import { z } from "zod";
import type { ActingSealed } from "../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../platform/http/paging.ts";
import { Refusal } from "../../platform/refusal.ts";
import { findDebriefReader } from "../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleDeal } from "../deals/find-visible-deal.ts";
import { mayBeKnownAgain, mayTakeDown } from "./access.ts";
import type { StoryRow } from "./contract.ts";
import { listMyDrafts } from "./drafts/keep-draft.ts";
import { aboutStory, findKnowing, isMine } from "./know-again.ts";
import { searchFor } from "./rules.ts";
import { rowOf } from "./show-story.ts";
import {
  listDebriefedReasons,
  listPerhapsMine,
  listStoriesBy,
  listStoriesByIds,
  listStoriesOfReasons,
} from "./store.ts";

const placeOfRow = z.strictObject({ toldOn: z.iso.date(), id: z.uuid() });

type Asked = {
  search?: string | undefined;
  reasonId?: string | undefined;
  takenDown: boolean;
  after?: string | undefined;
  limit: number;
};

/** The stories everybody reads, newest day first; for admins, those that were taken down. */
export async function listStories(
  acting: ActingSealed,
  { search, reasonId, takenDown, after, limit }: Asked,
): Promise<{ rows: StoryRow[]; next: string | null }> {
  const { db, session } = acting;
  if (takenDown && !mayTakeDown(session)) throw new Refusal("NOT_ALLOWED");
  const filter = { search: search ? searchFor(search) : null, reasonId, takenDown };
  const place = { after: after ? decodePlace(after, placeOfRow) : null, limit: limit + 1 };
  const page = pageFrom(await listStoriesBy(db, session.workspace, filter, place), limit, ({ toldOn, id }) => ({
    toldOn,
    id,
  }));
  const knowing = await findKnowing(db, acting);
  return { rows: page.rows.map((story) => rowOf(knowing, story)), next: page.next };
}

/** What I am writing and what I told. */
export async function listMyStories(acting: ActingSealed) {
  const { db, session } = acting;
  const knowing = await findKnowing(db, acting);
  const perhaps = await listPerhapsMine(db, session.workspace, session.memberId);
  const mine = perhaps.filter((story) => isMine(knowing, story, aboutStory(session, story.id)) === true);
  const rows = await listStoriesByIds(
    db,
    session.workspace,
    mine.map(({ id }) => id),
  );
  const told = new Set(rows.map(({ id }) => id));
  const drafts = mayBeKnownAgain(session) ? await listMyDrafts(db, knowing) : [];
  return {
    drafts: drafts.map(({ id, text }) => ({ id, title: text.title, told: told.has(id) })),
    rows: rows.map((story) => rowOf(knowing, story)),
  };
}

/** For somebody who lost this deal: colleagues who lost for the same reasons, and how they moved on. */
export async function suggestStories(
  acting: ActingSealed,
  { dealId, limit }: { dealId: string; limit: number },
): Promise<{ rows: StoryRow[] }> {
  const { db, session } = acting;
  const deal = await findVisibleDeal(db, session, dealId);
  const reader = await findDebriefReader(db, session);
  const reasonIds = await listDebriefedReasons(db, session.workspace, reader, deal.id);
  const knowing = await findKnowing(db, acting);
  // Some may be one's own; nobody has told that many.
  const stories = await listStoriesOfReasons(db, session.workspace, reasonIds, limit * 2 + 10);
  const rows = stories.map((story) => rowOf(knowing, story)).filter(({ mine }) => !mine);
  return { rows: rows.slice(0, limit) };
}
