import type { Acting } from "../../../platform/http/acting.ts";
import { findMember } from "../../team/store.ts";
import type { Agreements } from "./contract.ts";
import { findAgreements, upsertAgreements } from "./store.ts";

type Shown = Agreements & { managerName: string | null };

export async function showAgreements({ db, session }: Acting): Promise<Shown> {
  const { workspace, memberId } = session;
  const [agreed, me] = await Promise.all([
    findAgreements(db, workspace, memberId),
    findMember(db, workspace, memberId),
  ]);
  const manager = me?.managerId ? await findMember(db, workspace, me.managerId) : null;
  return { ...agreed, managerName: manager?.deactivatedAt === null ? manager.name : null };
}

/** One's own word, which is taken back as easily. */
export async function saveAgreements({ db, session }: Acting, agreed: Agreements): Promise<Agreements> {
  await upsertAgreements(db, session.workspace, session.memberId, agreed);
  return agreed;
}
