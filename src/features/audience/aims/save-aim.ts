import { isDeepStrictEqual } from "node:util";
import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { askAims } from "../../deals/ask-aims.ts";
import { mayKeepAudience } from "../access.ts";
import { type AimShape, mostAims, type WantedAim } from "./contract.ts";
import { areDaysTurned, settledFits } from "./rules.ts";
import {
  type AimValues,
  aimShapeOf,
  countOthers,
  findAim,
  isNameTaken,
  listAims,
  lockAims,
  type StoredAim,
  updateArchived,
  updatePositions,
  upsertAim,
} from "./store.ts";

/** Names a persona or a campaign, or says it anew. Two who change it at once are told, and neither overwrites the other. */
export async function saveAim({ db, session, now }: Acting, { version, ...wanted }: WantedAim): Promise<AimShape> {
  refuseUnlessKeeper(session);
  const { workspace, memberId } = session;
  const { id, kind, name, words } = wanted;
  const message = kind === "campaign" ? wanted.message : "";
  const values: AimValues = { id, kind, name, words, message, ...settledFits(kind, wanted) };
  if (areDaysTurned(values)) throw new Refusal("DAYS_TURNED");
  return db.transaction().execute(async (tx) => {
    await lockAims(tx, workspace);
    const current = await findAim(tx, workspace, id);
    if (current && current.kind !== kind) throw new Refusal("NOT_FOUND");
    // The answer to this very save was lost on its way, and the save repeated; or there is nothing new.
    if (current && current.archivedAt === null && isDeepStrictEqual(valuesOf(current), values)) {
      return aimShapeOf(current);
    }
    if ((current?.version ?? 0) !== version) throw new Refusal("CHANGED_MEANWHILE");
    if (current?.archivedAt !== null) await refuseUnlessPlace(tx, session, values);
    if (await isNameTaken(tx, workspace, values)) throw new Refusal("NAME_TAKEN");
    await upsertAim(tx, workspace, values, { memberId, at: new Date(now) });
    await askAims(tx, workspace);
    return showAim(tx, session, id);
  });
}

/** Takes one out. Where somebody said it by hand, it stays said. */
export async function archiveAim({ db, session, now }: Acting, { id }: { id: string }): Promise<{ id: string }> {
  refuseUnlessKeeper(session);
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    await lockAims(tx, workspace);
    const aim = await findAim(tx, workspace, id);
    if (!aim) throw new Refusal("NOT_FOUND");
    if (aim.archivedAt === null) await updateArchived(tx, workspace, id, new Date(now));
    await askAims(tx, workspace);
    return { id };
  });
}

export async function restoreAim({ db, session }: Acting, { id }: { id: string }): Promise<AimShape> {
  refuseUnlessKeeper(session);
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    await lockAims(tx, workspace);
    const aim = await findAim(tx, workspace, id);
    if (!aim) throw new Refusal("NOT_FOUND");
    if (aim.archivedAt !== null) {
      await refuseUnlessPlace(tx, session, aim);
      if (await isNameTaken(tx, workspace, aim)) throw new Refusal("NAME_TAKEN");
    }
    await updateArchived(tx, workspace, id, null);
    await askAims(tx, workspace);
    return showAim(tx, session, id);
  });
}

/** Changes which of several that fit a deal counts: the first in the list. */
export async function moveAim(
  { db, session }: Acting,
  { id, beforeId }: { id: string; beforeId: string | null },
): Promise<{ rows: AimShape[] }> {
  refuseUnlessKeeper(session);
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    await lockAims(tx, workspace);
    const aim = await findAim(tx, workspace, id);
    if (!aim || aim.archivedAt !== null) throw new Refusal("NOT_FOUND");
    const others = (await listAims(tx, workspace, aim.kind)).filter((other) => other.id !== id);
    const place = beforeId === null ? others.length : others.findIndex((other) => other.id === beforeId);
    if (place === -1) throw new Refusal("NOT_FOUND");
    await updatePositions(
      tx,
      workspace,
      others.toSpliced(place, 0, aim).map((one) => one.id),
    );
    await askAims(tx, workspace);
    return { rows: (await listAims(tx, workspace, aim.kind)).map(aimShapeOf) };
  });
}

function valuesOf({ id, kind, name, words, message, source, startsOn, endsOn, rule }: StoredAim): AimValues {
  return { id, kind, name, words, message, source, startsOn, endsOn, rule };
}

async function showAim(tx: Tx, { workspace }: Session, id: string): Promise<AimShape> {
  const saved = await findAim(tx, workspace, id);
  if (!saved) throw new Error("What was just saved is not there.");
  return aimShapeOf(saved);
}

function refuseUnlessKeeper(session: Session): void {
  if (!mayKeepAudience(session)) throw new Refusal("NOT_ALLOWED");
}

async function refuseUnlessPlace(tx: Tx, { workspace }: Session, aim: Pick<AimShape, "id" | "kind">): Promise<void> {
  if ((await countOthers(tx, workspace, aim)) >= mostAims) throw new Refusal("TOO_MANY_AIMS");
}
