import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { layOutLetter } from "../../../platform/mail/lay-out-letter.ts";
import { type LaidOut, layOutMail } from "../../../platform/mail/lay-out-mail.ts";
import { isLetter } from "../../../platform/mail/mail-content.ts";
import type { OutgoingMail } from "../../../platform/mail/send-mail.ts";
import { makeFormLink } from "../../../platform/sign-in/form-links/make-form-link.ts";
import { signUnsubscribe } from "../sign-unsubscribe.ts";
import type { ClaimedMail } from "./store.ts";

type Addressed = LaidOut &
  Pick<OutgoingMail, "unsubscribe" | "inTheNameOf"> & {
    /** Of the link that this mail alone holds; null: it holds none. */
    linkHash: Buffer | null;
  };

/** Lays a mail out for its one reader, with the links that are theirs. */
export async function addressMail(
  db: Db,
  mail: ClaimedMail,
  { key, publicUrl }: { key: Buffer; publicUrl: string },
): Promise<Addressed> {
  const { workspace, kind, content, reader } = mail;
  if (isLetter(content) && "invitationId" in reader) {
    const { invitationId, linkEndsAt: expiresAt } = reader;
    const stop = `${publicUrl}/answer/stop/${signUnsubscribe(key, { workspace, invitationId, kind: "invitation" })}`;
    const link = content.formLabel === null ? null : await makeFormLink(db, workspace, { invitationId, expiresAt });
    const form = link && `${publicUrl}${link.path}`;
    return {
      ...layOutLetter(content, { form, stop }),
      unsubscribe: stop,
      inTheNameOf: content.from,
      linkHash: link?.secretHash ?? null,
    };
  }
  if (isLetter(content) || !("memberId" in reader)) throw new Error(`The mail ${mail.id} is not for its reader.`);
  const settings = `${publicUrl}/settings/mail`;
  const { memberId } = reader;
  const unsubscribe =
    kind === "reminder" || kind === "digest"
      ? `${publicUrl}/unsubscribe/${signUnsubscribe(key, { workspace, memberId, kind })}`
      : null;
  return {
    ...layOutMail(content, { publicUrl, settings, unsubscribe: unsubscribe ?? settings }),
    unsubscribe,
    linkHash: null,
  };
}

/** Why this mail goes to nobody any more; null: it goes. */
export function whyUndeliverable({ reader }: Pick<ClaimedMail, "reader">, now: Instant): string | null {
  if ("memberId" in reader) {
    if (reader.hasLeft) return "They have left the team.";
    return reader.address === null ? "They have no e-mail address here." : null;
  }
  if (reader.state === "opted-out") return "They want no mail about this.";
  if (reader.state !== "sent" && reader.state !== "opened") return "There is nothing to ask them any more.";
  return reader.linkEndsAt.getTime() <= now ? "The time to answer is over." : null;
}
