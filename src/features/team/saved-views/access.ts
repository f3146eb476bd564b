import type { Session } from "../../../platform/session.ts";

type Asker = Pick<Session, "memberId" | "role" | "isOwner">;
type View = { memberId: string; isShared: boolean };

/** A view is its maker's. A shared one is removed by admins, too: whoever made it may have left. */
export const mayRemoveView = (asker: Asker, view: View): boolean =>
  view.memberId === asker.memberId || (view.isShared && (asker.isOwner || asker.role === "admin"));

export const maySeeView = (asker: Asker, view: View): boolean => view.memberId === asker.memberId || view.isShared;
