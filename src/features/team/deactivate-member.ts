import type { Tx } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { deleteFeedLinkOf } from "../../platform/sign-in/feed-links/store.ts";
import { deleteLinkOf, deleteSessionsOf, revokeKeysOf } from "../../platform/sign-in/store.ts";
import { mayManageTeam } from "./access.ts";
import { insertAuditEntry } from "./audit/store.ts";
import type { HandedOver, MemberShape } from "./contract.ts";
import { whyNotDeactivated } from "./rules.ts";
import { findUserId } from "./sign-ins/store.ts";
import { findMember, lockTeam, updateDeactivated } from "./store.ts";

/**
 * Open work goes from one person to another: all of it, or only these deals and tasks. Programs/ passes it, because the
 * team knows nothing of deals. Says what went.
 */
export type HandOver = (
  tx: Tx,
  acting: Omit<Acting, "db">,
  hands: { from: string; to: string; only?: HandedOver },
) => Promise<HandedOver>;

const nothing: HandedOver = { dealIds: [], taskIds: [] };

/**
 * Lets somebody go: every session, key and link of theirs ends at once. What they sold stays theirs; their open deals and tasks
 * stay too, or go to a colleague in the same step.
 */
export async function deactivateMember(
  { db, ...acting }: Acting,
  handOver: HandOver,
  { id, handTo }: { id: string; handTo: string | null },
): Promise<{ member: MemberShape; handedOver: HandedOver }> {
  const { session, now } = acting;
  if (!mayManageTeam(session)) throw new Refusal("NOT_ALLOWED");
  return db.transaction().execute(async (tx) => {
    await lockTeam(tx, session.workspace);
    const before = await findMember(tx, session.workspace, id);
    if (!before) throw new Refusal("NOT_FOUND");
    const why = whyNotDeactivated(before, session.memberId);
    if (why) throw new Refusal("NOT_ALLOWED", { message: why });
    if (handTo) await refuseHeir(tx, acting, { id, handTo });

    const member = await updateDeactivated(tx, session.workspace, id, new Date(now));
    await endAccess(tx, acting, id);
    const handedOver = handTo ? await handOver(tx, acting, { from: id, to: handTo }) : nothing;
    if (before.deactivatedAt === null) {
      await insertAuditEntry(tx, session.workspace, {
        memberId: session.memberId,
        action: "deactivated a person",
        subjectKind: "member",
        subjectId: id,
        detail: { handedTo: handTo, deals: handedOver.dealIds.length, tasks: handedOver.taskIds.length },
      });
    }
    return { member, handedOver };
  });
}

/**
 * Takes somebody back. Their keys and sessions stay ended: they sign in again. `takeBack` is what a moment ago went to a
 * colleague; of that, whatever the colleague still has comes back.
 */
export async function activateMember(
  { db, ...acting }: Acting,
  handOver: HandOver,
  { id, takeBack }: { id: string; takeBack?: (HandedOver & { from: string }) | undefined },
): Promise<MemberShape> {
  const { session } = acting;
  if (!mayManageTeam(session)) throw new Refusal("NOT_ALLOWED");
  return db.transaction().execute(async (tx) => {
    await lockTeam(tx, session.workspace);
    const before = await findMember(tx, session.workspace, id);
    if (!before) throw new Refusal("NOT_FOUND");
    if (takeBack && !(await findMember(tx, session.workspace, takeBack.from))) throw new Refusal("NOT_FOUND");
    const member = await updateDeactivated(tx, session.workspace, id, null);
    if (takeBack) {
      const { from, ...only } = takeBack;
      await handOver(tx, acting, { from, to: id, only });
    }
    if (before.deactivatedAt !== null) {
      await insertAuditEntry(tx, session.workspace, {
        memberId: session.memberId,
        action: "activated a person again",
        subjectKind: "member",
        subjectId: id,
      });
    }
    return member;
  });
}

async function refuseHeir(
  tx: Tx,
  { session }: Pick<Acting, "session">,
  { id, handTo }: { id: string; handTo: string },
): Promise<void> {
  const heir = await findMember(tx, session.workspace, handTo);
  if (!heir) throw new Refusal("NOT_FOUND", { message: "The colleague you chose is not in this team." });
  if (handTo === id || heir.deactivatedAt !== null)
    throw new Refusal("NOT_ALLOWED", { message: "Choose a colleague who is here to go on with the deals." });
}

async function endAccess(tx: Tx, { session, now }: Omit<Acting, "db">, memberId: string): Promise<void> {
  const userId = await findUserId(tx, session.workspace, memberId);
  if (userId) await deleteSessionsOf(tx, userId);
  await revokeKeysOf(tx, session.workspace, memberId, new Date(now));
  await deleteLinkOf(tx, session.workspace, memberId);
  await deleteFeedLinkOf(tx, session.workspace, memberId);
}
