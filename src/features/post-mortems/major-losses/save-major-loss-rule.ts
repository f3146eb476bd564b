import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session, WorkspaceId } from "../../../platform/session.ts";
import { findStage } from "../../deals/history/store.ts";
import { mayKeepRules } from "../access.ts";
import type { MajorLossCriteria, MajorLossRule } from "./contract.ts";
import { asksNothing, asksTheSame, settledCriteria } from "./rules.ts";
import { lockRule, ruleShapeOf, type StoredRule, updateToArchived, upsertRule } from "./store.ts";

type Wanted = MajorLossCriteria & { id: string; version: number; name: string };

/** Says which losses are major from now on. What a rule asks counts for losses after it was said, never for history. */
export async function saveMajorLossRule({ db, session, now }: Acting, wanted: Wanted): Promise<MajorLossRule> {
  refuseUnlessKeeper(session);
  const { workspace, memberId } = session;
  const { id, name, version } = wanted;
  return db.transaction().execute(async (tx) => {
    const criteria = await checkedCriteria(tx, workspace, wanted);
    const current = await lockRule(tx, workspace, id);
    const isSame = current && current.archivedAt === null && asksTheSame(current, criteria);
    // The answer to this very save was lost on its way, and the save repeated.
    if (isSame && current.name === name && current.version === version + 1) return ruleShapeOf(current);
    if ((current?.version ?? 0) !== version) throw new Refusal("CHANGED_MEANWHILE");
    const countsFrom = isSame ? current.countsFrom : new Date(now);
    await upsertRule(tx, workspace, { ...criteria, id, name, countsFrom }, { memberId, at: new Date(now) });
    return showRule(tx, workspace, id);
  });
}

/** Takes a rule out; what it named stays. */
export async function archiveMajorLossRule({ db, session, now }: Acting, { id }: { id: string }) {
  refuseUnlessKeeper(session);
  const found = await db.transaction().execute((tx) => updateToArchived(tx, session.workspace, id, new Date(now)));
  if (!found) throw new Refusal("NOT_FOUND");
  return { id };
}

/** Brings a rule back. Losses while it was out are history. */
export async function restoreMajorLossRule(
  { db, session, now }: Acting,
  { id }: { id: string },
): Promise<MajorLossRule> {
  refuseUnlessKeeper(session);
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const current = await lockRule(tx, workspace, id);
    if (!current) throw new Refusal("NOT_FOUND");
    if (current.archivedAt === null) return ruleShapeOf(current);
    const criteria = await checkedCriteria(tx, workspace, current);
    await upsertRule(
      tx,
      workspace,
      { ...criteria, id, name: current.name, countsFrom: restoredFrom(current, now) },
      {
        memberId,
        at: new Date(now),
      },
    );
    return showRule(tx, workspace, id);
  });
}

/** What is taken back at once was never out. */
const momentMs = 10 * 60_000;
const restoredFrom = ({ archivedAt, countsFrom }: StoredRule, now: number): Date =>
  archivedAt !== null && now - archivedAt.getTime() < momentMs ? countsFrom : new Date(now);

/** What is asked, as it will stand; a stage must be an open one that is there. */
export async function checkedCriteria(
  db: Db,
  workspace: WorkspaceId,
  wanted: MajorLossCriteria,
): Promise<MajorLossCriteria> {
  const criteria = settledCriteria(wanted);
  if (asksNothing(criteria)) throw new Refusal("NOTHING_ASKED");
  if (criteria.stageId !== null && (await findStage(db, workspace, criteria.stageId))?.type !== "open")
    throw new Refusal("STAGE_NOT_OPEN");
  return criteria;
}

async function showRule(tx: Tx, workspace: WorkspaceId, id: string): Promise<MajorLossRule> {
  const saved = await lockRule(tx, workspace, id);
  if (!saved) throw new Error("The rule that was just saved is not there.");
  return ruleShapeOf(saved);
}

function refuseUnlessKeeper(session: Session): void {
  if (!mayKeepRules(session)) throw new Refusal("NOT_ALLOWED");
}
