import type { Db } from "../../platform/database/database.ts";
import type { ActingSealed } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { About } from "../../platform/sealing/seal.ts";
import { findSeals, makeSeals, type Opener, type Sealer } from "../../platform/sealing/workspace-seals.ts";
import type { Session } from "../../platform/session.ts";
import { mayBeKnownAgain } from "./access.ts";
import type { Signature } from "./store.ts";

type Asking = Pick<ActingSealed, "session" | "secrets">;
type Me = Pick<Session, "workspace" | "memberId">;

export const aboutStory = ({ workspace, memberId }: Me, storyId: string): About => [
  "story",
  workspace,
  storyId,
  memberId,
];
export const aboutComment = ({ workspace, memberId }: Me, storyId: string, id: string): About => [
  "story comment",
  workspace,
  storyId,
  id,
  memberId,
];
export const aboutHelped = ({ workspace, memberId }: Me, storyId: string): About => [
  "story helped",
  workspace,
  storyId,
  memberId,
];
export const aboutDraft = ({ workspace, memberId }: Me, id: string): About => ["story draft", workspace, id, memberId];

/** What somebody can be known by again. Never who wrote something: only whether it was this person. */
export type Knowing = {
  session: Session;
  seals: Opener | null;
  /** Why nobody can be known again by a mark. */
  why: string | null;
};

const notInPerson = "Only a person signed in at a browser is known again by what they wrote without a name.";

export async function findKnowing(db: Db, { session, secrets }: Asking): Promise<Knowing> {
  if (!mayBeKnownAgain(session)) return { session, seals: null, why: notInPerson };
  const found = await findSeals(db, secrets, session.workspace);
  return found.kind === "none"
    ? { session, seals: null, why: found.why }
    : { session, seals: found.seals, why: found.seals.whyNotSealed };
}

type Signed = { isAnonymous: boolean; memberId: string | null; authorMark: Buffer | null };

/** Whether I wrote it; null: it has no name, and its mark cannot be read now. */
export function isMine(
  { session, seals }: Knowing,
  { isAnonymous, memberId, authorMark }: Signed,
  about: About,
): boolean | null {
  if (!isAnonymous) return memberId === session.memberId;
  return authorMark === null || seals === null ? null : seals.isMarkOf(about, authorMark);
}

/** To seal and to mark; refused where that cannot be done. */
export async function requireSeals(db: Db, { session, secrets }: Asking): Promise<Sealer> {
  refuseUnlessInPerson(session);
  const found = await makeSeals(db, secrets, session.workspace);
  if (found.kind === "none") throw new Refusal("NO_KEY", { message: found.why });
  return found.seals;
}

export function refuseUnlessInPerson(session: Session): void {
  if (!mayBeKnownAgain(session)) throw new Refusal("NEEDS_PERSON");
}

/** My name, or a mark that tells nobody else. */
export async function signatureOf(
  db: Db,
  asking: Asking,
  { anonymous, about }: { anonymous: boolean; about: About },
): Promise<Signature> {
  if (!anonymous) return { memberId: asking.session.memberId, authorMark: null };
  return { memberId: null, authorMark: (await requireSeals(db, asking)).mark(about) };
}
