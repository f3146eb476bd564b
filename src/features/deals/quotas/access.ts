import type { Session } from "../../../platform/session.ts";
import type { VisibleOwners } from "../access.ts";

type Asker = Pick<Session, "memberId" | "role" | "isOwner">;

/** A quota is between a person and whoever leads them: everybody sees their own, managers their people's, admins all. */
export function seesQuotasOf(asker: Asker, visible: VisibleOwners): "all" | readonly string[] {
  const leads = asker.isOwner || asker.role === "admin" || asker.role === "manager";
  if (!leads) return [asker.memberId];
  return visible === "all" ? "all" : visible.owners;
}

export const seesQuotaOf = (people: "all" | readonly string[], memberId: string): boolean =>
  people === "all" || people.includes(memberId);

/** Who leads somebody sets their quota. Everybody else sets their own, as long as nobody who leads them has. */
export function maySetQuota(asker: Asker, memberId: string, setBy: string | null): boolean {
  if (asker.isOwner || asker.role === "admin" || asker.role === "manager") return true;
  return asker.role === "rep" && asker.memberId === memberId && (setBy === null || setBy === memberId);
}
