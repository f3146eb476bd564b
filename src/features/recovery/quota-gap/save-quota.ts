import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { maySetQuota } from "../../deals/quotas/access.ts";
import { insertAuditEntry } from "../../team/audit/store.ts";
import type { QuotaShape } from "./contract.ts";
import { findQuotaMember, quotaShapeOf } from "./find-quotas.ts";
import { isThinkablePeriod, type Period } from "./rules.ts";
import { deleteQuota, listQuotas, lockQuota, upsertQuota } from "./store.ts";

type QuotaKey = Period & { memberId: string };

/** Sets what somebody is to win in a period; set again, the newer one holds. */
export async function saveQuota(
  { db, session, now }: Acting,
  { amountCents, currency, ...key }: QuotaKey & { amountCents: number; currency: string },
): Promise<QuotaShape> {
  const { workspace, timeZone, memberId: setBy } = session;
  return db.transaction().execute(async (tx) => {
    await refuseToChange(tx, session, key);
    if (!isThinkablePeriod(key)) throw new Refusal("QUOTA_PERIOD");
    await upsertQuota(tx, workspace, key, { amountCents, currency, setBy, setAt: now });
    await noteForOthers(tx, session, key, "set a quota");
    const { memberId, ...period } = key;
    const wanted = { people: "all", memberId, period } as const;
    const [saved] = await listQuotas(tx, workspace, timeZone, wanted, { after: null, limit: 1 });
    if (!saved) throw new Refusal("CHANGED_MEANWHILE");
    return quotaShapeOf(saved, session);
  });
}

/** Takes a quota away; taken away twice, it is gone. */
export async function removeQuota({ db, session }: Acting, key: QuotaKey): Promise<QuotaKey> {
  return db.transaction().execute(async (tx) => {
    await refuseToChange(tx, session, key);
    await deleteQuota(tx, session.workspace, key);
    await noteForOthers(tx, session, key, "removed a quota");
    return key;
  });
}

async function refuseToChange(tx: Tx, session: Session, key: QuotaKey): Promise<void> {
  await findQuotaMember(tx, session, key.memberId);
  const quota = await lockQuota(tx, session.workspace, key);
  if (maySetQuota(session, key.memberId, quota?.setBy ?? null)) return;
  const message =
    session.role === "marketing" ? undefined : "Whoever leads you has set this quota. Talk to them to change it.";
  throw new Refusal("NOT_ALLOWED", message === undefined ? {} : { message });
}

/** What one person sets for another is on record; what they set for themselves is theirs. */
async function noteForOthers(tx: Tx, session: Session, { memberId }: QuotaKey, action: string): Promise<void> {
  if (memberId === session.memberId) return;
  await insertAuditEntry(tx, session.workspace, {
    ...{ memberId: session.memberId, action, subjectKind: "member", subjectId: memberId },
  });
}
