import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { listReasonsOf } from "../../reasons/store.ts";
import { mayKeepOffer } from "../access.ts";
import type { OfferChange } from "./contract.ts";
import { listOfferChanges, type NotedChange, updateToRemoved, upsertOfferChange } from "./store.ts";

/** Notes what we offer otherwise than before, or changes such a note. Sent again, it is noted once. */
export async function saveOfferChange({ db, session, now }: Acting, input: NotedChange): Promise<OfferChange> {
  if (!mayKeepOffer(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const reasonIds = [...new Set(input.reasonIds)];
    const losses = new Set(
      (await listReasonsOf(tx, workspace)).filter(({ appliesTo }) => appliesTo === "lost").map(({ id }) => id),
    );
    if (!reasonIds.every((id) => losses.has(id))) {
      throw new Refusal("NOT_FOUND", { message: "A reason you chose is not in the catalogue. Choose another." });
    }
    await upsertOfferChange(tx, workspace, { ...input, reasonIds }, { memberId, at: new Date(now) });
    const saved = (await listOfferChanges(tx, workspace)).find(({ id }) => id === input.id);
    if (!saved) throw new Error("The change that was just noted is not there.");
    return saved;
  });
}

/** Takes such a note out; saved again, it is back. */
export async function removeOfferChange({ db, session, now }: Acting, { id }: { id: string }): Promise<{ id: string }> {
  if (!mayKeepOffer(session)) throw new Refusal("NOT_ALLOWED");
  const found = await db.transaction().execute((tx) => updateToRemoved(tx, session.workspace, id, new Date(now)));
  if (!found) throw new Refusal("NOT_FOUND");
  return { id };
}
