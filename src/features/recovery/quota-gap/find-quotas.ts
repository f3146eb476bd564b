import type { Db } from "../../../platform/database/database.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { maySetQuota, seesQuotaOf, seesQuotasOf } from "../../deals/quotas/access.ts";
import type { MemberShape } from "../../team/contract.ts";
import { findMember } from "../../team/store.ts";
import type { QuotaShape } from "./contract.ts";
import type { StoredQuota } from "./store.ts";

/** Whose quotas this person sees. */
export async function findQuotaPeople(db: Db, session: Session): Promise<"all" | readonly string[]> {
  return seesQuotasOf(session, await findVisibleOwners(db, session));
}

/** The member, if their quotas are this person's to see; NOT_FOUND otherwise. */
export async function findQuotaMember(db: Db, session: Session, memberId: string): Promise<MemberShape> {
  const member = await findMember(db, session.workspace, memberId);
  if (!member || !seesQuotaOf(await findQuotaPeople(db, session), memberId)) throw new Refusal("NOT_FOUND");
  return member;
}

export function quotaShapeOf(quota: StoredQuota, session: Session): QuotaShape {
  const { memberId, memberName, beginsOn, endsOn, amountCents, currency, setBy, setByName, wonUnknown } = quota;
  return {
    ...{ memberId, memberName, beginsOn, endsOn, setByName, wonUnknown },
    amount: { amountCents, currency },
    mayChange: maySetQuota(session, memberId, setBy),
    won: { amount: { amountCents: quota.wonCents, currency }, deals: quota.wonDeals },
  };
}
