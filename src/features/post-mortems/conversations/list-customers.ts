import type { Db } from "../../../platform/database/database.ts";
import type { Session } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { listWaitingFor } from "./agenda/store.ts";
import type { PostMortemRow } from "./contract.ts";
import { rowShapeOf } from "./store.ts";

type Scope = { visible: VisibleOwners; ownerId?: string | undefined };

/** Whom this person has to talk with, or may listen to. Somebody else's day is not asked for: it is theirs. */
export async function listCustomersFor(
  db: Db,
  session: Session,
  { visible, ownerId }: Scope,
  limit: number,
): Promise<{ count: number; rows: PostMortemRow[] }> {
  if (ownerId !== undefined && ownerId !== session.memberId) return { count: 0, rows: [] };
  const { count, rows } = await listWaitingFor(db, session, visible, limit);
  return { count, rows: rows.map((row) => rowShapeOf(row, session, visible)) };
}
