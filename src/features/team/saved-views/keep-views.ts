import { z } from "zod";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { lockTeam } from "../store.ts";
import { mayRemoveView, maySeeView } from "./access.ts";
import { mostViews, type SavedView } from "./contract.ts";
import { filterIn, isSavable } from "./rules.ts";
import { countViews, deleteView, findView, listViewsOf, type StoredView, upsertView } from "./store.ts";

const placeInList = z.strictObject({ name: z.string(), id: z.uuid() });

const shownTo = (session: Session, { memberId, memberName, ...view }: StoredView): SavedView => ({
  ...view,
  madeByName: memberId === session.memberId ? null : memberName,
  mayRemove: mayRemoveView(session, { memberId, isShared: view.isShared }),
});

/** A page of the views of a list: one's own, and those that colleagues share. */
export async function listViews(
  { db, session }: Acting,
  { place, after, limit }: { place: string; after?: string | undefined; limit: number },
): Promise<{ rows: SavedView[]; next: string | null }> {
  const asked = { memberId: session.memberId, place };
  const page = { after: after ? decodePlace(after, placeInList) : null, limit: limit + 1 };
  const found = await listViewsOf(db, session.workspace, asked, page);
  const { rows, next } = pageFrom(found, limit, ({ name, id }) => ({ name, id }));
  return { rows: rows.map((view) => shownTo(session, view)), next };
}

type Told = Pick<StoredView, "id" | "place" | "name" | "search" | "isShared">;

/** Keeps a view under a name. The same again changes nothing more. */
export async function saveView({ db, session, now }: Acting, told: Told): Promise<SavedView> {
  if (!isSavable(told.place)) throw new Refusal("NO_LIST");
  const view = { ...told, search: filterIn(told.search), memberId: session.memberId };
  return db.transaction().execute(async (tx) => {
    // Two of one name, saved in one moment, come one after the other.
    await lockTeam(tx, session.workspace);
    const known = await findView(tx, session.workspace, view.id);
    if (known && known.memberId !== session.memberId)
      throw new Refusal(maySeeView(session, known) ? "NOT_ALLOWED" : "NOT_FOUND");
    const { others, named } = await countViews(tx, session.workspace, view);
    if (named > 0) throw new Refusal("NAME_TAKEN");
    if (!known && others >= mostViews) throw new Refusal("TOO_MANY_VIEWS");
    await upsertView(tx, session.workspace, view, new Date(now));
    return shownTo(session, { ...view, memberName: session.memberName });
  });
}

/** Gone already is gone. */
export async function removeView({ db, session }: Acting, { id }: { id: string }): Promise<{ id: string }> {
  return db.transaction().execute(async (tx) => {
    const view = await findView(tx, session.workspace, id);
    if (!view || !maySeeView(session, view)) throw new Refusal("NOT_FOUND");
    if (!mayRemoveView(session, view)) throw new Refusal("NOT_ALLOWED");
    await deleteView(tx, session.workspace, id);
    return { id };
  });
}
