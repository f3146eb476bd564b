import { mayReadAudit } from "../../features/team/access.ts";
import type { MemberShape } from "../../features/team/contract.ts";

export type SettingsKey =
  | "process"
  | "reasons"
  | "red-flags"
  | "major-losses"
  | "insights"
  | "people"
  | "quotas"
  | "workspace"
  | "audit"
  | "after-loss"
  | "mail"
  | "calendar"
  | "password"
  | "api-keys";

type Part = { key: SettingsKey; name: string; group: "How we sell" | "Our team" | "Only you" };

const parts: readonly Part[] = [
  { key: "process", name: "Sales process", group: "How we sell" },
  { key: "reasons", name: "Reasons and repairs", group: "How we sell" },
  { key: "red-flags", name: "Red flags", group: "How we sell" },
  { key: "major-losses", name: "Major losses", group: "How we sell" },
  { key: "insights", name: "Insights", group: "How we sell" },
  { key: "people", name: "People", group: "Our team" },
  { key: "quotas", name: "Quotas", group: "Our team" },
  { key: "workspace", name: "Workspace", group: "Our team" },
  { key: "audit", name: "Audit log", group: "Our team" },
  { key: "after-loss", name: "After a loss", group: "Only you" },
  { key: "mail", name: "Mail", group: "Only you" },
  { key: "calendar", name: "Calendar", group: "Only you" },
  { key: "password", name: "Password", group: "Only you" },
  { key: "api-keys", name: "API keys", group: "Only you" },
];

/** What can be set, from what the team sells by to one's own password, as far as this person sees it. */
export function settingsOf(member: Pick<MemberShape, "role" | "isOwner">): readonly Part[] {
  return parts.filter(({ key }) => key !== "audit" || mayReadAudit(member));
}
