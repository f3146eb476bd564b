import { randomUUID } from "node:crypto";
import type { Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { askDelivery } from "../../mail/ask-delivery.ts";
import { insertMails } from "../../mail/store.ts";
import { findMember } from "../../team/store.ts";
import { type StoredInvitation, wantsReminders } from "../invitations/store.ts";

/** Tells whoever invited a customer that they answered: that, and where to read it. Their words stay where they are. */
export async function tellAsker(
  tx: Tx,
  workspace: WorkspaceId,
  { id, postMortemId, readerName, madeById }: StoredInvitation,
  now: Instant,
): Promise<void> {
  const asker = madeById === null ? null : await findMember(tx, workspace, madeById);
  if (!asker || asker.deactivatedAt !== null || asker.email === null) return;
  if (!(await wantsReminders(tx, workspace, asker.id))) return;
  const title = `${readerName} has answered`;
  const mail = {
    ...{ workspace, id: randomUUID(), memberId: asker.id, kind: "reminder" as const, isPrivate: true },
    dedupeKey: `answered ${id}`,
    subject: title,
    content: {
      title,
      lead: "They took four minutes to say what we can learn from their decision.",
      sections: [],
      action: { label: "Read it", href: `/team/post-mortems/${postMortemId}` },
      because: "You get this because you asked them. You choose what you get under Settings, Mail.",
    },
  };
  if ((await insertMails(tx, [mail], now)) > 0) await askDelivery(tx);
}
