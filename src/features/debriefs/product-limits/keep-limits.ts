import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { mayKeepOffer } from "../../check-ups/access.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { listReasonsOf } from "../../reasons/store.ts";
import type { ProductLimit } from "./contract.ts";
import {
  insertSplitLimit,
  type LimitChange,
  type LimitRow,
  listProductLimits,
  listWordings,
  lockLimits,
  moveWordings,
  updateLimit,
  type Wording,
} from "./store.ts";

/** Names a limit and says what becomes of it. One that is open has no day. */
export async function saveLimit(
  { db, session, now }: Acting,
  { id, ...change }: LimitChange & { id: string },
): Promise<ProductLimit> {
  if (!mayKeepOffer(session)) throw new Refusal("NOT_ALLOWED");
  if (change.status === "resolved" && change.statusOn === null) throw new Refusal("DAY_NEEDED");
  return db.transaction().execute(async (tx) => {
    await lockAll(tx, session, [id]);
    const statusOn = change.status === "open" ? null : change.statusOn;
    await updateLimit(tx, session.workspace, id, { ...change, statusOn }, byWhom(session, now));
    return showLimit(tx, session, id);
  });
}

/** Two limits are one: everything named under the first belongs to the second from now on. Again, it changes nothing. */
export async function mergeLimits(
  { db, session }: Acting,
  { id, intoId }: { id: string; intoId: string },
): Promise<ProductLimit> {
  if (!mayKeepOffer(session)) throw new Refusal("NOT_ALLOWED");
  return db.transaction().execute(async (tx) => {
    await lockAll(tx, session, id === intoId ? [id] : [id, intoId]);
    if (id !== intoId) await moveWordings(tx, session.workspace, id, intoId);
    return showLimit(tx, session, intoId);
  });
}

/** One of a limit's wordings is a limit of its own. */
export async function splitLimit(
  { db, session, now }: Acting,
  { id, newId, reasonId, wording }: Wording & { id: string; newId: string },
): Promise<ProductLimit> {
  if (!mayKeepOffer(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    const [known] = await lockLimits(tx, workspace, [newId]);
    // Asked a second time, it is done already.
    if (known) return showLimit(tx, session, newId);
    await lockAll(tx, session, [id]);
    const wordings = await listWordings(tx, workspace, id);
    const isIts = wordings.some((one) => one.reasonId === reasonId && one.wording === wording);
    if (!isIts) throw new Refusal("NOT_FOUND");
    if (wordings.length === 1) throw new Refusal("ONLY_WORDING");
    const reason = (await listReasonsOf(tx, workspace)).find((one) => one.id === reasonId);
    const name = wording === "" ? (reason?.name ?? wording) : wording.charAt(0).toUpperCase() + wording.slice(1);
    await insertSplitLimit(tx, workspace, { id: newId, name, reasonId, wording }, byWhom(session, now));
    return showLimit(tx, session, newId);
  });
}

const byWhom = ({ memberId }: Session, now: number) => ({ memberId, at: new Date(now) });

async function lockAll(tx: Tx, { workspace }: Session, ids: string[]): Promise<LimitRow[]> {
  const limits = await lockLimits(tx, workspace, ids);
  if (limits.length < ids.length) throw new Refusal("NOT_FOUND");
  return limits;
}

/** A limit that this person sees; NOT_FOUND otherwise. */
export async function showLimit(db: Db, session: Session, id: string): Promise<ProductLimit> {
  const visible = await findVisibleOwners(db, session);
  const reader = await findDebriefReader(db, session);
  const [limit] = await listProductLimits(db, session.workspace, visible, reader, { after: null, limit: 1, only: id });
  if (!limit) throw new Refusal("NOT_FOUND");
  return limit;
}
