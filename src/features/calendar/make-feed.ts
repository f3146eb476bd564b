import { randomBytes } from "node:crypto";
import type { Acting } from "../../platform/http/acting.ts";
import { deleteFeedLinkOf, putFeedLink } from "../../platform/sign-in/feed-links/store.ts";
import { hashSecret } from "../../platform/sign-in/gate.ts";
import { insertAuditEntry } from "../team/audit/store.ts";

/** Makes my link, in the place of the one I had. Its secret is told this once; only its hash is kept. */
export async function makeFeed({ db, session, now }: Acting): Promise<{ path: string; madeAt: string }> {
  const { workspace, memberId } = session;
  const secret = randomBytes(32).toString("base64url");
  const madeAt = new Date(now);
  await db.transaction().execute(async (tx) => {
    await putFeedLink(tx, workspace, { memberId, secretHash: hashSecret(secret), madeAt });
    await insertAuditEntry(tx, workspace, {
      memberId,
      action: "made a link to their calendar",
      subjectKind: "member",
      subjectId: memberId,
    });
  });
  return { path: `/calendar/${secret}.ics`, madeAt: madeAt.toISOString() };
}

export async function endFeed({ db, session }: Acting): Promise<{ ended: boolean }> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const ended = await deleteFeedLinkOf(tx, workspace, memberId);
    if (ended) {
      await insertAuditEntry(tx, workspace, {
        memberId,
        action: "ended the link to their calendar",
        subjectKind: "member",
        subjectId: memberId,
      });
    }
    return { ended };
  });
}
