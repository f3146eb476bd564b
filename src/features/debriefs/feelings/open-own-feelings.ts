import { Refusal } from "../../../platform/refusal.ts";
import type { About } from "../../../platform/sealing/seal.ts";
import type { Opener } from "../../../platform/sealing/workspace-seals.ts";
import type { Session, WorkspaceId } from "../../../platform/session.ts";
import { mayOpenOwnFeelings } from "./access.ts";
import type { OwnFeelings } from "./contract.ts";
import { unpackFeelings } from "./rules.ts";
import type { FeelingsPlace, StoredFeelings } from "./store.ts";

export function refuseUnlessInPerson(session: Session): void {
  if (mayOpenOwnFeelings(session)) return;
  throw new Refusal("NOT_ALLOWED", {
    message: "Feelings are for the person alone, signed in at a browser. An API key never opens them.",
  });
}

/** What a person's sealed feelings are bound to. */
export function aboutFeelings(workspace: WorkspaceId, { memberId, dealId, closedAt }: FeelingsPlace): About {
  return ["feelings", workspace, memberId, dealId, closedAt.toISOString()];
}

export function openFeelings(
  seals: Opener,
  workspace: WorkspaceId,
  place: FeelingsPlace,
  stored: StoredFeelings | undefined,
): OwnFeelings {
  if (!stored) return { kind: "none" };
  const { version, sealed } = stored;
  const opened = seals.open(aboutFeelings(workspace, place), sealed);
  if (opened.kind === "closed") return { ...opened, version };
  return { kind: "open", version, ...unpackFeelings(opened.text) };
}
