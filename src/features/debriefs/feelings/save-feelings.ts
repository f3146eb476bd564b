import type { Tx } from "../../../platform/database/database.ts";
import type { ActingSealed } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { makeSeals, type Sealer } from "../../../platform/sealing/workspace-seals.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { lockDealToChange } from "../../deals/find-visible-deal.ts";
import type { FeelingsSaid, OwnFeelings } from "./contract.ts";
import { type AskedClose, findClosedAt } from "./find-close.ts";
import { aboutFeelings, openFeelings, refuseUnlessInPerson } from "./open-own-feelings.ts";
import { isNothing, packFeelings } from "./rules.ts";
import { deleteFeelingsOf, type FeelingsPlace, findFeelings, insertFeelings, updateFeelings } from "./store.ts";

type Written = AskedClose & FeelingsSaid & { version: number };

/** Keeps how a close felt, sealed, for its writer alone. Where it cannot be sealed, it is not kept. */
export async function saveFeelings(
  { db, session, secrets }: ActingSealed,
  { dealId, closedAt, version, ...said }: Written,
): Promise<OwnFeelings> {
  refuseUnlessInPerson(session);
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const deal = await lockDealToChange(tx, session, dealId);
    const place = { memberId, dealId, closedAt: await findClosedAt(tx, session, deal, closedAt) };
    const found = await makeSeals(tx, secrets, workspace);
    if (found.kind === "none") throw new Refusal("NO_KEY", { message: found.why });
    const theirs = openFeelings(found.seals, workspace, place, await findFeelings(tx, workspace, place));
    // The answer to this very save was lost on its way, and the save repeated.
    if (isRepeated(theirs, version, said)) return theirs;
    if (versionOf(theirs) !== version) throw new Refusal("OTHER_TAB", { data: theirs });
    if (theirs.kind === "closed") throw new Refusal("NO_KEY", { message: theirs.why });
    return write(tx, workspace, found.seals, place, version, said);
  });
}

async function write(
  tx: Tx,
  workspace: WorkspaceId,
  seals: Sealer,
  place: FeelingsPlace,
  version: number,
  said: FeelingsSaid,
): Promise<OwnFeelings> {
  if (isNothing(said)) {
    if (version > 0) await deleteFeelingsOf(tx, workspace, place);
    return { kind: "none" };
  }
  const sealed = seals.seal(aboutFeelings(workspace, place), packFeelings(said));
  const isKept =
    version === 0
      ? await insertFeelings(tx, workspace, place, sealed)
      : await updateFeelings(tx, workspace, place, { version, sealed });
  if (!isKept) {
    const data = openFeelings(seals, workspace, place, await findFeelings(tx, workspace, place));
    throw new Refusal("OTHER_TAB", { data });
  }
  return { kind: "open", version: version + 1, ...said };
}

const versionOf = (own: OwnFeelings) => (own.kind === "none" ? 0 : own.version);

function isRepeated(own: OwnFeelings, version: number, said: FeelingsSaid): boolean {
  if (own.kind === "none") return isNothing(said);
  return own.kind === "open" && own.version === version + 1 && own.step === said.step && own.words === said.words;
}
